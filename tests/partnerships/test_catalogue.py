"""The catalogues of partnerships and projects with their real content."""

import json

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content", "unchanging")]


def found(path):
    return [row["id"] for row in json.loads(Client().get(path).getvalue())["results"]]


def test_partnerships_are_found_across_their_forms():
    sites, platforms = (
        found("/en/partnerships/list.json?type=anrs-partner-site"),
        found("/en/partnerships/list.json?type=prisme"),
    )
    assert (len(sites), len(platforms), len(found("/en/partnerships/list.json"))) == (8, 3, 24)
    african = found("/fr/partenariats/liste.json?continent=africa&type=prisme")
    assert set(platforms) - set(african) == {"prisme-brazil"}


def test_a_form_without_a_partnership_is_still_on_the_page():
    page = Client().get("/en/partnerships/list/").content.decode()
    assert "Partnerships built with projects" in page
    assert "/en/partnerships/ad-hoc-partnership/" in page
    assert "Partnerships built with projects" not in Client().get("/en/partnerships/list/?type=prisme").content.decode()


def test_a_project_says_how_many_countries_where_none_is_named():
    rows = json.loads(Client().get("/en/projects.json").getvalue())["results"]
    assert {row["id"]: row["country_count"] for row in rows if row["country_count"]} == COUNTS
    assert found("/en/projects.json?kind=infrastructure") == ["clinical-investigation-centre-rwanda"]


COUNTS = {"afroscreen": 13, "aphro-cov": 5}
