from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.kept import load_content


@pytest.fixture(scope="module")
def real_content(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The content of the repository, loaded once for a module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield
        transaction.set_rollback(True)
