"""What every test may rely on: compiled catalogues, a settled language, a site that speaks plain HTTP."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from portal.core.catalogues import compile_catalogues


def pytest_configure(config: pytest.Config) -> None:
    if compile_catalogues():
        # Django read the French catalogue as it started, before there was one: let it read again.
        trans_real._translations.clear()
        trans_real._default = None
    # Once, not per test: each change of these would make Django build its caches again.
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _settled() -> Iterator[None]:
    """Each test starts in the default language and leaves no other behind."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def visitor() -> Client:
    """A visitor: no cookie, no account."""
    return Client()


def pytest_report_header() -> str:
    vendor = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return f"database: {vendor}"


@pytest.fixture
def vendor() -> str:
    return connection.vendor
