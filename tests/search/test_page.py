"""The page of results: what it says in every case, and that nothing a visitor types breaks it."""

import logging

import html5lib
import pytest

from portal.search import index
from tests.factories import make_cooperation, make_office, make_page

pytestmark = pytest.mark.django_db
PATHS = {"fr": "/fr/recherche/", "en": "/en/search/"}

HOSTILE = {
    "quotes": 'a "b" \'c',
    "near": "NEAR(a b, 5)",
    "star": "*",
    "word and star": "office*",
    "minus": "- -a",
    "colon": "title:office",
    "parentheses": "((office) AND (",
    "ten thousand letters": "office " + "x" * 10_000,
    "many words": "office " * 2_000,
    "nul": "office\x00",
    "emoji": "🧬 office 👩‍🔬",
    "sql": "'; DROP TABLE search_searchdocument; --",
    "tsquery": "a & !b | c:* <-> \\",
    "markup": "<script>alert(1)</script>",
    "surrogate": "\ufffd\ud800".encode("utf-8", "replace").decode(),
    "common words": "le la of the",
    "empty": "",
    "spaces": "  \t ",
}


@pytest.fixture
def office(db):
    record = make_office(name_fr="Bureau d'essai", name_en="Office on trial")
    index.rebuild()
    return record


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nothing_a_visitor_types_breaks_the_page(words, language, office, visitor):
    for extra in ({}, {"kind": words, "page": words}, {"kind": "office", "page": "-1"}):
        answer = visitor.get(PATHS[language], {"q": words, **extra})
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "<script>alert" not in text
        parser = html5lib.HTMLParser()
        parser.parse(text)
        assert parser.errors == []
    assert visitor.get(PATHS[language] + "suggestions.json", {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["q=%ff%fe", "q=%", "q=%00", "q=a&q=b", "q[]=a", "kind=office", "page=2", "q=a&page=9999999999999999999999"],
)
@pytest.mark.parametrize("language", PATHS)
def test_no_address_breaks_the_page(query, language, office, visitor):
    assert visitor.get(f"{PATHS[language]}?{query}").status_code == 200
    assert visitor.get(f"{PATHS[language]}suggestions.json?{query}").status_code == 200


def notices(visitor, path, **query):
    page = html5lib.parse(visitor.get(path, query).content.decode(), namespaceHTMLElements=False)
    return [
        " ".join("".join(found.itertext()).split())
        for found in page.iter("p")
        if "notice" in (found.get("class") or "")
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("/en/search/", {"q": ""}, []),
        ("/en/search/", {"q": "of the"}, ["“of the” holds no word to look for: add a name, a place or a theme."]),
        ("/en/search/", {"q": "qqqqqqqq"}, ["Nothing on this site holds “qqqqqqqq”, in any of its languages."]),
        ("/en/search/", {"q": "trail"}, ["Nothing holds “trail”. Did you mean: trial"]),
        (
            "/en/search/",
            {"q": "trial", "kind": "page"},
            ["Nothing for “trial” under “Pages”. Without this filter: 1 result"],
        ),
        ("/en/search/", {"q": "trial", "kind": "x"}, ["There is no kind of result called “x”: all kinds are shown."]),
        (
            "/en/search/",
            {"q": "trial qqqqqqqq"},
            ["No page holds all the words of “trial qqqqqqqq”: these hold some of them."],
        ),
        ("/en/search/", {"q": "trial " * 50}, ["Only the first 200 characters of your search were read."]),
        (
            "/fr/recherche/",
            {"q": "le"},
            ["«\u00a0le\u00a0» ne contient aucun mot à chercher\u00a0: ajoutez un nom, un lieu ou un thème."],
        ),
    ],
)
def test_the_page_says_what_it_did(path, query, said, office, visitor):
    found = notices(visitor, path, **query)
    assert [" ".join(text.split()) for text in found] == [" ".join(text.split()) for text in said]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "results"), [({"q": "qqqqqqqq"}, 0), ({"q": "of"}, 0), ({"q": "trial", "kind": "page"}, 0), ({}, 0)]
)
def test_nothing_found_is_never_a_dead_end(query, results, office, visitor):
    answer = visitor.get("/en/search/", query)
    page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    (main,) = page.iter("main")
    links = [link.get("href") for link in main.iter("a")]
    assert (len(answer.context["results"]), len(links) >= 8) == (results, True)
    followed = [f"/en/search/{link}" if link.startswith("?") else link for link in links]
    assert {visitor.get(link).status_code for link in followed if not link.endswith("/contact/")} == {200}


def test_the_filter_dropped_gives_the_results_back(office, visitor):
    page = html5lib.parse(visitor.get("/en/search/?q=trial&kind=page").content.decode(), namespaceHTMLElements=False)
    (link,) = [link for link in page.iter("a") if "Without this filter" in "".join(link.itertext())]
    assert link.get("href") == "?q=trial"


def test_facets_count_what_each_kind_would_give(visitor):
    make_office(name_en="Trial")
    for _ in range(2):
        make_page(kind="strategy", name_en="Trial")
    make_cooperation(name_en="Trial")
    index.rebuild()
    counted = {facet.code: facet.count for facet in visitor.get("/en/search/?q=trial").context["found"].facets}
    assert counted == {"cooperation": 1, "office": 1, "page": 2}
    shown = {kind: len(visitor.get("/en/search/", {"q": "trial", "kind": kind}).context["results"]) for kind in counted}
    assert shown == counted


@pytest.mark.one_database
def test_results_are_not_for_search_engines_and_the_box_is(office, visitor):
    robots = '<meta name="robots" content="noindex">'
    found = [
        robots in visitor.get(path).content.decode()
        for path in ("/en/search/?q=trial", "/en/search/?kind=x", "/en/search/")
    ]
    assert found == [True, True, False]
    assert visitor.get("/en/search/suggestions.json?q=t").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.one_database
def test_the_switch_keeps_the_question_the_kind_and_the_page(office, visitor):
    page = visitor.get("/en/search/?q=%C3%A9t%C3%A9+trial&kind=office&page=2").content.decode()
    assert 'href="/fr/recherche/?q=%C3%A9t%C3%A9+trial&amp;kind=office&amp;page=2"' in page


@pytest.mark.one_database
def test_the_box_is_on_every_page_and_keeps_the_question(office, visitor):
    assert visitor.get("/en/").content.decode().count('role="search"') == 1
    page = visitor.get("/en/search/", {"q": '"trial" & <b>'}).content.decode()
    assert 'value="&quot;trial&quot; &amp; &lt;b&gt;"' in page


def test_no_cookie_and_no_word_of_it_in_the_log(office, visitor, caplog):
    with caplog.at_level(logging.DEBUG, logger="django.request"), caplog.at_level(logging.DEBUG, logger="portal"):
        for words in ("zyxsecret", "\x00zyxsecret", "zyxsecret" * 2000):
            answer = visitor.get("/en/search/", {"q": words, "page": words, "kind": words})
            assert answer.cookies.output() == ""
        visitor.get("/en/search/zyx/?q=zyxsecret")
    assert "zyxsecret" not in caplog.text


def test_it_can_be_asked_for_and_nothing_else(visitor):
    assert [visitor.post(path).status_code for path in ("/en/search/", "/en/search/suggestions.json")] == [405, 405]
