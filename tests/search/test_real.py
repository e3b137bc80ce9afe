"""What readers type finds what they mean: the real content, in both languages."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.searchable import searchables
from portal.search import index
from portal.search.results import search
from portal.search.suggestions import suggestions
from tests.world import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real")]


def first(words, language, count=3):
    """What is shown first: where the words lead, then the results."""
    found = search(words, language)
    shown = [*(bet.record for bet in found.bets), *(hit.record for hit in found.hits)]
    return [f"{kind}:{code}" for kind, code in shown[:count]]


# In either language each of these finds the record among the first three.
BOTH = {
    "IRP": "instrument:irp",
    "PRI": "instrument:irp",
    "LEA": "instrument:irp",
    "LIA": "instrument:irp",
    "laboratoire européen associé": "instrument:irp",
    "KIP": "instrument:kip",
    "TCP": "instrument:tcp",
    "PCT": "instrument:tcp",
    "Joint Lab": "instrument:joint-lab",
    "joint labs": "instrument:joint-lab",
    "Premiers pas": "instrument:first-steps",
    "first steps": "instrument:first-steps",
    "tremplins internationaux": "instrument:first-steps",
    "PRISME": "modality:prisme",
    "InterAging": "cooperation:interaging",
    "vieillissement": "cooperation:interaging",
    "ageing": "cooperation:interaging",
    "inter-aging": "cooperation:interaging",
    "climate health": "cooperation:climatehealth",
    "Heidelberg": "cooperation:umi-heidelberg",
    "heidelburg": "cooperation:umi-heidelberg",
    "Ottawa": "cooperation:joint-lab-u1315-ottawa",
    "Mexico": "instrument-place:irp-mexico-city",
    "Harbin": "instrument-place:irp-harbin",
    "IRP Harbin": "instrument-place:irp-harbin",
    "PRI Haïfa": "instrument-place:irp-haifa",
    "Bloomington": "instrument-place:irp-bloomington",
    "Mexique": "country:MX",
    "Dakar": "partnership:anrs-site-dakar",
    "Guinée": "partnership:prisme-guinea",
    "guinee": "partnership:prisme-guinea",
    "Guinea": "partnership:prisme-guinea",
    "U1111": "institution:u1111",
    "u 1111": "institution:u1111",
    "FRQS": "institution:frqs",
    "FRSQ": "institution:frqs",
    "OMS": "network:who",
    "WHO": "network:who",
    "bruxelles": "office:brussels",
    "Brussels": "office:brussels",
    "Washingtn": "office:washington",
    "aphrocov": "project:aphro-cov",
    "aphro cov": "project:aphro-cov",
    "DKFZ": "institution:dkfz",
    "strategie nationale de recherche": "programme:snr",
    "histoire": "page:history",
    "history": "page:history",
    "mentions légales": "page:legal-notice",
    "Deutsches Krebsforschungszentrum": "institution:dkfz",
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("words", "target"), BOTH.items())
def test_the_target_is_among_the_first_three(words, target, language):
    assert target in first(words, language)


@pytest.mark.parametrize(
    ("words", "language", "meant"),
    [
        ("coperation", "en", "cooperation"),
        ("finacement", "fr", "financement"),
        ("labratory", "en", "laboratory"),
        ("heidelburg", "fr", "heidelberg"),
        ("réprésentation Bruxxelles", "fr", "representation bruxelles"),
    ],
)
def test_a_slip_is_answered_by_the_nearest_words(words, language, meant):
    found = search(words, language)
    assert (found.instead, bool(found.hits)) == (meant, True)


def test_a_match_in_the_other_language_is_shown_by_its_name_here_and_said_to_be_one():
    found = search("vieillissement", "en")
    (result,) = [r for r in found.results(found.hits) if r.address == "/en/cooperations/interaging/"]
    assert (result.language, result.title_language) == ("fr", "en")
    page = Client().get("/en/search/", {"q": "vieillissement"}).content.decode()
    assert "found in French" in page
    assert '<p lang="fr">' in page


def test_words_narrow_each_other():
    assert "cooperation:joint-lab-u1111-dkfz" in first("joint lab Heidelberg", "en", 5)
    assert len(search("joint lab Heidelberg", "en").hits) < len(search("joint lab", "en").hits)


def test_words_that_no_page_holds_together_find_those_that_hold_some():
    found = search("Heidelberg Guinea", "en")
    assert (found.some, len(found.hits) > 5) == (True, True)


def test_the_extract_holds_the_words_and_marks_them():
    page = Client().get("/fr/recherche/", {"q": "changement climatique"}).content.decode()
    assert "<mark>changement</mark> <mark>climatique</mark>" in page


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("heidelb", "fr", "Heidelberg"),
        ("inter", "en", "InterAging"),
        ("u11", "fr", "U1111"),
        ("etats", "fr", "États-Unis"),
    ],
)
def test_a_suggestion_begins_as_typed(typed, language, words):
    found = suggestions(typed, language)
    assert any(words in suggestion.words for suggestion in found)
    assert {suggestion.address.split("/")[1] for suggestion in found} == {language}


def test_no_result_leads_to_the_other_language_where_there_is_one_here():
    for words in ("ageing", "International Research Project", "Germany", "Guinea"):
        found = search(words, "fr")
        assert {result.address.split("/")[1] for result in found.results(found.hits)} == {"fr"}


@pytest.mark.one_database
def test_every_result_answers():
    visitor, paths = Client(), set()
    for language, words in (("fr", "recherche"), ("en", "research"), ("en", "Inserm")):
        found = search(words, language)
        met = Counter()
        for result in found.results(found.hits):
            path = result.address.split("#")[0]
            kind = path.rpartition("/")[0].rpartition("/")[0]  # the folder of the page: three of each are opened
            met[kind] += 1
            paths |= {path} if met[kind] <= 3 else set()
    with remembered():
        assert {visitor.get(path).status_code for path in paths} == {200}


def test_results_come_ten_to_a_page_and_all_of_them_once():
    visitor, seen, number = Client(), [], 0
    found = search("Inserm", "en")
    while len(seen) < len(found.hits):
        number += 1
        page = visitor.get("/en/search/", {"q": "Inserm", "page": number})
        shown = [result.address for result in page.context["results"]]
        assert len(shown) == min(10, len(found.hits) - len(seen))
        seen += shown
    assert seen == [result.address for result in found.results(found.hits)]


# Written down from one database, read on both.
ORDERS = {
    ("cooperation", "en"): [
        "page:governance",
        "page:history",
        "term:cooperation-agreement",
        "term:cooperation-instrument",
    ],
    ("recherche", "fr"): [
        "instrument:irp",
        "instrument:cnrs-inserm-network",
        "modality:prisme",
        "cooperation:joint-lab-u1111-dkfz",
    ],
    ("Inserm", "fr"): [
        "institution:inserm",
        "instrument:cnrs-inserm-network",
        "cooperation:cnrs-inserm-network-europe",
        "cooperation:cnrs-inserm-network-israel",
    ],
    ("Heidelberg", "en"): [
        "cooperation:umi-heidelberg",
        "instrument:umi",
        "cooperation:joint-lab-u1111-dkfz",
        "cooperation:joint-lab-u1329-dkfz",
    ],
    ("vieillissement", "en"): [
        "term:healthy-ageing",
        "cooperation:interaging",
        "partnership:agreement-nus",
        "institution:ruijin-hospital",
    ],
    ("joint lab", "fr"): ["instrument:umi", "figure:joint-labs-count"],
    ("coperation", "fr"): ["instrument:tcp", "page:funding", "page:history", "page:governance"],
    ("collab", "en"): [
        "page:funding",
        "figure:declared-collaborations",
        "figure:declared-collaborations-2020",
        "figure:declared-collaborations-rounded",
    ],
    ("Heidelberg Guinea", "en"): [
        "cooperation:umi-heidelberg",
        "partnership:prisme-guinea",
        "country:GW",
    ],
    ("Canada", "fr"): [
        "cooperation:inpp",
        "cooperation:joint-lab-u1111-universite-laval",
    ],
}


@pytest.mark.parametrize(("words", "language"), ORDERS)
def test_the_order_is_this_one_on_every_database(words, language):
    wanted = ORDERS[words, language]
    assert [":".join(hit.record) for hit in search(words, language).hits[: len(wanted)]] == wanted


@pytest.mark.parametrize(("words", "most"), {"IRP": 5, "Inserm": 5, "nowhereatall": 14, "heidelburg": 11}.items())
def test_the_queries_of_a_search_are_few(words, most):
    with remembered():
        Client().get(
            "/en/search/", {"q": words, "kind": "page"}
        )  # where words lead is kept for each state of the content
        with CaptureQueriesContext(connection) as queries:
            assert Client().get("/en/search/", {"q": words}).status_code == 200
    assert len(queries) <= most


@pytest.mark.parametrize("kind", searchables())
def test_many_records_are_indexed_with_few_queries(kind):
    pks = list(searchables()[kind].model._base_manager.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        index.update(searchables()[kind], pks, {})
    assert len(queries) <= 18
