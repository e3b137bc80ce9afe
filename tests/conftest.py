"""What every test may rely on: compiled catalogues, a settled language, a site that speaks plain HTTP."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, RequestContext, Template
from django.test import Client
from django.utils import translation
from django.utils.safestring import SafeString

from portal.core.text.catalogues import compile_catalogues

HERE = Path(__file__).parent
_NAME = settings.DATABASES["default"]["NAME"]


def pytest_configure(config: pytest.Config) -> None:
    compile_catalogues()
    # Once, not per test: each change of these would make Django build its caches again.
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "library": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    # Empty: WhiteNoise warns of a missing one, and reads every file of it for each client.
    settings.STATIC_ROOT = config.cache.mkdir("static")
    settings.PREPARED_EVERY = None  # a query now and then would not count the same each time
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Python need not look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    # A page makes objects by the thousand: a tenth of the time was looking through them.
    gc.set_threshold(100_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second database is asked what a database can answer differently: the rest has run on the first."""
    items.sort(key=lambda item: item.path.parent != HERE)  # few tests that take long: they would be waited for last
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    asked = [item for item in items if _asks_the_database(item) and not _is_known(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in asked])
    items[:] = asked


def _is_known(item: pytest.Item) -> bool:
    """Whether the first database has answered for both.

    Queries are counted on both, whatever page asks them; what grows from 1 row to 3 here has grown to 61 or more there.
    """
    rows = getattr(getattr(item, "callspec", None), "params", {}).get("rows")
    return rows > 3 if isinstance(rows, int) else bool(item.get_closest_marker("one_database"))


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or {"db", "django_db_setup"} & fixtures)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> Any:
    """What the migrations make is kept from run to run, for as long as they are the same."""
    from tests import kept  # models: not before Django is ready

    return kept.copy_migrated(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: Any,
    django_db_setup: None,
    django_db_blocker: Any,
) -> None:
    """pytest-django makes a test database only for tests that are marked: the others would write into the site's own."""
    if connection.settings_dict["NAME"] == _NAME:
        pytest.exit("No test database: mark the tests that ask for `django_db_setup` with `django_db`.", 3)
    if django_db_modify_db_settings is None:
        from tests import kept

        with django_db_blocker.unblock():
            kept.keep_migrated(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session", autouse=True)
def _told_of_pages_alone(django_test_environment: None) -> None:
    """A test may read the context of a page. Django notes that of each field and included part too, in a copy."""
    told = Template._render

    def draw(template: Template, context: Context) -> SafeString:
        is_page = isinstance(context, RequestContext) and context.template is template
        return told(template, context) if is_page else template.nodelist.render(context)

    Template._render = draw  # Django's own is back at the end, with the rest of its test environment


@pytest.fixture(autouse=True)
def _settled() -> Iterator[None]:
    """Each test starts in the default language and leaves no other behind."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def unchanging() -> Iterator[None]:
    """For a module whose tests change nothing: the site keeps what it would keep, though a transaction is open."""
    from tests.world import remembered  # models: not before Django is ready

    with remembered():
        yield


@pytest.fixture
def visitor() -> Client:
    """A visitor: no cookie, no account."""
    return Client()


@pytest.fixture
def admin_client(admin_user: Any) -> Client:
    """pytest-django's, of a superuser who has given the second factor: without it the desk is closed."""
    from tests import people  # models: not before Django is ready

    people.give_factor(admin_user)
    return people.client_of(admin_user)


def pytest_report_header() -> str:
    vendor = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return f"database: {vendor}"


@pytest.fixture
def vendor() -> str:
    return connection.vendor
