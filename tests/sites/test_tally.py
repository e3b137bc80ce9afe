"""What ties us to a country in one line: how many of each kind, the first year known, and nothing added up that may be one."""

import re
from html import unescape

import pytest

from portal.core.dates import PartialDate
from portal.core.lists.facets import Term
from portal.core.text.languages import Text
from sites.atlas.feature import Area, Feature, Kind, Point
from sites.countries.tally import tally


def words(text):
    return Text(text, "en")


LAB = Kind("joint-lab", words("Joint Labs"), (1, 5)), words("Joint Lab")
SITE = Kind("anrs-partner-site", words("ANRS partner sites"), (2, 3)), words("ANRS partner site")
UNIT = Kind("umi", words("International joint units"), (1, 6)), words("International joint unit")
PARTNER = (
    Kind("institutional-agreement", words("Institutional partners and agreements"), (2, 1)),
    words("Institutional partner or agreement"),
)
OFFICE = Kind("office", words("Offices"), (3, 0)), words("Office")
BRAZIL = Area("BR", words("Brazil"), Term("south-america", words("South America")), "brazil")


def feature(kind, is_foreseen=False, **dates):
    point = Point(-47.9, -15.8, words("Brasília"), BRAZIL, "city", is_foreseen=is_foreseen)
    known = {name: PartialDate.parse(text) for name, text in dates.items()}
    return Feature("x", *kind, words("x"), None, words(""), "x", points=(point,), **known)


def said(*features):
    """The counts in words, and the first year."""
    found = tally(features, "BR")
    return [f"{count.number or ''} {count.name.value}".strip() for count in found.counts], found.since


def test_each_kind_is_counted_once_in_the_order_of_the_legend():
    assert said(feature(LAB), feature(LAB), feature(UNIT), feature(SITE)) == (
        ["2 Joint Labs", "1 international joint unit", "1 ANRS partner site"],
        None,
    )


def test_one_tie_is_one():
    assert said(feature(SITE, as_of="2021")) == (["1 ANRS partner site"], 2021)
    assert said(feature(PARTNER)) == (["1 institutional partner or agreement"], None)


def test_a_country_that_is_named_and_a_partner_there_are_never_added_up():
    assert said(feature(PARTNER), feature(PARTNER)) == (["institutional partners and agreements"], None)


def test_the_first_year_is_that_of_a_beginning_or_that_of_which_a_source_speaks():
    assert said(feature(LAB, as_of="2025-10-15"), feature(SITE, started="2022-03"))[1] == 2022
    assert said(feature(LAB, started="2024", as_of="2021"))[1] == 2024


def test_neither_an_office_nor_a_prospective_partner_is_a_tie():
    assert said(feature(OFFICE, as_of="2001"), feature(LAB, is_foreseen=True, as_of="2001")) == ([], None)


PAGES = {
    "/fr/pays/canada/": (
        "2 lieux de PRI, 1 programme de coordination thématique, 2 Joint Labs, partenaires et accords institutionnels. "
        "Première année connue : 2021."
    ),
    "/en/countries/rwanda/": "1 institutional partner or agreement. First year known: 2021.",
    "/fr/pays/guinee/": "1 plateforme de recherche internationale en santé mondiale.",
    "/en/countries/egypt/": "1 ANRS partner site. First year known: 2021.",
    "/en/countries/belgium/": None,  # an office alone
    "/en/countries/bangladesh/": None,  # a prospective partner alone
    "/fr/pays/france/": None,
}


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.usefixtures("real_content")
@pytest.mark.parametrize("path", PAGES)
def test_the_page_of_a_country_says_it_under_its_name(visitor, path):
    page = visitor.get(path).content.decode()
    found = re.search(r'</h1>\s*<p class="tally">(.*?)</p>', page)
    line = found and re.sub(r"[\u00a0\u202f]", " ", unescape(re.sub("<[^>]+>", "", found[1])))
    assert line == PAGES[path]
