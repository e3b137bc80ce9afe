"""The page of a list: what is asked and not understood, an empty list, pages, the other language."""

import html
import re
from itertools import combinations

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from instruments.models import Cooperation
from portal.core.lists.listing import Listing
from portal.core.lists.record_list import lists
from tests.catalogues import ADDRESSES, make_content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
PATHS = [path for paths in ADDRESSES.values() for path in paths.values()]


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_content()
        yield
        transaction.set_rollback(True)


def listing(name, query=""):
    return Listing(lists()[name], QueryDict(query))


def page(path):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


# --- what is not understood ------------------------------------------------------------------------------------------

# Query, key of the field that says so.
BAD = {
    "country=ZZ": "country",
    "country=DE&country=FR": "country",
    "country=DE&country=": "",  # a field left empty asks nothing
    "theme=%00": "theme",
    "theme=%ff%fe": "theme",
    "theme=%3Cscript%3Ealert(1)%3C/script%3E": "theme",
    "continent=" + "x" * 6000: "continent",
    "sort=x": "sort",
    "sort=name&sort=country": "sort",
    "page=-1": "page",
    "page=0": "page",
    "page=two": "page",
    "page=%D9%A2": "page",
    "page=" + "9" * 5000: "page",
    "page=1&page=2": "page",
    "alphabet=xx": "alphabet",
    "alphabet=fr&alphabet=en": "alphabet",
}


# Each list is asked all of it: every other question in French, the others in English, and the next list the other way.
ASKED = [
    (paths[("fr", "en")[(number + place) % 2]], query, key)
    for place, paths in enumerate(ADDRESSES.values())
    for number, (query, key) in enumerate(BAD.items())
]


@pytest.mark.one_database
@pytest.mark.parametrize(("path", "query", "key"), ASKED, ids=[f"{path}-{query[:20]}" for path, query, _ in ASKED])
def test_what_is_not_understood_is_said_at_its_place(path, query, key):
    answer = Client().get(f"{path}/?{query}", follow=True)
    markup = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>" not in markup
    assert list(answer.context["selection"].errors) == ([key] if key else [])
    assert re.findall(r'id="error-(\w+)"', markup) == ([key] if key not in ("", "page", "alphabet") else [])
    # A filter that is not understood finds nothing; an order or a page takes no row away.
    assert (answer.context["selection"].count == 0) is (key in ("country", "theme", "continent"))
    for ending in ("csv", "json", "geojson", "atom"):
        assert Client().get(f"{path}.{ending}?{query}").status_code == (400 if key else 200)


@pytest.mark.one_database
@pytest.mark.parametrize("query", ["year=soon", "year=%D9%A2%D9%A0%D9%A2%D9%A1", "year=20211", "year=2021-05"])
def test_a_year_is_four_digits(query):
    asked = listing("cooperations", query)
    assert (list(asked.errors), asked.count) == (["year"], 0)
    assert asked.fields["year"].value == QueryDict(query)["year"]


def test_a_file_says_what_is_not_understood_and_holds_no_row(visitor):
    answer = visitor.get("/en/institutions.json?kind=castle&sort=size")
    assert answer.json()["errors"] == {"kind": "“castle” is not in the list.", "sort": "“size” is not in the list."}
    assert (answer.json()["results"], answer.json()["count"]) == ([], 0)


def test_a_page_beyond_the_last_is_the_last_and_says_so():
    assert "There is no page 9,999,999: this is page 2, the last one." in page("/en/cooperations/?page=9999999")
    assert "Il n’y a pas de page 99" in page("/fr/cooperations/?page=99")


@pytest.mark.one_database
@pytest.mark.parametrize("path", PATHS)
def test_empty_fields_leave_the_address(path):
    answer = Client().get(f"{path}/?country=DE&theme=&continent=+&page=")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}/?country=DE")


# --- an empty list ---------------------------------------------------------------------------------------------------


def way_out(markup):
    """The links of the notice that an empty list shows."""
    (notice,) = re.findall(r'<div class="notice nothing".*?</div>', markup)
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', notice)]


EMPTY = [
    (name, f"{one}={two}&{other}={three}")
    for name in ADDRESSES
    for (one, two), (other, three) in combinations(
        [("country", "JP"), ("theme", "vaccines"), ("continent", "africa"), ("country", "ZZ"), ("sort", "name")], 2
    )
    if one != other
]


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_an_empty_list_a_link_leads_to_one_that_is_not(language):
    met = 0
    for name, query in EMPTY:
        path = ADDRESSES[name][language]
        if listing(name, query).count:
            continue
        met += 1
        ways = [link for link in way_out(page(f"{path}/?{query}")) if link.startswith(path)]
        # Every way out of the notice keeps its promise.
        assert [Client().get(way).context["selection"].count > 0 for way in ways] == [True] * len(ways)
        assert ways
    assert met > 6


def test_an_empty_list_says_what_each_filter_keeps_away():
    asked = listing("institutions", "country=JP&continent=europe")
    with override("en"):
        without = {str(way.label): way.regained for way in asked.ways_out}
    assert without == {
        "Country": listing("institutions", "continent=europe").count,
        "Continent": listing("institutions", "country=JP").count,
    }
    assert asked.ways_alone == []


def test_where_leaving_one_out_is_not_enough_each_alone_is_offered():
    asked = listing("projects", "kind=event&continent=africa&country=JP&theme=cancer&year=1999")
    assert asked.ways_out == []
    alone = {way.query: way.regained for way in asked.ways_alone}
    assert alone["country=JP"] == listing("projects", "country=JP").count > 0
    assert "year=1999" not in alone


@pytest.mark.one_database
def test_the_words_of_the_filters_can_be_searched_for():
    markup = page("/en/projects/?country=JP&year=1999")
    assert 'href="/en/search/?q=Country%20JP%201999"' in markup


def test_without_any_record_the_site_map_is_the_way(monkeypatch):
    monkeypatch.setattr("partnerships.models.ProjectQuerySet.published", lambda rows, on=None: rows.none())
    markup = page("/en/projects/")
    assert "Nothing is published here yet." in markup
    assert way_out(markup) == ["/en/site-map/"]


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.one_database
def test_chips_take_one_filter_away_and_keep_the_order():
    markup = page("/en/cooperations/?country=DE&theme=ageing&sort=name&unknown=1")
    chips = re.findall(r'<li><a href="([^"]+)"><span class="unseen">Remove', markup)
    assert chips == ["/en/cooperations/?theme=ageing&amp;sort=name", "/en/cooperations/?country=DE&amp;sort=name"]


@pytest.mark.one_database
def test_the_page_links_to_its_other_formats_and_keeps_the_question():
    markup = page("/fr/partenariats/liste/?country=DE&sort=name&page=1")
    for ending, kind in (("csv", "text/csv"), ("json", "application/json"), ("atom", "application/atom+xml")):
        address = f"/fr/partenariats/liste.{ending}?country=DE&amp;sort=name"
        assert f'<a href="{address}" type="{kind}">' in markup
        assert f'<link rel="alternate" type="{kind}" title=' in markup
        assert f'href="http://testserver{address}"' in markup


@pytest.mark.one_database
def test_pages_keep_the_question():
    markup = page("/en/cooperations/?sort=name")
    assert 'rel="next" href="?sort=name&amp;page=2"' in markup
    assert 'rel="prev" href="?sort=name&amp;page=1"' in page("/en/cooperations/?sort=name&page=2")
    assert "<title>Cooperations, page 2 – " in page("/en/cooperations/?sort=name&page=2")


@pytest.mark.one_database
def test_only_the_whole_list_is_indexed():
    assert 'name="robots"' not in page("/en/projects/")
    assert '<meta name="robots" content="noindex">' in page("/en/projects/?country=DE")


def test_the_groups_say_how_many_they_are_on_all_pages():
    asked = listing("cooperations")
    sizes = {group.heading.code: group.count for group in asked.groups}
    assert sizes == {code: listing("cooperations", f"instrument={code}").count for code in sizes}
    assert sum(len(group.records) for group in asked.groups) == 60
    assert sum(sizes.values()) == asked.count > 60
    assert [group.heading for group in listing("cooperations", "sort=name").groups] == [None]


def test_what_would_lead_to_nothing_is_not_offered():
    for field in listing("cooperations", "country=JP").fields.values():
        assert {choice.code for choice in field.choices if not choice.count} == set()


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("query", ["country=DE&sort=name", "theme=ageing&continent=europe", "page=2&state=running"])
def test_the_other_language_keeps_the_question_and_finds_the_same(name, query):
    there = page(f"{ADDRESSES[name]['en']}/?{query}")
    switch = re.findall(r'<a [^>]*href="(/fr/[^"]*)"[^>]*hreflang="fr"', there) or re.findall(
        r'href="(/fr/[^"]*)"', there
    )
    assert f"{ADDRESSES[name]['fr']}/?{query}".replace("&", "&amp;") in switch
    found = {}
    for language in ("fr", "en"):
        with override(language):
            found[language] = set(listing(name, query).rows.values_list("code", flat=True))
    assert found["fr"] == found["en"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_list_under_three_filters_asks_fewer_than_eight_times_besides_its_frame(name):
    with CaptureQueriesContext(connection) as queries:
        page(f"{ADDRESSES[name]['en']}/?country=DE&continent=europe&theme=ageing")
    assert len(queries) < 8 + 2  # the menu and the notices


# --- the alphabet ----------------------------------------------------------------------------------------------------


@pytest.fixture
def backwards():
    """Cooperations whose English names stand in the opposite order of the French ones."""
    codes = [*Cooperation.objects.order_by("code").values_list("code", flat=True)]
    for number, code in enumerate(codes):
        Cooperation.objects.filter(code=code).update(sort_key_fr=f"{number:03}", sort_key_en=f"{999 - number:03}")


def shown(path):
    return [record.code for record in Client().get(path).context["selection"].page]


def switched(path):
    """Where the language switch of a page leads."""
    return html.unescape(re.search(r'href="([^"]*)" data-portal-language', page(path))[1])


@pytest.mark.usefixtures("backwards")
@pytest.mark.parametrize("query", ["sort=name", "sort=name&page=2"])
def test_a_page_by_name_holds_the_same_records_in_the_other_language_and_back_again(query):
    french = f"/fr/cooperations/?{query}"
    english = switched(french)
    assert "alphabet=fr" in english
    assert shown(english) == shown(french)
    assert "In the alphabetical order of the names in French." in page(english)
    assert switched(english) == french
    assert shown(english.replace("&alphabet=fr", "")) != shown(french)


@pytest.mark.usefixtures("backwards")
def test_the_files_follow_the_alphabet_of_the_page():
    there = Client().get("/en/cooperations/?sort=name&page=2&alphabet=fr").context["downloads"]["json"].address
    rows = [row["id"] for row in Client().get(there).json()["results"]]
    assert rows[60:] == shown("/fr/cooperations/?sort=name&page=2")


@pytest.mark.parametrize("query", ["", "page=2", "sort=newest&page=2", "sort=name&country=DE"])
def test_where_no_alphabet_parts_the_rows_none_is_named(query):
    assert "alphabet" not in switched(f"/fr/cooperations/?{query}")


def test_the_own_alphabet_is_not_named():
    assert "In the alphabetical order" not in page("/en/cooperations/?sort=name&alphabet=en")
    assert "alphabet" not in listing("cooperations", "sort=name&alphabet=fr").query
    assert "alphabet" not in listing("cooperations", "sort=newest&alphabet=en").query
