"""The site's own content, loaded and indexed once for a module."""

import pytest
from django.db import transaction

from portal.search import index
from tests.kept import load_content


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker):
    """Taken back at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        index.rebuild()
        yield
        transaction.set_rollback(True)
