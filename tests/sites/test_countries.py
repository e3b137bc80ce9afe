"""The countries of the content: all of ISO 3166-1, each once, where they lie and in which zone."""

import re

import pytest
import yaml
from django.conf import settings

from portal.core.content.dump import render
from portal.core.content.load import load
from portal.core.content.specs import concepts
from sites.models import Country

LANGUAGES = ("fr", "en")
OFFICIAL = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
PATH = settings.BASE_DIR / "fixtures" / "countries.yaml"
ROWS = yaml.load(PATH.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - text alone: Norway's code is NO
BY_CODE = {row["code"]: row for row in ROWS}


def test_each_official_code_has_one_row():
    assert ([row["code"] for row in ROWS], len(ROWS)) == (OFFICIAL.split(), 249)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["name", "slug"])
def test_each_has_a_name_and_an_address_of_its_own(field, language):
    texts = {row[field][language] for row in ROWS}
    assert ("" in texts, len(texts)) == (False, 249)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_small_ascii_letters_and_hyphens(language):
    slugs = [row["slug"][language] for row in ROWS]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)] == []


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("CD", "République démocratique du Congo", "Democratic Republic of the Congo"),
        ("CG", "Congo", "Congo"),
        ("CI", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("CZ", "Tchéquie", "Czechia"),
        ("HK", "Hong Kong", "Hong Kong"),
        ("KN", "Saint-Christophe-et-Niévès", "Saint Kitts and Nevis"),
        ("TT", "Trinité-et-Tobago", "Trinidad and Tobago"),
        ("VI", "Îles Vierges des États-Unis", "US Virgin Islands"),
        ("VN", "Viêt Nam", "Viet Nam"),
    ],
)
def test_names_are_written_as_our_texts_are(code, french, english):
    assert BY_CODE[code]["name"] == {"fr": french, "en": english}


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("AU", -25, 134),
        ("BR", -10, -53),
        ("CA", 60, -98),
        ("CL", -34, -71),
        ("FJ", -18, 178),
        ("FR", 47, 2),
        ("GF", 4, -53),
        ("JP", 36, 138),
        ("KE", 0, 38),
        ("MY", 4, 102),
        ("NZ", -43, 171),
        ("RE", -21, 56),
        ("RU", 60, 98),
        ("US", 39, -99),
        ("ZA", -29, 25),
    ],
)
def test_a_country_is_where_it_is(code, latitude, longitude):
    row = BY_CODE[code]
    here = (float(row["latitude"]), float(row["longitude"]))
    assert here == pytest.approx((latitude, longitude), abs=3)


def test_coordinates_have_three_decimals_at_most():
    written = [row[name] for row in ROWS for name in ("latitude", "longitude")]
    assert [text for text in written if not re.fullmatch(r"-?\d{1,3}(\.\d{1,3})?", text)] == []


EUROPE = """
AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK
MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA
"""  # 46 members of the Council of Europe, three other states, seven territories


def test_europe_is_the_editors_reading():
    found = [row["code"] for row in ROWS if row["zone"] == "europe"]
    assert (found, len(found)) == (EUROPE.split(), 46 + 3 + 7)


@pytest.mark.parametrize("code", ["GF", "GL", "GP", "IL", "KZ", "MA", "MQ", "NC", "PF", "PM", "RE", "YT"])
def test_what_lies_outside_europe_is_outside(code):
    assert BY_CODE[code]["zone"] == "outside-europe"


@pytest.mark.parametrize(
    ("continent", "codes"),
    [
        ("africa", "EG MU RE ZA"),
        ("north-america", "CU GL GP MX PA US"),
        ("south-america", "BR GF VE"),
        ("asia", "CY GE IL JP KZ LB TR"),
        ("europe", "IS MT RU SJ"),
        ("oceania", "FJ NC NZ UM"),
        ("antarctica", "AQ"),
    ],
)
def test_continents(continent, codes):
    assert {BY_CODE[code]["continent"] for code in codes.split()} == {continent}


@pytest.mark.django_db
def test_the_file_is_what_a_dump_writes(tmp_path):
    text = PATH.read_text(encoding="utf-8")
    (tmp_path / "countries.yaml").write_text(text, encoding="utf-8")
    load(tmp_path)
    [concept] = [concept for concept in concepts() if concept.model is Country]
    assert render(concept) == text
