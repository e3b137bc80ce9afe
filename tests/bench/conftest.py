"""The browser and the live site of the browser tests."""

from tests.browser.conftest import (  # noqa: F401
    _django_db_helper,
    as_loaded,
    browser_type_launch_args,
    open_page,
    origin,
)
