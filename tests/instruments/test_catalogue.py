"""The catalogue of cooperations with its real content."""

import json

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content", "unchanging")]


def found(query, language="en"):
    return [
        row["id"] for row in json.loads(Client().get(f"/{language}/cooperations.json?{query}").getvalue())["results"]
    ]


def test_a_cooperation_is_found_by_its_partner_country_as_on_the_map():
    mapped = json.loads(Client().get("/en/map.json?country=DE").content)["results"]
    assert sorted(found("country=DE")) == sorted(
        feature["id"].removeprefix("cooperation-") for feature in mapped if feature["id"].startswith("cooperation-")
    )


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("instrument=tcp", ["inpp", "interaging", "climatehealth"]),
        ("state=foreseen", ["climatehealth"]),
        ("year=2025", ["climatehealth"]),
        ("theme=healthy-ageing", ["interaging"]),
        ("continent=south-america", ["joint-lab-u1068-buenos-aires"]),
        ("country=FR", []),
    ],
)
def test_a_filter_keeps_what_the_sources_say(query, codes):
    assert sorted(found(query)) == sorted(codes)
    assert found(query) == found(query, "fr")


def test_the_newest_comes_first_and_what_has_no_date_last():
    assert found("sort=newest")[0] == "climatehealth"
    assert found("sort=newest&instrument=irp") == sorted(found("instrument=irp"))


def test_a_file_names_both_sides():
    rows = json.loads(Client().get("/en/cooperations.json?instrument=joint-lab").getvalue())["results"]
    lab = next(row for row in rows if row["id"] == "joint-lab-u1111-dkfz")
    assert (lab["countries"], lab["foreign_partners"]) == (["DE"], ["German Cancer Research Center"])
