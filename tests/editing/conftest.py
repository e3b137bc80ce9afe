"""An administrator at the desk, in English; what the desk keeps on disk goes into a folder of the test."""

import pytest
from django.contrib.auth import get_user_model

from tests.editing.tables import client_of


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def desk():
    return client_of(get_user_model().objects.create_superuser("ada"))
