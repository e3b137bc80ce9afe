"""Values that a text names: shown as the row has them now, in the reader's language, on pages and in the API."""

import re

import pytest
from django.conf import settings as project
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.core.content import yamlfile
from portal.core.models import Discrepancy
from portal.core.text import sanitiser, values
from portal.pages.models import KeyFigure, TimelineEvent
from tests.factories import make_figure, make_funding, make_instrument, make_page, make_source
from tests.kept import load_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = {"fr": "/fr/donnees/ecarts/", "en": "/en/data/discrepancies/"}


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def shown(visitor, language):
    """{code: what the page says is shown} of every subject."""
    text = plain(visitor.get(PAGES[language]).content.decode())
    label = {"fr": "Affiché ici", "en": "Shown here"}[language]
    found = re.findall(rf'<h2 id="([\w-]+)">(?:(?!<h2).)*?<p><strong>{label} ?:</strong> (.*?)</p>', text, re.S)
    return {code: re.sub(r"<[^>]+>", "", said) for code, said in found}


def make_subject(code, text_fr, text_en=None):
    names = {"name_fr": code, "name_en": code, "status": "published"}
    return Discrepancy.objects.create(code=code, shown_fr=text_fr, shown_en=text_en or text_fr, **names)


# --- what a token gives ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "french", "english"),
    [
        ("[[amount.irp.europe]]", "60 000 €", "€60,000"),
        ("[[amount.tcp]]", "–", "–"),
        ("[[funding.irp.europe]]", "jusqu'à 60 000 € au total avec des partenaires en Europe", "up to €60,000 in total with partners in Europe"),
        ("[[duration.tcp]]", "au moins 5 ans", "at least 5 years"),
        ("[[Duration.tcp]]", "Au moins 5 ans", "At least 5 years"),
        ("[[figure.copies]]", "plus de 7 000", "more than 7,000"),
        ("[[figure.copies.date]]", "octobre 2025", "October 2025"),
        ("[[event.begun]]", "2024", "2024"),
        ("[[source.page]]", "2021-2022", "2021–2022"),
        ("[[source.page.year]]", "2021", "2021"),
        ("[[figure.draft]]", "–", "–"),
        ("[[amount.hidden]]", "–", "–"),
        ("[[figure.gone]]", "–", "–"),
        ("[[nothing.known]]", "[[nothing.known]]", "[[nothing.known]]"),
        ("[[a]] [b] ]]", "[[a]] [b] ]]", "[[a]] [b] ]]"),
    ],
)  # fmt: skip
def test_a_token_is_the_value_in_the_words_of_the_language(token, french, english):
    make_funding(make_instrument(code="irp"), zone="europe", amount=60_000, is_ceiling=True)
    make_funding(make_instrument(code="tcp"), amount=None, years=5, years_is_minimum=True)
    make_funding(make_instrument(code="hidden", status="draft"), amount=1)
    make_figure(code="copies", value=7000, qualifier="over", reference_date="2025-10")
    make_figure(code="draft", status="draft")
    make_source(code="page", dated="2021", dated_to="2022")
    TimelineEvent.objects.create(code="begun", status="published", name_fr="a", name_en="a", date="2024")
    assert (plain(values.filled(token, "fr")), plain(values.filled(token, "en"))) == (french, english)


def test_a_token_in_rich_text_is_filled_beside_the_publisher_s():
    make_funding(make_instrument(code="irp"), amount=60_000)
    with override("en"):
        markup = sanitiser.render('<p title="x">[[amount.irp]], [[site.name]], <a href="[[url:privacy]]">a</a></p>')
    assert markup == '<p>€60,000, International cooperation, Inserm and ANRS MIE, <a href="/en/privacy/">a</a></p>'


# --- the page of discrepancies ---------------------------------------------------------------------------------------


def test_an_amount_that_changes_changes_on_the_page_in_both_languages(visitor):
    rule = make_funding(make_instrument(code="irp"), zone="outside-europe", amount=75_000)
    make_subject("irp-amount", "Jusqu'à [[amount.irp.outside-europe]].", "Up to [[amount.irp.outside-europe]].")
    assert [shown(visitor, language)["irp-amount"] for language in PAGES] == ["Jusqu'à 75 000 €.", "Up to €75,000."]
    rule.amount = 80_000
    rule.save()
    assert [shown(visitor, language)["irp-amount"] for language in PAGES] == ["Jusqu'à 80 000 €.", "Up to €80,000."]
    given = visitor.get("/api/v1/discrepancies/irp-amount/").json()["shown"]
    assert {language: plain(text) for language, text in given.items()} == {
        "fr": "Jusqu'à 80 000 €.",
        "en": "Up to €80,000.",
    }


def test_a_text_in_the_other_language_has_its_values_in_that_language(visitor):
    make_figure(code="copies", value=7000, qualifier="over")
    make_subject("copies", "[[Figure.copies]] par an.", " ")
    Discrepancy.objects.update(shown_en=None)
    assert shown(visitor, "en")["copies"].startswith("Plus de 7 000 par an.")


@pytest.fixture
def content(db):
    load_content()


def test_every_value_that_a_row_holds_follows_its_row(content, visitor):
    """The content as it is: each amount, figure, duration and date that is named there is changed, and the page with it."""
    before = {language: shown(visitor, language) for language in PAGES}
    assert "60 000 € en Europe et 75 000 € hors d'Europe" in before["fr"]["irp-amount"]
    assert before["en"]["declared-collaborations"].startswith("More than 7,000 a year")
    assert before["en"]["tcp-duration"].startswith("At least 5 years, according to the page of 2025")
    assert "[[" not in str(before)
    rules = Discrepancy.objects.exclude(shown_en__contains="[[").values_list("code", flat=True)
    KeyFigure.objects.update(value=4321, value_to=None, reference_date="2031")
    TimelineEvent.objects.update(date="2033")
    connection.cursor().execute("UPDATE instruments_fundingrule SET amount = 91234, years = 7")
    connection.cursor().execute("UPDATE core_source SET dated = '2035', dated_to = NULL")
    after = {language: shown(visitor, language) for language in PAGES}
    for language in PAGES:
        same = {code for code, text in after[language].items() if text == before[language][code]}
        assert same == {code for code in rules if code in before[language]}
    assert "91 234 € en Europe et 91 234 € hors d'Europe" in after["fr"]["irp-amount"]
    assert "renewed in 2033, renewed in 2033, a call planned for 2033" in after["en"]["icmr-agreement"]
    assert after["fr"]["declared-collaborations"].startswith("Plus de 4 321 par an")
    assert after["en"]["tcp-duration"].startswith("At least 7 years, according to the page of 2035")


def test_every_token_of_the_content_names_a_value_that_is_there(content):
    texts = [str(record) for path in project.CONTENT_DIR.glob("*.yaml") for record in yamlfile.read(path)]
    assert [token for text in texts for token in values.unknown(text)] == []


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_values_cost_the_same_queries_whatever_their_number(rows, monkeypatch):
    monkeypatch.setattr("portal.core.content.version.is_certain", lambda: True)
    for number in range(rows):
        make_figure(code=f"figure-{number}")
        make_funding(make_instrument(code=f"tool-{number}"))
    text = " ".join(f"[[figure.figure-{number}]] [[amount.tool-{number}]]" for number in range(rows))
    values.filled("[[figure.a]] [[amount.a]]")  # what is asked once per process
    make_page()
    with CaptureQueriesContext(connection) as asked:
        values.filled(text)
    assert len([query for query in asked if "core_revision" not in query["sql"]]) <= 4
