import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.editing.forms import sent


class Desk:
    """Somebody at the desk: opens a record's form, types, sends."""

    def __init__(self, user):
        self.user, self.client = user, Client(headers={"Accept-Language": "en"})
        self.client.force_login(user)

    def address(self, record, page="change"):
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=(record.pk,))

    def open(self, record, query=""):
        return self.client.get(self.address(record) + query).content.decode()

    def save(self, record, page=None, button="_save", query="", **typed):
        """Types into the form (as it was shown in `page`, or is shown now) and sends it by one of its buttons."""
        form = sent(page or self.open(record, query), f"{record._meta.model_name}_form", **typed)
        return self.client.post(self.address(record) + query, {**form, button: "1"})


@pytest.fixture
def desk():
    return Desk(get_user_model().objects.create_superuser("editor", "e@example.org", "x", first_name="Ada"))


@pytest.fixture
def colleague():
    return Desk(get_user_model().objects.create_superuser("colleague", "c@example.org", "x", first_name="Blaise"))
