"""Names sort as readers expect, on both databases: accents, case, ligatures and apostrophes do not count."""

import pytest
from django.utils.translation import override

from portal.core.text.collation import sort_key
from sites.models import Country
from tests.factories import make_country

FRENCH = [
    "Costa Rica",
    "Côte d'Ivoire",
    "Croatie",
    "Écosse",
    "Égypte",
    "Espagne",
    "Guinée",
    "Guinée-Bissau",
    "Guinée équatoriale",
    "Îles Féroé",
    "Inde",
    "Odessa",
    "Œuvre",
    "Oman",
    "Zambie",
]


def by_key(names):
    return sorted(names, key=sort_key)


def test_accents_and_ligatures_sort_as_their_plain_letters():
    assert by_key(reversed(FRENCH)) == FRENCH


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Écosse", "ecosse"),
        ("ÉCOSSE", "ecosse"),
        ("E\u0301cosse", "ecosse"),
        ("Œuvre", "oeuvre"),
        ("Ægir", "aegir"),
        ("Weiß", "weiss"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("İzmir", "izmir"),
        ("Guinée équatoriale", "guinee0equatoriale"),
        ("Guinée\u00a0– équatoriale", "guinee0equatoriale"),
        ("« Europe »", "europe"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_a_key_holds_plain_lower_case_letters_and_one_zero_between_words(name, key):
    assert sort_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Saint-Étienne", "Saint Étienne", id="hyphen and space"),
        pytest.param("Côte d'Ivoire", "Côte d’Ivoire", id="straight and curly apostrophe"),
        pytest.param("Côte d'Ivoire", "Côte dIvoire", id="apostrophe and none"),
        pytest.param("R & D", "R, D", id="any sign between words"),
    ],
)
def test_names_that_differ_in_signs_only_have_one_key(one, other):
    assert sort_key(one) == sort_key(other)


def test_a_word_sorts_before_the_longer_word_it_begins():
    assert by_key(["Nigeria", "Niger", "Niger du Nord"]) == ["Niger", "Niger du Nord", "Nigeria"]


def test_a_number_keeps_its_zeros():
    assert by_key(["Horizon 2020", "Horizon 202", "Horizon 20"]) == ["Horizon 20", "Horizon 202", "Horizon 2020"]
    assert sort_key("Phase 10") != sort_key("Phase 1")


def test_other_scripts_sort_after_the_latin_one_and_steadily():
    assert by_key(["日本", "Ελλάδα", "Zambie", "Αθήνα"]) == ["Zambie", "Αθήνα", "Ελλάδα", "日本"]


def test_a_key_fits_its_column():
    assert len(sort_key("日" * 200)) == 200


NAMES = {
    "ES": ("Espagne", "Spain"),
    "EG": ("Égypte", "Egypt"),
    "XS": ("Écosse", "Scotland"),
    "FO": ("Îles Féroé", "Faroe Islands"),
    "XO": ("Œuvre", "Work"),
    "ZM": ("Zambie", "Zambia"),
    "GQ": ("Guinée équatoriale", "Equatorial Guinea"),
    "GN": ("Guinée", "Guinea"),
    "CI": ("Côte d'Ivoire", "Côte d’Ivoire"),
    "CR": ("Costa Rica", "Costa Rica"),
    "HR": ("Croatie", "Croatia"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "order"),
    [("fr", "CR CI HR XS EG ES GN GQ FO XO ZM"), ("en", "CR CI HR EG GQ FO GN XS ES XO ZM")],
)
def test_the_database_sorts_countries_by_their_names_in_the_language_of_the_page(language, order):
    for code, (french, english) in NAMES.items():
        make_country(code=code, name_fr=french, name_en=english, slug_fr=None, slug_en=None)
    with override(language):
        assert [country.code for country in Country.objects.all()] == order.split()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_name_moves_the_record(language):
    spain = make_country(code="ES", name_fr="Espagne", name_en="Spain", slug_fr=None, slug_en=None)
    make_country(code="GN", name_fr="Guinée", name_en="Guinea", slug_fr=None, slug_en=None)
    spain.name_fr = spain.name_en = "Albanie"
    spain.save()
    with override(language):
        assert [country.code for country in Country.objects.all()] == ["ES", "GN"]


@pytest.mark.django_db
def test_a_name_that_is_missing_sorts_by_the_one_that_is_shown_instead():
    make_country(code="ES", name_fr="Espagne", name_en=None, slug_fr=None, slug_en=None)
    make_country(code="ZM", name_fr="Zambie", name_en="Zambia", slug_fr=None, slug_en=None)
    make_country(code="CR", name_fr="Costa Rica", name_en="Costa Rica", slug_fr=None, slug_en=None)
    with override("en"):
        assert [country.code for country in Country.objects.all()] == ["CR", "ES", "ZM"]
