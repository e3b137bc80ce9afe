"""The pages of instruments and cooperations: query counts, filled cells, words in both languages, hidden drafts."""

from datetime import timedelta

import html5lib
import pytest
from django.utils import timezone

from instruments.models import Coordinator, Criterion, InstrumentName, Partner, Route
from portal.core.models import Theme
from tests.factories import (
    make_cooperation,
    make_fact,
    make_figure,
    make_funding,
    make_institution,
    make_instrument,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOT_STATED = {"fr": "–non publié", "en": "–not published"}
NO_DATE = {"fr": "Aucune date annoncée", "en": "No date announced"}
ADDRESSES = {  # of the instrument and the cooperation made below
    "list": {"fr": "/fr/instruments/", "en": "/en/instruments/"},
    "detail": {"fr": "/fr/instruments/outil/", "en": "/en/instruments/tool/"},
    "cooperations": {"fr": "/fr/cooperations/", "en": "/en/cooperations/"},
    "cooperation": {"fr": "/fr/cooperations/ensemble/", "en": "/en/cooperations/together/"},
}
both_languages = pytest.mark.parametrize("language", ["fr", "en"])
growing = pytest.mark.parametrize("rows", [1, 3, 120])


def parse(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    """The text of an element, its blanks made one."""
    return " ".join("".join(element.itertext()).split())


def every(page, tag, css_class):
    return [found for found in page.iter(tag) if css_class in found.get("class", "").split()]


def opened(visitor, page, language):
    return parse(visitor.get(ADDRESSES[page][language]))


def tool(**overrides):
    return make_instrument(slug_fr="outil", slug_en="tool", **overrides)


def together(**overrides):
    return make_cooperation(slug_fr="ensemble", slug_en="together", **overrides)


def sourced_instrument(source, kinds=("who",)):
    """An instrument with a sourced rule, and a sourced fact of each of `kinds`."""
    instrument = make_instrument()
    instrument.sources.add(source)
    for kind in kinds:
        make_fact(instrument, sources=(source,), kind=kind)
    make_funding(instrument).sources.add(source)
    return instrument


# --- query counts ----------------------------------------------------------------------------------------------------


@growing
def test_list_of_instruments_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    source = make_source()
    for _ in range(rows):
        instrument = sourced_instrument(source)
        Criterion.objects.create(route=Route.objects.create(instrument=instrument), kind="award", value="erc-starting")
    with django_assert_num_queries(22):
        visitor.get("/en/instruments/")


@growing
def test_list_of_cooperations_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    instrument = make_instrument()
    for _ in range(rows):
        make_cooperation(instrument, partners=0)
    with django_assert_num_queries(8):
        visitor.get("/en/cooperations/")


@growing
def test_an_instrument_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    instrument, source = tool(), make_source()
    for number in range(rows):
        make_fact(instrument, sources=(source,))
        make_cooperation(instrument, partners=0)
        name = InstrumentName.objects.create(instrument=instrument, kind="variant", text_fr="Autre", text_en="Other")
        name.sources.add(source)
        route = Route.objects.create(instrument=instrument, order=number)
        Criterion.objects.create(route=route, kind="award", value="atip-avenir").sources.add(source)
        instrument.figures.add(make_figure(source=source))
    for zone in ("europe", "outside-europe", "any")[:rows]:
        make_funding(instrument, zone=zone).sources.add(source)
    with django_assert_num_queries(26):
        visitor.get("/en/instruments/tool/")


@growing
def test_a_cooperation_costs_the_same_queries(visitor, django_assert_num_queries, rows):
    cooperation, source = together(partners=rows), make_source()
    for number in range(rows):
        cooperation.themes.add(Theme.objects.create(code=f"theme-{number}", name_fr="Thème", name_en="Theme"))
        Coordinator.objects.create(cooperation=cooperation, name=f"Person {number}")
        cooperation.facts.create(text_fr="Vrai.", text_en="True.").sources.add(source)
    for partner in cooperation.partners.all():
        partner.sources.add(source)
    with django_assert_num_queries(17):
        visitor.get("/en/cooperations/together/")


# --- the comparison --------------------------------------------------------------------------------------------------


def comparison(visitor, language):
    """The words of each cell, row by row."""
    (table,) = opened(visitor, "list", language).iter("table")
    return [[words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]


@both_languages
def test_cells_without_a_source_say_so(visitor, language):
    make_instrument()
    make_instrument()
    assert comparison(visitor, language) == [[NOT_STATED[language]] * 2] * 7 + [[NO_DATE[language]] * 2]


@both_languages
def test_no_cell_is_empty(visitor, language):
    sourced_instrument(make_source(), kinds=("who", "partners", "geography", "decision", "application"))
    make_instrument()
    only_old = make_instrument()
    make_fact(only_old, kind="who", is_earlier=True)
    make_funding(make_instrument(), amount=None, years=None)
    rows = comparison(visitor, language)
    assert [len(row) for row in rows] == [4] * 8
    assert [cell for row in rows for cell in row if not cell] == []


def test_cells_hold_the_words_of_rules_and_facts(visitor):
    instrument = make_instrument()
    make_funding(instrument, amount=60_000, years=5, is_ceiling=True)
    make_fact(instrument, kind="who", text_en="Any laboratory.")
    assert [row[0] for row in comparison(visitor, "en")] == [
        "Any laboratory.",
        *[NOT_STATED["en"]] * 2,
        "Up to €60,000 in total",
        "5 years",
        *[NOT_STATED["en"]] * 2,
        NO_DATE["en"],
    ]


def test_an_old_version_does_not_fill_a_cell(visitor):
    make_fact(tool(), kind="who", text_en="Once upon a time.", is_earlier=True)
    assert comparison(visitor, "en")[0] == [NOT_STATED["en"]]


# --- contradictions --------------------------------------------------------------------------------------------------


@both_languages
def test_an_earlier_fact_stands_apart(visitor, language):
    instrument = tool()
    make_fact(instrument, text_fr="Deux équipes.", text_en="Two teams.")
    make_fact(instrument, text_fr="Trois équipes.", text_en="Three teams.", is_earlier=True)
    page = opened(visitor, "detail", language)
    (apart,) = every(page, "aside", "disagree")
    now, before = {"fr": ("Deux équipes.", "Trois équipes."), "en": ("Two teams.", "Three teams.")}[language]
    title = {"fr": "Les sources divergent", "en": "The sources differ"}[language]
    assert words(apart) == f"{title} {before}"
    assert words(page).count(before) == 1
    (tiles,) = every(page, "aside", "rail")
    assert (words(page).count(now), words(tiles).count(now), words(tiles).count(before)) == (2, 1, 0)


def test_an_earlier_fact_alone_is_named_as_old(visitor):
    make_fact(tool(), text_en="Three teams.", is_earlier=True)
    page = opened(visitor, "detail", "en")
    assert [words(found) for found in every(page, "aside", "disagree")] == ["From an older source Three teams."]


# --- money -----------------------------------------------------------------------------------------------------------

AMOUNTS = [
    ("fr", {}, "60\u202f000\u00a0€ au total"),
    ("en", {}, "€60,000 in total"),
    ("fr", {"basis": "year", "is_ceiling": True}, "Jusqu’à 60\u202f000\u00a0€ par an"),
    ("en", {"basis": "year", "is_ceiling": True}, "Up to €60,000 per year"),
    ("fr", {"zone": "europe"}, "60\u202f000\u00a0€ au total avec des partenaires en Europe"),
    ("en", {"zone": "europe"}, "€60,000 in total with partners in Europe"),
    ("fr", {"zone": "outside-europe"}, "60\u202f000\u00a0€ au total avec des partenaires hors d’Europe"),
    ("en", {"zone": "outside-europe"}, "€60,000 in total with partners outside Europe"),
]


@pytest.mark.parametrize(("language", "rule", "said"), AMOUNTS)
def test_an_amount_in_words(visitor, language, rule, said):
    make_funding(tool(), amount=60_000, years=None, **rule)
    page = opened(visitor, "detail", language)
    assert next("".join(found.itertext()) for found in every(page, "aside", "rail")[0].iter("dd")) == said


@pytest.mark.parametrize(
    ("language", "years", "is_minimum", "said"),
    [
        ("fr", 1, False, "1 an"),
        ("en", 1, False, "1 year"),
        ("fr", 5, False, "5 ans"),
        ("en", 5, False, "5 years"),
        ("fr", 5, True, "Au moins 5 ans"),
        ("en", 5, True, "At least 5 years"),
    ],
)
def test_a_duration_in_words(visitor, language, years, is_minimum, said):
    make_funding(tool(), amount=None, years=years, years_is_minimum=is_minimum)
    page = opened(visitor, "list", language)
    assert [words(found) for found in every(page, "ul", "money")] == [said]


@both_languages
def test_an_unset_amount_is_in_the_closing_line(visitor, language):
    make_funding(tool(), amount=None, years=5)
    page = opened(visitor, "detail", language)
    rail = every(page, "aside", "rail")[0]
    assert words(next(rail.iter("dd"))) == {"fr": "5 ans", "en": "5 years"}[language]
    assert "€" not in words(rail)
    (line,) = every(page, "p", "unpublished")
    first, named = {"fr": ("à quoi sert", "montant,"), "en": ("what it is for", "amount,")}[language]
    assert words(line).split(": ")[1].startswith(first)
    assert words(line).count(named) == 1


# --- who may apply ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "common", "either"),
    [
        (
            "fr",
            ["appartenir à l’Inserm"],
            [
                "être lauréat ou lauréate du programme ATIP-Avenir et la collaboration est nouvelle",
                "être titulaire d’une bourse ERC Starting",
            ],
        ),
        (
            "en",
            ["belong to Inserm"],
            ["be an ATIP-Avenir award holder and the collaboration is new", "hold an ERC Starting grant"],
        ),
    ],
)
def test_routes_show_what_always_holds_and_the_alternatives(visitor, language, common, either):
    instrument = tool()
    always, first, second = (
        Route.objects.create(instrument=instrument, order=order, is_common=order == 1) for order in (1, 2, 3)
    )
    Criterion.objects.create(route=always, kind="affiliation", value="inserm")
    Criterion.objects.create(route=first, kind="award", value="atip-avenir", order=1)
    Criterion.objects.create(route=first, kind="history", value="new", order=2)
    Criterion.objects.create(route=second, kind="award", value="erc-starting")
    page = opened(visitor, "detail", language)
    found = [[words(line) for line in group.iter("li")] for group in every(page, "ul", "conditions")]
    assert found == [common, either]


def test_an_instrument_without_routes_shows_no_conditions(visitor):
    tool()
    assert every(opened(visitor, "detail", "en"), "ul", "conditions") == []


# --- cooperations ----------------------------------------------------------------------------------------------------


@both_languages
def test_a_cooperation_shows_both_sides(visitor, language):
    cooperation = together(partners=0)
    partner = make_institution(name_fr="Université de Vienne", name_en="University of Vienna")
    Partner.objects.create(cooperation=cooperation, order=2, institution=partner)
    home, abroad = every(opened(visitor, "cooperation", language), "div", "sides")[0].findall("div")
    assert len(home.findall("ul/li")) == 1
    assert {"fr": "Université de Vienne", "en": "University of Vienna"}[language] in words(abroad)


@both_languages
def test_what_no_source_states_of_a_cooperation_is_said_in_one_line(visitor, language):
    together()
    (line,) = every(opened(visitor, "cooperation", language), "p", "unpublished")
    assert (
        words(line)
        == {
            "fr": "Non publié : début, thème, coordination scientifique.",
            "en": "Not published: start, theme, scientific coordination.",
        }[language]
    )


# --- drafts ----------------------------------------------------------------------------------------------------------

HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "review"},
    "not yet": {"publish_at": timezone.now() + timedelta(days=1)},
}
hidden = pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
GATHERINGS = ("/{}/", "/{}/instruments/", "/{}/cooperations/", "/sitemap.xml")


def gathered(visitor, language):
    site_map = {"fr": "/fr/plan-du-site/", "en": "/en/site-map/"}[language]
    paths = [*(path.format(language) for path in GATHERINGS), site_map]
    return {path: visitor.get(path).content.decode() for path in paths}


@hidden
@both_languages
def test_a_hidden_instrument_is_listed_nowhere(visitor, language, state):
    make_instrument(slug_fr="visible", slug_en="visible")
    make_instrument(name_fr="Caché", name_en="Caché", slug_fr="cache", slug_en="cache", **state)
    pages = gathered(visitor, language)
    assert [path for path, text in pages.items() if "Caché" in text or "/cache/" in text] == []
    assert "/visible/" in pages[f"/{language}/instruments/"]


@hidden
@both_languages
def test_a_hidden_cooperation_is_listed_nowhere(visitor, language, state):
    instrument = tool()
    make_cooperation(instrument, slug_fr="visible", slug_en="visible")
    make_cooperation(instrument, name_fr="Caché", name_en="Caché", slug_fr="cache", slug_en="cache", **state)
    address = ADDRESSES["detail"][language]
    pages = gathered(visitor, language) | {address: visitor.get(address).content.decode()}
    assert [path for path, text in pages.items() if "Caché" in text or "/cache/" in text] == []
    assert "/visible/" in pages[f"/{language}/cooperations/"]
    assert "/visible/" in pages[address]


@hidden
@both_languages
@pytest.mark.parametrize(("make", "view"), [(tool, "detail"), (together, "cooperation")])
def test_a_hidden_record_has_no_page(visitor, language, make, view, state):
    make(**state)
    assert visitor.get(ADDRESSES[view][language]).status_code == 404


@pytest.mark.parametrize(("make", "view"), [(tool, "detail"), (together, "cooperation")])
def test_an_archived_record_keeps_its_page_and_says_so(visitor, make, view):
    make(status="archived")
    notices = every(opened(visitor, view, "en"), "p", "notice")
    assert [words(found) for found in notices] == [
        "This page is archived: it is kept for memory and no longer updated."
    ]
    assert [path for path, text in gathered(visitor, "en").items() if ADDRESSES[view]["en"] in text] == []


def test_a_hidden_figure_is_not_shown_on_an_instrument(visitor):
    instrument = tool()
    instrument.figures.add(make_figure(name_en="Open figure"), make_figure(name_en="Secret figure", status="draft"))
    page = words(opened(visitor, "detail", "en"))
    assert ("Open figure" in page, "Secret figure" in page) == (True, False)


@pytest.mark.parametrize("view", ["cooperations", "cooperation"])
def test_a_cooperation_names_no_hidden_instrument(visitor, view):
    together(instrument=make_instrument(status="draft", name_en="Secret", name_plural_en="Secret", slug_en="secret"))
    text = visitor.get(ADDRESSES[view]["en"]).content.decode()
    assert ("Secret" in text, "/en/instruments/secret/" in text) == (False, False)


def test_a_cooperation_names_no_hidden_programme(visitor):
    cooperation = together()
    for status in ("published", "draft"):
        record = {"code": status, "name_fr": status, "name_en": f"A {status} programme", "status": status}
        cooperation.programmes.create(kind="national", **record)
    page = words(opened(visitor, "cooperation", "en"))
    assert ("A published programme" in page, "A draft programme" in page) == (True, False)
