import pytest
from django.urls import reverse

from portal.editing.revisions import scheduled
from tests.editing.sending import sent
from tests.people import client_of, make_person


class Desk:
    """Somebody at the desk: opens a record's form, types, sends."""

    def __init__(self, user):
        self.user, self.client = user, client_of(user, headers={"Accept-Language": "en"})

    def address(self, record, page="change"):
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=(record.pk,))

    def open(self, record, query=""):
        return self.client.get(self.address(record) + query).content.decode()

    def save(self, record, page=None, button="_save", query="", **typed):
        """Types into the form (as it was shown in `page`, or is shown now) and sends it by one of its buttons."""
        form = sent(page or self.open(record, query), f"{record._meta.model_name}_form", **typed)
        return self.client.post(self.address(record) + query, {**form, button: "1"})

    def decide(self, record, seen=None, **posted):
        """Publishes ("_publish") or drops ("_drop") the change prepared for the record, as its page (or `seen`) shows it."""
        digest = seen if seen is not None else scheduled.of(record).first().seal
        sure = {"_sure": "1"} if "_drop" in posted else {}
        return self.client.post(self.address(record, "preparation"), {"_seen": digest, **sure, **posted}, follow=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """What the desk keeps on disk goes into a folder of the test."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def office():
    """The browser of somebody who may all."""
    return client_of(make_person("superuser", username="ada"), headers={"Accept-Language": "en"})


@pytest.fixture
def desk():
    """Ada, who publishes."""
    return Desk(make_person("publisher", first_name="Ada"))


@pytest.fixture
def colleague():
    """Blaise, who publishes too."""
    return Desk(make_person("publisher", first_name="Blaise"))


@pytest.fixture
def editor():
    """Émilie, who writes all but does not publish."""
    return Desk(make_person("editor", first_name="Émilie"))
