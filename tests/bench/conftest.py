"""The browser and the live site of the browser tests."""

from tests.browser.conftest import _django_db_helper, browser_type_launch_args, open_page, origin  # noqa: F401
