"""Where a page first uses a name or a term, it leads to the record of that name, or to the glossary; nowhere else."""

import pytest

from portal.pages.explain import Explained, explain
from portal.pages.models import Term
from tests.factories import make_institution, make_page

pytestmark = pytest.mark.one_database

IRP = Explained("Projet de recherche international", "PRI", "Cinq ans.", "/fr/glossaire/#irp")
AGREEMENT = Explained("Accord-cadre", "", "D'où naît un site.", "/fr/glossaire/#agreement")
CANCER = Explained(
    "Centre de recherche", "CRC", "", "/fr/institutions/crc/", others=("Centres de recherche",), is_record=True
)
SHORT = '<a class="term" href="/fr/glossaire/#irp"><abbr title="Projet de recherche international">PRI</abbr></a>'
LONG = '<dfn><a class="term" href="/fr/glossaire/#agreement" title="D&#x27;où naît un site.">{}</a></dfn>'
BODY = '<a href="/fr/institutions/crc/">{}</a>'


def shown(markup, here=""):
    return explain(markup, [CANCER, IRP, AGREEMENT], here)


def test_an_acronym_says_what_it_stands_for_once():
    assert shown("<p>Un PRI, puis un PRI.</p>") == f"<p>Un {SHORT}, puis un PRI.</p>"


def test_a_name_gives_its_definition_at_the_start_of_a_sentence_too():
    assert shown("<p>Un accord-cadre.</p>") == f"<p>Un {LONG.format('accord-cadre')}.</p>"
    assert shown("<p>Accord-cadre.</p>") == f"<p>{LONG.format('Accord-cadre')}.</p>"


def test_a_record_s_name_its_acronym_and_its_other_forms_lead_to_the_record():
    acronym = BODY.format('<abbr title="Centre de recherche">CRC</abbr>')
    assert shown("<p>Le Centre de recherche, ou CRC.</p>") == f"<p>Le {BODY.format('Centre de recherche')}, ou CRC.</p>"
    assert shown("<p>Le CRC.</p>") == f"<p>Le {acronym}.</p>"
    assert shown("<p>Les centres de recherche.</p>") == f"<p>Les {BODY.format('centres de recherche')}.</p>"


def test_a_term_never_takes_the_place_of_the_record_of_its_name():
    term = Explained("Centre de recherche", "", "Un lieu.", "/fr/glossaire/#centre")
    assert explain("<p>Le Centre de recherche.</p>", [CANCER, term]) == shown("<p>Le Centre de recherche.</p>")


def test_a_page_does_not_lead_to_itself():
    assert shown("<p>Le CRC.</p>", here="/fr/institutions/crc/") == "<p>Le CRC.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>PRI</h2>",
        '<p><a href="/x/">le PRI</a></p>',
        '<p><span lang="en">PRI</span></p>',
        "<p><cite>PRI</cite> <code>PRI</code></p>",
        "<p>PRISME, APRI, pri, PRI-X</p>",
        '<p title="PRI">x</p>',
        "<svg><text>PRI</text></svg>",
        "<!-- PRI -->",
    ],
)
def test_what_is_not_running_text_stays_as_it_is(markup):
    assert shown(markup) == markup


def test_without_terms_nothing_changes():
    assert explain("<p>PRI</p>", []) == "<p>PRI</p>"


def test_markup_in_a_term_stays_text():
    evil = Explained('A"><script>', "XSS", "", "/#x")
    assert explain("<p>XSS</p>", [evil]) == (
        '<p><a class="term" href="/#x"><abbr title="A&quot;&gt;&lt;script&gt;">XSS</abbr></a></p>'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "found"), [("fr", 1), ("en", 0)])
def test_a_page_explains_published_terms_in_its_language(visitor, language, found):
    names = {"name_fr": "Projet", "name_en": "Project", "acronym_fr": "PRJ", "acronym_en": "JRP"}
    Term.objects.create(code="published", status="published", **names)
    Term.objects.create(code="hidden", status="draft", name_fr="Secret", name_en="Secret", acronym_fr="SCR")
    page = make_page(kind="strategy", body_fr="<p>PRJ et SCR</p>", body_en="<p>PRJ and SCR</p>")
    text = visitor.get(page.get_absolute_url(language)).content.decode()
    assert text.count('<abbr title="Projet">PRJ</abbr>') == found
    assert text.count("#hidden") == 0


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_links_the_names_of_published_records_rather_than_terms(visitor, language):
    names = {"name_fr": "Institut du monde", "name_en": "World Institute"}
    body = make_institution(**names)
    make_institution(status="draft", name_fr="Institut caché", name_en="Hidden Institute")
    Term.objects.create(code="world", status="published", **names)
    texts = {
        "fr": "<p>Avec l'Institut du monde et l'Institut caché.</p>",
        "en": "<p>World Institute, Hidden Institute</p>",
    }
    page = make_page(kind="strategy", body_fr=texts["fr"], body_en=texts["en"])
    text = visitor.get(page.get_absolute_url(language)).content.decode()
    name = body.name_fr if language == "fr" else body.name_en
    assert text.count(f'<a href="{body.get_absolute_url(language)}">{name}</a>') == 1
    assert [words in text for words in ("#world", ">Institut caché<", ">Hidden Institute<")] == [False, False, False]
