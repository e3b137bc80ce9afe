"""The map is its list: one filtered set, whatever is asked, in every language and format."""

import json
import re
from datetime import date
from itertools import combinations, islice

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from portal.core.dates import PartialDate
from sites.atlas import layers
from sites.atlas.selection import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content", "unchanging")]
PAGES = {"fr": "/fr/carte/", "en": "/en/map/"}
FILES = {"fr": "/fr/carte.", "en": "/en/map."}


@pytest.fixture(scope="module")
def features(real_content, django_db_blocker):
    with django_db_blocker.unblock():
        return layers.features()


def select(features, query=""):
    return Selection(features, QueryDict(query))


def rows(query, language="en"):
    """Ids of the rows of the page, in its order."""
    response = Client().get(f"{PAGES[language]}?{query}")
    assert response.status_code == 200
    return re.findall(r'data-portal-feature="([^"]+)"', response.content.decode())


def file(ending, query, language="en"):
    return Client().get(f"{FILES[language]}{ending}?{query}").content.decode()


def ids(query, language="en"):
    return {feature["id"] for feature in json.loads(file("geojson", query, language))["features"]}


# --- what a filter means, told once more in other words --------------------------------------------------------------


def year_holds(feature, year):
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    late = feature.started and feature.started.earliest > last
    gone = feature.ended and feature.ended.latest < first
    return not late and not gone


MEANING = {
    "kind": lambda feature, value: value in (feature.kind.code, feature.kind.family),
    "country": lambda feature, value: value in [area.code for area in feature.areas],
    "continent": lambda feature, value: value in [area.continent.code for area in feature.areas],
    "theme": lambda feature, value: value in [theme.code for theme in feature.themes],
    "instrument": lambda feature, value: feature.instrument is not None and feature.instrument.code == value,
    "year": year_holds,
    "on": lambda feature, value: (
        not (feature.started and feature.started.earliest > date.fromisoformat(value))
        and not (feature.ended and feature.ended.latest < date.fromisoformat(value))
    ),
}
DAYS = ["2023-12-31", "2024-01-01", "2025-10-01"]


def every_value(features):
    fields = select(features).fields
    listed = [(key, choice.code) for key in MEANING for choice in fields[key].choices]
    return [*listed, *(("on", day) for day in DAYS)]


def test_every_pair_of_filters_finds_what_has_both(features):
    values = every_value(features)
    assert len(values) > 70
    wrong = []
    for chosen in (*combinations(values, 1), *combinations(values, 2)):
        if len({key for key, _ in chosen}) < len(chosen):
            continue
        found = select(features, "&".join(f"{key}={value}" for key, value in chosen))
        expected = {feature.id for feature in features if all(MEANING[key](feature, value) for key, value in chosen)}
        listed = [row.feature.id for group in found.groups for row in group.rows]
        if {feature.id for feature in found.features} != expected or sorted(listed) != sorted(expected):
            wrong.append(chosen)
    assert wrong == []


def test_three_filters_and_more_find_what_has_all(features):
    values = every_value(features)
    wrong = []
    for chosen in islice(combinations(values, 4), 0, None, 1009):
        if len({key for key, _ in chosen}) < len(chosen):
            continue
        found = select(features, "&".join(f"{key}={value}" for key, value in chosen))
        expected = {feature.id for feature in features if all(MEANING[key](feature, value) for key, value in chosen)}
        if {feature.id for feature in found.features} != expected:
            wrong.append(chosen)
    assert wrong == []


def test_a_choice_counts_what_it_would_leave(features):
    for query in ("", "country=DE", "kind=joint-lab&continent=europe", "theme=ageing&year=2021"):
        asked = select(features, query)
        for key, field in asked.fields.items():
            others = "&".join(part for part in query.split("&") if not part.startswith(f"{key}="))
            counted = {choice.code: choice.count for choice in field.choices}
            found = {code: len(select(features, f"{others}&{key}={code}").features) for code in counted}
            assert (query, key, counted) == (query, key, found)


def test_two_kinds_are_either(features):
    either = select(features, "kind=joint-lab&kind=office").features
    assert [feature.kind.code for feature in either] == ["joint-lab"] * 9 + ["office"] * 2


def test_a_group_of_kinds_is_all_of_them(features):
    groups = {group.choice.code: [kind.code for kind in group.kinds] for group in select(features).kind_groups}
    assert list(groups) == ["laboratories", "programmes", "anrs-mie", "presence"]
    assert groups["laboratories"] == ["joint-lab", "umi"]
    for code, kinds in groups.items():
        either = select(features, "&".join(f"kind={kind}" for kind in kinds)).features
        assert select(features, f"kind={code}").features == either
    assert sorted(kind for kinds in groups.values() for kind in kinds) == sorted({f.kind.code for f in features})


def test_only_countries_with_features_are_choices(features):
    choices = {choice.code for choice in select(features).fields["country"].choices}
    assert choices == {area.code for feature in features for area in feature.areas}
    assert "FJ" not in choices


# --- the page and the files ------------------------------------------------------------------------------------------

QUERIES = (
    *("", "kind=tcp", "kind=joint-lab&kind=umi", "country=DE", "country=CA", "continent=africa", "theme=ageing"),
    *("instrument=irp", "year=2022", "on=2024-01-01", "country=BR&kind=prisme", "kind=office&country=JP", "kind="),
)


@pytest.mark.parametrize("query", QUERIES)
def test_the_map_is_the_list_in_both_languages_and_every_format(query):
    listed = {language: rows(query, language) for language in PAGES}
    assert len(listed["en"]) == len(set(listed["en"]))
    assert {
        language: (
            ids(query, language),
            {found["id"] for found in json.loads(file("json", query, language))["results"]},
            {line.split(",")[0] for line in file("csv", query, language).split("\r\n")[1:-1]},
        )
        for language in PAGES
    } == {language: (set(listed["en"]),) * 3 for language in PAGES}
    assert set(listed["fr"]) == set(listed["en"])
    assert [found["id"] for found in json.loads(file("geojson", query))["features"]] == listed["en"]


def test_every_feature_is_on_the_unfiltered_page(features):
    assert sorted(rows("")) == sorted(feature.id for feature in features)


def test_the_page_links_to_the_same_question_in_other_formats(visitor):
    page = visitor.get("/en/map/?kind=tcp&country=DE&page=2").content.decode()
    for ending in ("geojson", "csv", "json"):
        assert f'href="/en/map.{ending}?kind=tcp&amp;country=DE"' in page


# --- time ------------------------------------------------------------------------------------------------------------


def test_a_day_shows_what_there_was():
    assert "cooperation-climatehealth" in rows("kind=tcp")
    assert set(rows("kind=tcp&on=2024-01-01")) == {"cooperation-inpp", "cooperation-interaging"}
    assert set(rows("kind=tcp&on=2023-12-31")) == {"cooperation-interaging"}
    assert set(rows("kind=tcp&on=2025-10-15")) == {
        "cooperation-inpp",
        "cooperation-interaging",
        "cooperation-climatehealth",
    }


def test_what_has_no_date_stays_and_says_so(features):
    asked = {row.feature.id: row.is_uncertain for row in select(features, "on=2024-06-01").rows}
    assert asked["cooperation-joint-lab-u1111-dkfz"]
    assert not asked["cooperation-interaging"]
    assert asked["cooperation-inpp"]  # it began in 2024, nobody says when
    in_year = {row.feature.id: row.is_uncertain for row in select(features, "year=2024").rows}
    assert not in_year["cooperation-inpp"]
    with override("en"):
        page = Client().get("/en/map/?on=2024-06-01&kind=joint-lab").content.decode()
    assert page.count("dates not known well enough for this day") == 9


@pytest.mark.parametrize(
    ("started", "ended", "day", "may", "surely"),
    [
        (None, None, "2024-01-01", True, False),
        ("2023", None, "2024-01-01", True, True),
        ("2024", None, "2024-01-01", True, False),
        ("2024-02", None, "2024-01-31", False, False),
        ("2020", "2023", "2024-01-01", False, False),
        ("2020", "2024", "2024-01-01", True, True),
        ("2020", "2024", "2024-06-01", True, False),
    ],
)
def test_existence_is_told_from_what_is_known(features, started, ended, day, may, surely):
    values = {"started": started and PartialDate(started), "ended": ended and PartialDate(ended), "as_of": None}
    feature = type(features[0])(**{**features[0].__dict__, **values})
    when = date.fromisoformat(day)
    assert (feature.may_exist(when, when), feature.surely_exists(when, when)) == (may, surely)


# --- what is not understood, and what is not there -------------------------------------------------------------------

BAD = {
    "country=ZZ": "country",
    "country=DE&country=FR": "country",
    "kind=submarine": "kind",
    "kind=tcp&kind=%00": "kind",
    "continent=atlantis": "continent",
    "theme=%3Cscript%3E": "theme",
    "instrument=hammer": "instrument",
    "year=soon": "year",
    "year=0000": "year",
    "year=2024-01": "year",
    "year=99999": "year",
    "on=2024-02-31": "on",
    "on=2024": "on",
    "on=%D9%A2%D9%A0%D9%A2%D9%A4-01-01": "on",
    "on=" + "9" * 5000: "on",
}


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize(("query", "field"), BAD.items(), ids=range(len(BAD)))
def test_what_is_not_understood_is_said_at_its_field(language, query, field):
    response = Client().get(f"{PAGES[language]}?{query}")
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'id="error-(\w+)"', page) == [field]
    assert "data-portal-feature=" not in page
    assert "<script>" not in page
    for ending in ("geojson", "csv", "json"):
        assert Client().get(f"{FILES[language]}{ending}?{query}").status_code == 400


def test_the_files_say_what_they_do_not_understand():
    found = json.loads(file("geojson", "country=ZZ"))
    assert (found["features"], list(found["errors"])) == ([], ["country"])


def test_a_country_without_features_is_no_fault(features):
    asked = select(features, "country=FR")
    assert (asked.features, asked.errors) == ([], {})


def test_zero_is_no_dead_end(features):
    page = Client().get("/en/map/?kind=office&country=JP&continent=asia").content.decode()
    assert "data-portal-feature=" not in page
    # Without the kind: what there is in Japan. Without the country or the continent alone, still no office.
    japan = len(select(features, "country=JP").features)
    offers = re.findall(r'<li><a href="(/en/map/[^"]*)">With[^<]*?: (\d+) results</a>', page)
    assert offers == [("/en/map/?country=JP&amp;continent=asia", str(japan)), ("/en/map/", str(len(features)))]
    assert 'href="/en/search/?q=Offices%20Japan%20Asia"' in page


def test_a_filter_can_be_taken_away():
    page = Client().get("/en/map/?kind=tcp&kind=irp&country=DE").content.decode()
    chips = re.findall(r'<li><a href="([^"]+)"><span class="unseen">Remove', page)
    assert chips == [
        "/en/map/?kind=irp&amp;country=DE",
        "/en/map/?kind=tcp&amp;country=DE",
        "/en/map/?kind=tcp&amp;kind=irp",
    ]


def test_an_unknown_format_is_not_found(visitor):
    assert visitor.get("/en/map.shp").status_code == 404
