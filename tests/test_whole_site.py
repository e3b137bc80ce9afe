"""The whole site with its real content, walked once as a visitor would: every page, in both languages."""

import re
from collections import Counter
from urllib.parse import urldefrag

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client

from tests.kept import load_content
from tests.walk import ORIGIN, Page, alike, walk
from tests.world import remembered

LANGUAGES = ("fr", "en")

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """{path: Page} of the site with its real content, loaded once and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), remembered():
        load_content()
        yield {path: page for path, page in walk("/fr/", "/en/", without=alike()).items() if page.is_for_people}
        transaction.set_rollback(True)


def faults(site, of):
    """{path: fault} of the pages where `of(page)` finds one."""
    return {path: found for path, page in site.items() if (found := of(page))}


def test_every_link_leads_to_a_page(site):
    answers = {path: page.response.status_code for path, page in site.items()}
    assert {path: code for path, code in answers.items() if code != 200} == {}


def test_every_fragment_has_its_target(site):
    def lost(page):
        parts = [urldefrag(link) for link in page.links]
        return [
            part.url + "#" + part.fragment
            for part in parts
            if part.fragment and part.fragment not in site[part.url].ids
        ]

    assert faults(site, lost) == {}


def test_the_site_map_leads_to_every_page(site):
    for language, path in (("fr", "/fr/plan-du-site/"), ("en", "/en/site-map/")):
        own = {other for other, page in site.items() if page.language == language}
        assert own - {urldefrag(link).url for link in site[path].links} == set()


@pytest.mark.parametrize(
    ("path", "code", "target"),
    [
        ("/", 302, "/fr/"),
        ("/accessibilite", 302, "/fr/accessibilite/"),
        ("/en/instruments", 301, "/en/instruments/"),
    ],
)
def test_the_few_redirects(visitor, path, code, target):
    response = visitor.get(path)
    assert (response.status_code, response.headers["Location"]) == (code, target)


# --- what each page is made of ---------------------------------------------------------------------------------------


def test_one_h1_per_page(site):
    assert (
        faults(site, lambda page: None if len(page.words("h1")) == 1 and page.words("h1")[0] else page.words("h1"))
        == {}
    )


@pytest.mark.parametrize(
    "part", [lambda page: page.words("title"), lambda page: page.description], ids=["title", "description"]
)
def test_each_page_says_in_its_own_words_what_it_is(site, part):
    assert faults(site, lambda page: part(page) if len(part(page)) != 1 or not part(page)[0] else None) == {}
    seen = Counter((page.language, *part(page)) for page in site.values())
    assert {words: times for words, times in seen.items() if times > 1} == {}


def test_each_page_says_its_language(site):
    said = {
        path: (page.all("html")[0].get("lang"), page.response.headers["Content-Language"])
        for path, page in site.items()
    }
    assert said == {path: (page.language, page.language) for path, page in site.items()}


def test_headings_do_not_jump(site):
    def jumps(page):
        levels = [int(found.tag[1]) for found in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        return [(above, below) for above, below in zip([0, *levels], levels, strict=False) if below > above + 1]

    assert faults(site, jumps) == {}


def test_ids_are_unique(site):
    assert faults(site, lambda page: [name for name, times in Counter(page.ids).items() if times > 1]) == {}


def test_labels_and_marks_refer_to_ids_of_the_page(site):
    names = ("aria-labelledby", "aria-describedby", "for")

    def lost(page):
        wanted = [word for found in page.elements for name in names for word in found.get(name, "").split()]
        return [word for word in wanted if word not in page.ids]

    assert faults(site, lost) == {}


def test_markup_is_read_without_an_error(site):
    assert faults(site, lambda page: page.parsed[1]) == {}


GAPS = re.compile(
    r"non précisée?s? par la source|aucune source ne|la source ne|non datée?s?\b"
    r"|not stated by the source|no source |the source does not|undated|not known\b",
    re.IGNORECASE,
)


def test_pages_speak_of_their_sources_once_and_quietly(site):
    """What is not published is one line of a page, a mark stands on what another source says. The method is told apart.

    In the finder, what is not known is the reader's answer.
    """
    told = {
        path: page
        for path, page in site.items()
        if not re.match(r"/(fr/donnees|en/data|../instruments/(find|trouver))/", path)
    }
    said = {path: len(GAPS.findall(" ".join(words for _, words in page.texts()))) for path, page in told.items()}
    assert {path: count for path, count in said.items() if count > 1} == {}
    assert sum(said.values()) <= 40
    assert faults(site, lambda page: len(page.all("p", **{"class": "unpublished"})) > 1) == {}
    marks = {path: len(page.all("span", **{"class": "marks"})) for path, page in told.items()}
    instrument = re.compile(r"/(fr|en)/instruments/(?!rules|regles)[\w-]+/")
    assert {path: count for path, count in marks.items() if instrument.fullmatch(path) and count > 12} == {}


def test_nothing_is_inline(site):
    def inline(page):
        styled = [found.tag for found in page.elements if found.tag == "style" or found.get("style") is not None]
        handlers = [name for found in page.elements for name in found.attrib if str(name).startswith("on")]
        data = ("application/json", "application/ld+json")
        scripts = [found.text for found in page.all("script") if not found.get("src") and found.get("type") not in data]
        return styled + handlers + scripts

    assert faults(site, inline) == {}


def test_assets_are_our_own_files(site):
    tags = ("link", "script", "img", "source", "iframe", "video", "audio", "object", "embed")
    wanted = {
        found.get("src") or found.get("href") or found.get("data")
        for page in site.values()
        for found in page.all(*tags)
        if found.get("rel") not in ("canonical", "alternate", "manifest") and found.get("type") != "application/ld+json"
    }
    ours = {address for address in wanted if finders.find(address.removeprefix(settings.STATIC_URL))}
    assert (wanted - ours, len(ours) >= 3) == (set(), True)


def test_no_cookie_and_no_answer_that_depends_on_one(site):
    assert faults(site, lambda page: page.response.cookies.output()) == {}
    assert {page.response.headers.get("Vary", "") for page in site.values()} == {"Accept-Encoding"}


# --- two languages ---------------------------------------------------------------------------------------------------


def test_canonical_is_the_page_itself(site):
    said = {path: [link.get("href") for link in page.all("link", rel="canonical")] for path, page in site.items()}
    assert said == {path: [ORIGIN + path] for path in site}


def test_hreflang_names_both_languages_and_the_default(site):
    assert faults(site, lambda page: page.versions if set(page.versions) != {*LANGUAGES, "x-default"} else None) == {}
    assert faults(site, lambda page: page.versions if page.versions["x-default"] != page.versions["fr"] else None) == {}


def test_hreflang_is_returned(site):
    assert faults(site, lambda page: page.versions if page.versions[page.language] != page.path else None) == {}
    assert faults(site, lambda page: [v for v in page.versions.values() if site[v].versions != page.versions]) == {}


def test_the_switch_leads_to_the_same_page_and_back(site):
    other = {"fr": "en", "en": "fr"}
    assert faults(site, lambda page: page.switch if set(page.switch) != {other[page.language]} else None) == {}
    back = {path: site[page.switch[other[page.language]]].switch[page.language] for path, page in site.items()}
    assert back == {path: path for path in site}


def test_the_switch_keeps_the_query(site):
    query, visitor = "?page=2&q=%C3%A9t%C3%A9&kind=a&kind=b", Client()
    for path, page in list(site.items())[::9]:  # every ninth page: each kind is among them
        assert Page(path, visitor.get(path + query)).switch == {code: to + query for code, to in page.switch.items()}


def test_deep_pages_do_not_negotiate(site, visitor):
    for path in ("/fr/instruments/", "/en/instruments/"):
        answer = visitor.get(path, headers={"Accept-Language": "de, en;q=0.5, fr;q=0.1"})
        assert answer.content == site[path].response.content


def test_the_machines_site_map_lists_the_indexable_pages(site, visitor):
    text = visitor.get("/sitemap.xml").content.decode()
    listed = {}
    for entry in re.findall(r"<url>(.*?)</url>", text, re.DOTALL):
        (path,) = re.findall(rf"<loc>{ORIGIN}(.*?)</loc>", entry)
        listed[path] = dict(re.findall(rf'hreflang="(.*?)" href="{ORIGIN}(.*?)"', entry))
    indexable = {path: page for path, page in site.items() if not page.all("meta", name="robots")}
    assert sorted(listed) == sorted(indexable)
    assert listed == {path: page.versions for path, page in indexable.items()}


# --- typography ------------------------------------------------------------------------------------------------------

SPACE = "[ \t\n]"
FRENCH = {
    "a straight apostrophe": r"[^\W\d_]'[^\W\d_]",
    "an ordinary space before": rf"{SPACE}[;:!?»%€]",
    "an ordinary space after": rf"«{SPACE}",
    "no space before": r"[\w)][;:!?»](?=\s|$)",
}
ENGLISH = {
    "a straight apostrophe": r"[^\W\d_]'[^\W\d_]",
    "guillemets": "[«»]",
    "a space before": r"\s[;:!?%](?=\s|$)",
}


@pytest.mark.parametrize(
    ("language", "rule"),
    [*(("fr", rule) for rule in FRENCH.values()), *(("en", rule) for rule in ENGLISH.values())],
    ids=[*(f"fr: {name}" for name in FRENCH), *(f"en: {name}" for name in ENGLISH)],
)
def test_typography_is_that_of_the_passage(site, language, rule):
    wrong = re.compile(rf".{{0,20}}{rule}.{{0,20}}", re.DOTALL)
    assert (
        faults(site, lambda page: [f for own, text in page.texts() if own == language for f in wrong.findall(text)])
        == {}
    )
