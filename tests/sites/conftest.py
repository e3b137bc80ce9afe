from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction

from portal.core.content.load import load


@pytest.fixture(scope="module")
def real_content(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The content of the repository, loaded once for a module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.CONTENT_DIR)
        yield
        transaction.set_rollback(True)
