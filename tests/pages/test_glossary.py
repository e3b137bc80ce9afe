"""The glossary: about sixty terms with a definition each, and a question that narrows it."""

import html5lib
import pytest

from portal.core.searchable import searchables
from portal.pages.models import Alias, Term
from tests.kept import load_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PATHS = {"fr": "/fr/glossaire/", "en": "/en/glossary/"}


def page(visitor, path, **query):
    return html5lib.parse(visitor.get(path, query).content.decode(), namespaceHTMLElements=False)


def shown(visitor, path, **query):
    (main,) = page(visitor, path, **query).iter("main")
    return ["".join(name.itertext()) for name in main.iter("dfn")]


def said(visitor, path, **query):
    (status,) = [p for p in page(visitor, path, **query).iter("p") if p.get("role") == "status"]
    return "".join(status.itertext()).strip()


@pytest.fixture
def terms(db):
    cohort = Term.objects.create(
        code="cohort",
        status="published",
        name_fr="Cohorte",
        name_en="Cohort",
        definition_fr="Des personnes suivies pendant des années.",
        definition_en="People who are followed for years.",
    )
    Alias.objects.create(term=cohort, kind="also", language="fr", text="Étude suivie")
    names = {"name_fr": "Équipe", "name_en": "Team", "acronym_fr": "EQ", "acronym_en": "TM"}
    Term.objects.create(code="team", status="published", **names)
    Term.objects.create(code="hidden", status="draft", name_fr="Cohorte cachée", name_en="Hidden cohort")


@pytest.mark.parametrize(
    ("language", "words", "names", "count"),
    [
        ("en", "", ["Cohort", "Team"], "2 terms"),
        ("fr", "", ["Cohorte", "Équipe"], "2 termes"),
        ("en", "cohort", ["Cohort"], "1 term"),
        ("fr", "ANNEES personnes", ["Cohorte"], "1 terme"),
        ("fr", "equi", ["Équipe"], "1 terme"),
        ("en", "équipe", ["Team"], "1 term"),
        ("en", "tm", ["Team"], "1 term"),
        ("en", "etude", ["Cohort"], "1 term"),
        ("en", "cohort team", [], "No term holds these words."),
        ("fr", "zyx", [], "Aucun terme ne contient ces mots."),
        ("en", " <b>&\x00 ", [], "No term holds these words."),
        ("en", "x" * 5000, [], "No term holds these words."),
    ],
)
def test_a_question_leaves_the_terms_that_hold_its_words_and_says_how_many(
    visitor, terms, language, words, names, count
):
    path = PATHS[language]
    assert (shown(visitor, path, q=words), said(visitor, path, q=words)) == (names, count)


def test_the_form_keeps_the_question_and_the_switch_too(visitor, terms):
    text = visitor.get("/en/glossary/", {"q": '"cohort" <b>'}).content.decode()
    assert 'value="&quot;cohort&quot; &lt;b&gt;"' in text
    assert 'href="/fr/glossaire/?q=cohort"' in visitor.get("/en/glossary/?q=cohort").content.decode()


def test_only_the_whole_glossary_is_for_search_engines(visitor, terms):
    robots = '<meta name="robots" content="noindex">'
    assert [robots in visitor.get(f"/en/glossary/{query}").content.decode() for query in ("", "?q=cohort")] == [
        False,
        True,
    ]


# --- the content -----------------------------------------------------------------------------------------------------


def test_the_content_explains_about_sixty_terms_in_both_languages():
    load_content()
    terms = Term.objects.published()
    assert 55 <= terms.count() <= 70
    for language in ("fr", "en"):
        lengths = [len(text) for text in terms.values_list(f"definition_{language}", flat=True)]
        assert (min(lengths) >= 60, max(lengths) <= 260) == (True, True)


NO_TERMS = ("institution", "network", "project", "country", "office")


@pytest.mark.parametrize("kind", NO_TERMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_a_record_s_name_is_no_term(kind, language):
    load_content()
    names = set(searchables()[kind].model._default_manager.values_list(f"name_{language}", flat=True))
    assert names & set(Term.objects.values_list(f"name_{language}", flat=True)) == set()
