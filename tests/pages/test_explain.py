"""Glossary terms are explained where a page first uses them, and nowhere else."""

import pytest

from portal.pages.explain import Explained, explain
from portal.pages.models import Term
from tests.factories import make_page

IRP = Explained("irp", "Projet de recherche international", "PRI", "Cinq ans.", "/fr/glossaire/#irp")
AGREEMENT = Explained("agreement", "Accord-cadre", "", "D'où naît un site.", "/fr/glossaire/#agreement")
SHORT = '<a class="term" href="/fr/glossaire/#irp"><abbr title="Projet de recherche international">PRI</abbr></a>'
LONG = '<dfn><a class="term" href="/fr/glossaire/#agreement" title="D&#x27;où naît un site.">{}</a></dfn>'


def shown(markup):
    return explain(markup, [IRP, AGREEMENT])


def test_an_acronym_says_what_it_stands_for_once():
    assert shown("<p>Un PRI, puis un PRI.</p>") == f"<p>Un {SHORT}, puis un PRI.</p>"


def test_a_name_gives_its_definition_at_the_start_of_a_sentence_too():
    assert shown("<p>Un accord-cadre.</p>") == f"<p>Un {LONG.format('accord-cadre')}.</p>"
    assert shown("<p>Accord-cadre.</p>") == f"<p>{LONG.format('Accord-cadre')}.</p>"


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
    evil = Explained("x", 'A"><script>', "XSS", "", "/#x")
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
