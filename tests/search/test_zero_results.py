"""Searches that found nothing are counted for the editors, and nothing of the person who searched is kept."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from portal.search import zero_results
from portal.search.models import FruitlessSearch
from tests.factories import make_office
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index():
    make_office(name_en="Something else", name_fr="Autre chose")
    call_command("rebuild_search", verbosity=0)


def kept():
    return list(FruitlessSearch.objects.order_by("pk").values_list("words", "language", "count"))


def test_words_that_find_nothing_are_counted_by_language(visitor):
    for path in ("/en/search/?q=Zürich%20zoo!", "/en/search/?q=zurich%20ZOO", "/fr/recherche/?q=zurich%20zoo"):
        visitor.get(path, REMOTE_ADDR="203.0.113.9", headers={"User-Agent": "somebody's own"})
    assert kept() == [("zurich zoo", "en", 2), ("zurich zoo", "fr", 1)]
    names = {field.name for field in FruitlessSearch._meta.fields}
    assert names == {"id", "words", "language", "count", "last_on"}


@pytest.mark.parametrize(
    "question",
    [
        "",
        "the",
        "?!",
        "something",
        "jane.doe@example.org zzz",
        "zzz 0612345678",
        "zzz 06 12 34 56 78",
        "q" * 81,
        "q " * 150,
    ],
)
def test_what_says_nothing_or_too_much_is_not_kept(visitor, question):
    assert visitor.get("/en/search/", {"q": question}).status_code == 200
    assert kept() == []


def test_a_year_is_no_long_number(visitor):
    # Far from now: the names that the factories number hold thousands, and "2021" was once found in one.
    visitor.get("/en/search/", {"q": "zzzzz 8021-8025"})
    assert kept() == [("zzzzz 8021 8025", "en", 1)]


def test_to_look_is_not_to_search(visitor):
    visitor.head("/en/search/", {"q": "zzzzz"})
    assert kept() == []


def test_after_90_days_words_are_gone():
    today = timezone.localdate()
    FruitlessSearch.objects.create(words="old", language="en", last_on=today - timedelta(days=91))
    FruitlessSearch.objects.create(words="young", language="en", last_on=today - timedelta(days=90))
    assert [row.words for row in FruitlessSearch.objects.recent()] == ["young"]
    zero_results.note("new", "en")
    assert [words for words, _, _ in kept()] == ["young", "new"]


def test_a_flood_cannot_fill_the_table(monkeypatch):
    monkeypatch.setattr(zero_results, "MOST", 3)
    for words in ("asked twice", "asked twice", *(f"nonsense {n}" for n in range(20))):
        zero_results.note(words, "en")
    assert kept() == [("asked twice", "en", 2), ("nonsense 18", "en", 1), ("nonsense 19", "en", 1)]


def test_a_search_answers_even_if_counting_fails(visitor, monkeypatch):
    def broken(*args):
        raise DatabaseError

    monkeypatch.setattr(zero_results, "_count", broken)
    assert visitor.get("/en/search/?q=zzzzz").status_code == 200


def test_editors_find_them_on_their_first_page():
    zero_results.note("zzzzz", "en")
    client = client_of(make_person("superuser", username="ada"))
    address = "/admin/search/fruitlesssearch/?check=fruitless-search"
    assert address in client.get("/admin/").content.decode()
    assert [row.words for row in client.get(address).context["cl"].queryset] == ["zzzzz"]
