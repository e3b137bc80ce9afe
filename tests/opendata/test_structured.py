"""What pages say to machines: words of schema.org, true of the page they stand on; previews."""

import html
import json
import re
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from rdflib.namespace import SDO

from tests.factories import make_call, make_funding, make_institution, make_instrument, make_office
from tests.kept import load_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
KEYWORDS = {
    "@context",
    "@graph",
    "@id",
    "@type",
    "@reverse",
    "query-input",
}  # of JSON-LD, and schema.org's own annotation of a form
# The site's and the publisher's names stand in every title.
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'"})


def said(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return [json.loads(found) for found in DATA.findall(answer.content.decode())]


def about(visitor, path):
    return said(visitor, path)[0]["@graph"][0]["mainEntity"]


def nodes(value):
    """Every object inside, itself included."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(part)


def bare(text):
    """Letters and digits as a reader sees them: typography and spaces apart."""
    return re.sub(r"[\s\"]+", "", text.translate(SPACES))


def shown(page):
    head = " ".join(
        part
        for found in re.findall(r'<title>(.*?)</title>|name="description" content="(.*?)"', page)[:2]
        for part in found
    )
    body = re.sub(r"<script.*?</script>|<[^>]+>", "", page[page.index("<body") :], flags=re.DOTALL)
    return bare(html.unescape(head + body))


PATHS = {
    "/en/": None,
    "/en/instruments/": None,
    "/en/instruments/international-research-project/": "FundingScheme",
    "/en/instruments/joint-lab/": "FundingScheme",
    "/en/cooperations/climatehealth/": "ResearchProject",
    "/en/countries/canada/": "Country",
    "/en/countries/regions/europe/": "Continent",
    "/en/offices/brussels/": "Organization",
    "/en/networks/": None,
    "/en/partnerships/agreements/": "DefinedTerm",
    "/en/glossary/": "DefinedTermSet",
    "/en/map/": "Dataset",
    "/en/strategy/history/": None,
    "/fr/instruments/projet-de-recherche-international/": "FundingScheme",
    "/fr/glossaire/": "DefinedTermSet",
    "/fr/carte/": "Dataset",
    "/fr/bureaux/bruxelles/": "Organization",
}
SAID = ("name", "alternateName", "description")


def test_every_kind_of_page_speaks_schema_org_and_says_what_it_shows(visitor):
    load_content()
    kinds = {}
    for path in PATHS:
        page = visitor.get(path).content.decode()
        text, found = shown(page), [json.loads(script) for script in DATA.findall(page)]
        kinds[path] = found[0]["@graph"][0].get("mainEntity", {}).get("@type")
        words = {key for one in found for node in nodes(one) for key in node} - KEYWORDS
        types = {node["@type"] for one in found for node in nodes(one) if "@type" in node}
        assert {word for word in words | types if word not in SDO} == set(), path
        texts = {node[key] for one in found for node in nodes(one) for key in SAID if key in node}
        formats = {"GeoJSON", "CSV", "XLSX", "JSON"}
        assert [part for part in texts - formats if bare(part) not in text] == [], path
        assert found[0]["@graph"][0]["inLanguage"] == path[1:3]
        addresses = {node["url"] for one in found for node in nodes(one) if "url" in node}
        assert {address for address in addresses if not address.startswith("http")} == set()
    assert kinds == PATHS


def test_an_unknown_word_would_be_found():
    assert ("FundingScheme" in SDO, "MoneyTree" in SDO, "givesMoney" in SDO) == (True, False, False)


def test_amounts_are_grants_in_euros(visitor):
    instrument = make_instrument(slug_en="irp")
    make_funding(instrument, amount=60_000, zone="europe", is_ceiling=True)
    make_funding(instrument, amount=None, zone="outside-europe")
    (grant,) = about(visitor, "/en/instruments/irp/")["@reverse"]["funder"]
    assert grant["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "maxValue": 60_000}


def test_an_instrument_without_a_stated_amount_is_a_service(visitor):
    make_funding(make_instrument(slug_en="label"), amount=None)
    assert about(visitor, "/en/instruments/label/")["@type"] == "Service"


def test_an_institution_is_what_it_is_with_its_identifier(visitor):
    make_institution(slug_en="u", kind="university", ror="038t36y30", acronym_en="UH", acronym_fr="UH")
    found = about(visitor, "/en/institutions/u/")
    assert (found["@type"], found["sameAs"], found["alternateName"]) == (
        "CollegeOrUniversity",
        "https://ror.org/038t36y30",
        "UH",
    )


def test_the_institute_is_identified_where_the_settings_do(visitor, settings):
    (institute,) = [node for node in said(visitor, "/en/search/")[0]["@graph"] if node["@type"] == "Organization"]
    assert "sameAs" not in institute
    settings.PUBLISHER_ROR = "038t36y30"
    assert said(visitor, "/en/search/")[0]["@graph"][-1]["sameAs"] == "https://ror.org/038t36y30"


def test_the_levels_above_are_named_with_their_addresses(visitor):
    make_office(slug_en="rome", name_en="Rome & <Italy>")
    steps = said(visitor, "/en/offices/rome/")[1]["itemListElement"]
    assert [(step["position"], step["name"], step.get("item")) for step in steps] == [
        (1, "Home", "http://testserver/en/"),
        (2, "Offices", "http://testserver/en/offices/"),
        (3, "Rome & <Italy>", None),
    ]


def test_nothing_breaks_out_of_the_script(visitor):
    make_office(slug_en="evil", name_en="</script><script>alert(1)</script>")
    page = visitor.get("/en/offices/evil/").content.decode()
    assert "<script>alert" not in page
    assert about(visitor, "/en/offices/evil/")["name"] == "</script><script>alert(1)</script>"


def test_an_error_page_is_about_nothing(visitor):
    assert "ld+json" not in visitor.get("/en/nowhere/").content.decode().split("</head>")[0]


def test_a_preview_has_the_page_s_words_and_languages(visitor):
    make_office(slug_en="rome", name_en="Rome office", summary_en='In the "city"')
    page = visitor.get("/en/offices/rome/").content.decode()
    found = dict(re.findall(r'<meta property="(og:.*?)" content="(.*?)">', page))
    assert found == {
        "og:title": "Rome office – Offices",
        "og:description": "In the “city”",
        "og:type": "website",
        "og:site_name": "International cooperation, Inserm",
        "og:image": "http://testserver/static/img/share-en.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A map of the world with the ties that leave Paris",
        "og:url": "http://testserver/en/offices/rome/",
        "og:locale": "en_GB",
        "og:locale:alternate": "fr_FR",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_of_a_shared_link_has_the_size_it_says(visitor, language):
    page = visitor.get(f"/{language}/").content.decode()
    (path,) = re.findall(r'<meta property="og:image" content="http://testserver/static/(.*?)">', page)
    head = Path(finders.find(path)).read_bytes()[:24]
    assert (path, head[1:4], *struct.unpack(">II", head[16:])) == (f"img/share-{language}.png", b"PNG", 1200, 630)


def test_a_call_is_the_time_in_which_one_can_apply(visitor):
    opens = datetime(2027, 1, 4, 9, tzinfo=UTC)
    call = make_call(opens_at=opens, closes_at=opens + timedelta(days=30))
    node = about(visitor, call.get_absolute_url("en"))
    assert (node["@type"], node["startDate"][:10], node["endDate"][:10]) == ("Event", "2027-01-04", "2027-02-03")


def test_a_call_without_dates_is_no_event(visitor):
    call = make_call(opens_at=None, closes_at=None, edition="2027")
    assert "mainEntity" not in said(visitor, call.get_absolute_url("en"))[0]["@graph"][0]
