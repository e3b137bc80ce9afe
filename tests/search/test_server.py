"""The search on a server of its own: the same answers in the same order; the database answers when the server does not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from portal.search import follow, index, server
from portal.search.models import SearchDocument
from portal.search.results import search
from sites.models import Office
from tests.factories import make_cooperation, make_institution, make_instrument, make_office, make_place
from tests.search.fake_server import running

pytestmark = pytest.mark.django_db

QUESTIONS = [
    *("joint lab", "laboratoire", "heidelberg", "cooperation ageing", "coop", "âge", "zzz", "Brussels office"),
    *("laboratory heidelberg", "l'institut", "the", '"; DROP', "office brussels heidelberg", "heidelbrg"),
]


@pytest.fixture
def fake(settings):
    cache.clear()
    with running() as (fake, url):
        settings.SEARCH_URL = url
        yield fake


@pytest.fixture
def world():
    place = make_place(name_fr="Heidelberg", name_en="Heidelberg")
    body = make_institution((place,), name_fr="Institut de l'âge", name_en="Ageing institute")
    lab = make_instrument(name_fr="Laboratoire commun", name_en="Joint Lab")
    for number in range(3):
        cooperation = make_cooperation(lab, name_fr=f"Âge {number}", name_en=f"Ageing {number}", partners=0)
        cooperation.partners.create(institution=body)
    make_office(code="brussels", place=place, name_fr="Bureau de Bruxelles", name_en="Brussels office")
    make_office(name_fr="Bureau secret", name_en="Secret office", status="draft")
    make_office(name_fr="Futur", name_en="Future", publish_at=timezone.now() + timedelta(days=1))


def answers():
    found = {(words, code): search(words, code) for words in QUESTIONS for code in ("fr", "en")}
    return {
        question: (
            [(hit.kind, hit.object_id, hit.language, hit.score) for hit in one.hits],
            one.how,
            one.instead,
            one.some,
        )
        for question, one in found.items()
    }


def searches(fake):
    return fake.asked.count(("POST", "_search"))


def test_the_server_finds_what_the_database_finds_in_the_same_order(fake, world, settings):
    index.rebuild()
    by_server = answers()
    assert searches(fake) > len(by_server)
    settings.SEARCH_URL = ""
    assert answers() == by_server
    assert any(hits for hits, *_ in by_server.values())


def test_what_is_not_public_yet_is_not_found_on_the_server(fake, world):
    index.rebuild()
    assert (len(search("future", "en").hits), len(search("secret", "en").hits)) == (0, 0)
    later = timezone.now() + timedelta(days=2)
    assert len(search("future", "en", on=later).hits) == 1


def test_the_server_follows_a_save_and_a_deletion(fake, world):
    index.rebuild()
    office = Office.objects.get(code="brussels")
    office.name_en = "Lisbon office"
    office.save()
    follow.flush()
    assert [hit.object_id for hit in search("lisbon", "en").hits] == [office.pk]
    assert len(fake.indices["portal"]) == SearchDocument.objects.count()
    office.delete()
    follow.flush()
    assert search("lisbon", "en").hits == []
    assert len(fake.indices["portal"]) == SearchDocument.objects.count()


def test_while_the_server_is_down_the_database_answers(fake, world, visitor):
    index.rebuild()
    expected = [hit.pk for hit in search("heidelberg", "en").hits]
    fake.is_broken = True
    assert [hit.pk for hit in search("heidelberg", "en").hits] == expected
    asked = searches(fake)
    assert visitor.get("/en/search/?q=heidelberg").status_code == 200
    assert searches(fake) == asked  # left alone for a while
    fake.is_broken = False
    cache.clear()
    assert [hit.pk for hit in search("heidelberg", "en").hits] == expected
    assert searches(fake) > asked


def test_a_server_that_missed_a_change_is_filled_before_it_is_asked_again(fake, world):
    index.rebuild()
    fake.is_broken = True
    office = Office.objects.get(code="brussels")
    office.name_en = "Lisbon office"
    office.save()
    follow.flush()
    fake.is_broken = False
    asked = searches(fake)
    assert [hit.object_id for hit in search("lisbon", "en").hits] == [office.pk]
    assert (searches(fake), server.is_current()) == (asked, False)
    said = StringIO()
    call_command("rebuild_search", if_needed=True, stdout=said)
    assert said.getvalue() == "Search: the server has them all.\n"
    assert [hit.object_id for hit in search("lisbon", "en").hits] == [office.pk]
    assert searches(fake) > asked


def test_a_server_that_cannot_be_filled_is_told(fake, world):
    fake.is_broken = True
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue().splitlines()[-1] == "Search: the server does not answer: the database does."
    assert len(search("heidelberg", "en").hits) > 0


def test_another_address_is_another_server(fake, world, settings):
    index.rebuild()
    settings.SEARCH_URL = settings.SEARCH_URL.replace("/portal", "/other")
    assert not server.is_current()
