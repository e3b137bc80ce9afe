"""The site's own content, loaded and indexed once for a module."""

import pytest
from django.db import transaction

from portal.search import index
from tests.kept import load_content
from tests.world import remembered


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker):
    """Taken back at the end of the module. What the site keeps is kept: who changes the content asks for `changing`."""
    with django_db_blocker.unblock(), transaction.atomic(), remembered():
        load_content()
        index.rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def changing(real):
    """For a test that changes the real content: nothing is kept from before."""
    with remembered():
        yield
