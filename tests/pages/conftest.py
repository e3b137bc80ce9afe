"""What the tests of this room share."""

import pytest
from django.db import transaction

from tests.kept import load_content


@pytest.fixture(scope="module")
def real_content(django_db_setup, django_db_blocker):
    """The real content, loaded once and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield
        transaction.set_rollback(True)
