"""The home page: ways in for each reader, what is under way, what changed lately; nothing that is not public."""

import re

import pytest
from django.utils import timezone

from instruments.models import Instrument
from portal.core.content import revisions
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.pages.models import TimelineEvent
from sites.models import Network, Office
from tests.kept import load_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def content():
    load_content()


def changes(visitor, language="en"):
    """(date, words, address) of each line of what changed."""
    page = visitor.get(f"/{language}/").content.decode()
    found = re.findall(r'class="home-date">(.*?)</span>\s*<a href="(.*?)">(.*?)</a>', page, re.DOTALL)
    return [(" ".join(date.split()), words, address) for date, address, words in found]


def write(record, kind=RevisionKind.SAVED):
    """A revision of the record, as an editor's save leaves it."""
    Revision.objects.create(
        model=record._meta.label_lower, object_id=record.pk, code=record.code, kind=kind, digest="x" * 64
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_reader_has_a_way_in(visitor, content, language):
    page = visitor.get(f"/{language}/").content.decode()
    ways = page.split('class="ways"')[1].split("</section>")[0]
    addresses = {
        "fr": ("/fr/instruments/trouver/", "/fr/travailler-avec-nous/", "/fr/chiffres-cles/fiche/"),
        "en": ("/en/instruments/find/", "/en/work-with-us/", "/en/key-figures/fact-sheet/"),
    }[language]
    assert re.findall(r'<h2>\s*<a href="(.*?)"', ways)[:2] == list(addresses[:2])
    assert '<select id="home-country" name="country"' in ways
    assert ways.count("<h2>") == 4


def test_the_country_chosen_is_shown(visitor, content):
    page = visitor.get("/en/").content.decode()
    [action] = re.findall(r'<form method="get" action="(.*?)"', page.split('class="ways"')[1])
    assert visitor.get(action, {"country": "BR"}).headers["Location"] == "/en/countries/brazil/"
    assert "Iceland" in visitor.get(action, {"country": "IS"}).content.decode()


def test_the_doors_tell_of_the_network_and_count_the_labs(visitor, content):
    labs = Instrument.objects.get(code="joint-lab").cooperations.published()
    assert f">{labs.count()} Joint Labs</a>" in visitor.get("/en/").content.decode()
    labs.first().delete()
    assert f">{labs.count()} Joint Labs</a>" in visitor.get("/fr/").content.decode()
    Network.objects.filter(code="anrs-network").update(status="draft")
    assert (
        "/partnerships/anrs" not in visitor.get("/en/").content.decode().split('class="two-doors"')[1].split("</ul>")[0]
    )


def test_what_was_written_last_comes_first_and_events_fill_up(visitor, content):
    office, instrument = Office.objects.get(code="brussels"), Instrument.objects.get(code="irp")
    events = [words for _, words, _ in changes(visitor)]
    assert len(events) == 3
    write(instrument)
    write(office)
    write(office)
    write(Instrument.objects.get(code="kip"), RevisionKind.LOADED)
    write(Instrument.objects.get(code="tcp"), RevisionKind.CONFIRMED)
    found = changes(visitor)
    assert [address for _, _, address in found[:2]] == ["/en/offices/brussels/", instrument.get_absolute_url("en")]
    assert [words for _, words, _ in found[2:]] == events[:1]
    assert str(timezone.localdate().year) in found[0][0]


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_a_change_of_what_is_not_public_is_not_told(visitor, content, status):
    write(Office.objects.get(code="brussels"))
    TimelineEvent.objects.update(status=status)
    Office.objects.update(status=status)
    assert changes(visitor) == changes(visitor, "fr") == []


def test_a_save_is_told_by_the_revision_it_leaves(visitor, content):
    office = Office.objects.get(code="washington")
    office.summary_en = "Another summary."
    office.save()
    revisions.flush()
    assert changes(visitor)[0][2] == "/en/offices/washington/"
