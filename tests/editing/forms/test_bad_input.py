"""Whatever is typed into a form of the desk: it is understood, or told at its place in the editor's language, and kept."""

import html
from urllib.parse import urlencode

import pytest

from instruments.models import FundingRule
from portal.core.fields import PASSAGE
from portal.editing.revisions import history
from portal.pages.models import KeyFigure, Page
from sites.models import Place
from tests.editing.conftest import Desk
from tests.editing.sending import sent
from tests.factories import make_figure, make_funding, make_instrument, make_page, make_place, make_source
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NBSP, THIN = "\u00a0", "\u202f"


@pytest.fixture(params=["en", "fr"])
def spoken(request, desk):
    """The desk in either language."""
    desk.client = client_of(desk.user, headers={"Accept-Language": request.param})
    return request.param


def errors(response):
    """{field: messages} of the form that is shown again, its rows included."""
    form = response.context["adminform"].form
    found = dict(form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {f"{row.prefix}-{name}": messages for name, messages in row.errors.items()}
    return {name: [html.unescape(str(message)) for message in messages] for name, messages in found.items()}


# --- what is understood ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["60000", "60 000 €", f"60{NBSP}000{NBSP}€", f"60{THIN}000", "€60,000", " 60000 "])
def test_an_amount_as_people_write_it(desk, text):
    instrument = make_instrument()
    make_funding(instrument, amount=10_000)
    desk.save(instrument, **{"funding-0-amount": text})
    assert FundingRule.objects.get().amount == 60_000


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("48,85", "2,35"), ("48.85", "2.35"), (" 48,85 ", f"{NBSP}2.35")],
    ids=["comma", "point", "spaces"],
)
def test_coordinates_with_a_comma(desk, latitude, longitude):
    place = make_place()
    desk.save(place, latitude=latitude, longitude=longitude)
    assert [str(value) for value in Place.objects.values_list("latitude", "longitude").get()] == ["48.850", "2.350"]


@pytest.mark.parametrize("text", ["1 234,5", "1,234.5", f"1{THIN}234,50"])
def test_a_figure_as_either_language_writes_it(desk, text):
    figure = make_figure()
    desk.save(figure, value=text)
    assert str(KeyFigure.objects.get().value) == "1234.50"


def test_south_and_west_with_the_typographer_s_minus(desk):
    place = make_place()
    desk.save(place, latitude="−15,78", longitude="-47,93")
    assert [str(value) for value in Place.objects.values_list("latitude", "longitude").get()] == ["-15.780", "-47.930"]


def test_what_nobody_touched_is_no_change(desk):
    place, instrument = make_place(latitude="48.850", longitude="2.350"), make_instrument()
    make_funding(instrument, amount=60_000)
    for record in (place, instrument):
        desk.save(record)
        assert [revision.author for revision in history.revisions_of(record)] == [None]


def test_an_address_without_its_scheme(desk):
    source = make_source()
    desk.save(source, url="www.inserm.fr/page")
    source.refresh_from_db()
    assert source.url == "https://www.inserm.fr/page"


def test_an_emoji_is_a_letter_like_others(desk):
    instrument = make_instrument()
    desk.save(instrument, name_en="Joint Lab 🧬", summary_en="🌍 👩🏽‍🔬", body_en="<p>🧪</p>")
    instrument.refresh_from_db()
    assert (instrument.name_en, instrument.summary_en, instrument.body_en) == ("Joint Lab 🧬", "🌍 👩🏽‍🔬", "<p>🧪</p>")


def test_a_script_is_taken_out_and_the_rest_is_kept(desk):
    instrument = make_instrument()
    response = desk.save(instrument, body_en='<p onclick="x()">Text</p><script>alert(1)</script>')
    instrument.refresh_from_db()
    assert (response.status_code, instrument.body_en) == (302, "<p>Text</p>")


# --- what is told ----------------------------------------------------------------------------------------------------


def test_an_amount_that_may_be_read_in_two_ways(desk, spoken):
    instrument = make_instrument()
    make_funding(instrument, amount=10_000)
    response = desk.save(instrument, summary_en="Typed.", **{"funding-0-amount": "60.000"})
    words = {
        "en": "Write a whole number, without a point: 60000.",
        "fr": "Écrivez un nombre entier, sans point : 60000.",
    }
    assert errors(response) == {"funding-0-amount": [words[spoken]]}
    assert 'value="60.000"' in response.content.decode()
    assert "Typed.</textarea>" in response.content.decode()
    assert FundingRule.objects.get().amount == 10_000


WRONG = {
    "a day that there is not": ({"as_of": "2026-02-31"}, {"en": "“2026-02-31” is not a date.", "fr": "« 2026-02-31 » n'est pas une date."}),
    "a day as one says it": ({"as_of": "31/02/2026"}, {"en": "“31/02/2026” is not a date.", "fr": "« 31/02/2026 » n'est pas une date."}),
    "another day that there is not": ({"reviewed_on": "31/02/2026"}, {"en": "“31/02/2026” is not a day.", "fr": "« 31/02/2026 » n'est pas un jour."}),
    "an hour that there is not": ({"publish_at_0": "2026-03-01", "publish_at_1": "25:00"}, {"en": "says no hour that can be read in one way.", "fr": "n'indique pas d'heure qui se lise d'une seule façon."}),
    "a slug with spaces and accents": ({"slug_fr": "Côte d'Ivoire"}, {"en": "Enter a valid “slug”", "fr": "Ce champ ne doit contenir que des lettres"}),
    "a slug that is an emoji": ({"slug_fr": "🧬"}, {"en": "Enter a valid “slug”", "fr": "Ce champ ne doit contenir que des lettres"}),
    "no number": ({"order": "first"}, {"en": "Enter a whole number.", "fr": "Saisissez un nombre entier."}),
    "a number that no column holds": ({"order": "9" * 30}, {"en": "Ensure this value is less than", "fr": "Assurez-vous que cette valeur est inférieure"}),
    "a NUL in a name": ({"name_en": "a\x00b"}, {"en": "Null characters are not allowed.", "fr": "Le caractère nul n’est pas autorisé."}),
    "a NUL in a text": ({"summary_en": "a\x00b"}, {"en": "Null characters are not allowed.", "fr": "Le caractère nul n’est pas autorisé."}),
    "a NUL in HTML": ({"body_en": "<p>a\x00b</p>"}, {"en": "Null characters are not allowed.", "fr": "Le caractère nul n’est pas autorisé."}),
    "a choice that there is not": ({"kind": "castle"}, {"en": "Select a valid choice.", "fr": "Sélectionnez un choix valide."}),
    "a record that there is not": ({"parent": "castle"}, {"en": "Select a valid choice.", "fr": "Sélectionnez un choix valide."}),
    "a name that is too long": ({"name_en": "a" * 201}, {"en": "Ensure this value has at most 200", "fr": "Assurez-vous que cette valeur comporte au plus 200"}),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_at_its_field_and_stays_in_the_form(desk, spoken, typed, words):
    page = make_page(kind="strategy")
    response = desk.save(page, summary_fr="Tapé.", **typed)
    name = next(iter(typed)).removesuffix("_0")
    assert (response.status_code, set(errors(response))) == (200, {name})
    text = html.unescape(response.content.decode())
    assert words[spoken] in text.replace(NBSP, " ")
    assert "Tapé.</textarea>" in text
    kept = [value for value in typed.values() if value != "castle"]  # a browser offers no other choices
    assert [value for value in kept if f'value="{value}"' not in text and f"{value}</textarea>" not in text] == []
    assert Page.objects.get().summary_fr == page.summary_fr


@pytest.mark.parametrize("field", ["summary_en", "body_en"])
def test_10_mb_are_refused_in_words(desk, spoken, field):
    page = make_page(kind="strategy")
    form = sent(desk.open(page), "page_form", **{field: "a" * 10_000_000})
    response = desk.client.post(
        desk.address(page), urlencode(form, True), content_type="application/x-www-form-urlencoded"
    )
    assert (response.status_code, set(errors(response))) == (200, {field})
    words = {"en": "This text has 10,000,000 characters", "fr": "Ce texte compte 10 000 000 caractères"}
    assert words[spoken] in response.content.decode().replace(THIN, " ").replace(NBSP, " ")
    assert len(response.content) > 10_000_000


def test_a_text_of_a_row_has_its_limit(desk):
    instrument = make_instrument()
    typed = {
        "facts-TOTAL_FORMS": "1",
        "facts-0-kind": "who",
        "facts-0-order": "0",
        "facts-0-text_fr": "a" * (PASSAGE + 1),
    }
    assert set(errors(desk.save(instrument, **typed))) == {"facts-0-text_fr"}


def test_what_is_wrong_in_a_field_of_another_role_stands_above_the_form():
    """A published record without its English name, which only a translator into English may write."""
    page = make_page(kind="strategy", status="draft", name_en="", slug_en=None)
    Page.objects.filter(pk=page.pk).update(status="published")
    translator = Desk(make_person("translator: fr"))
    assert translator.save(page, button="_prepare", summary_fr="Tapé.").status_code == 200
