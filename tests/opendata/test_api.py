"""The API: what it gives, what it never gives, what it says to a wrong question."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from instruments.models import Cooperation, Instrument
from partnerships.models import Modality, Partnership, Project
from portal.core.content import revisions
from portal.core.models import Revision, Theme
from portal.core.resource import resources
from portal.pages.models import Term
from sites.models import Network, Programme
from tests.factories import (
    make_call,
    make_cooperation,
    make_country,
    make_fact,
    make_figure,
    make_funding,
    make_institution,
    make_instrument,
    make_office,
    make_place,
    make_source,
    make_used_place,
)

pytestmark = pytest.mark.django_db

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
API = "http://testserver/api/v1/"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    caches["process"].clear()


def codes(visitor, path):
    answer = visitor.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return [record["code"] for record in answer.json()["results"]]


def refused(visitor, path, language="en"):
    """{filter: reason} of a question that the API does not take."""
    answer = visitor.get(f"/api/v1/{path}", headers={"accept-language": language})
    assert answer.status_code == 422, answer.content
    return {error["field"]: error["reason"] for error in answer.json()["errors"]}


# --- what it gives ---------------------------------------------------------------------------------------------------


def test_the_index_names_every_resource_and_its_count(visitor):
    make_office()
    index = visitor.get("/api/v1/").json()
    assert (set(index["resources"]), index["counts"]["offices"]) == (set(resources()), 1)
    assert {visitor.get(address).status_code for address in index["resources"].values()} == {200}


def test_both_languages_stand_side_by_side(visitor):
    make_office(code="rome", name_fr="Bureau de Rome", name_en="Rome office", slug_fr="rome", slug_en="rome-office")
    office = visitor.get("/api/v1/offices/rome/").json()
    assert office["name"] == {"fr": "Bureau de Rome", "en": "Rome office"}
    assert office["pages"] == {
        "fr": "http://testserver/fr/bureaux/rome/",
        "en": "http://testserver/en/offices/rome-office/",
    }
    assert office["api"] == f"{API}offices/rome/"


def test_money_is_whole_euros_and_dates_are_as_known(visitor):
    instrument = make_instrument(code="irp", as_of="2025-10")
    make_funding(instrument, amount=60_000, years=5, zone="europe")
    make_fact(instrument, (make_source(code="page"),), as_of="2024")
    found = visitor.get("/api/v1/instruments/irp/").json()
    rule = found["funding"][0]
    assert (rule["amount"], rule["years"], rule["zone"]) == (60_000, 5, "europe")
    assert (found["as_of"], found["facts"][0]["as_of"]) == ("2025-10", "2024")
    assert [source["api"] for source in found["facts"][0]["sources"]] == [f"{API}sources/page/"]


def test_a_place_is_in_degrees(visitor):
    make_used_place(code="heidelberg", latitude=49.408, longitude=8.69)
    place = visitor.get("/api/v1/places/heidelberg/").json()
    assert (place["latitude"], place["longitude"]) == (49.408, 8.69)


def test_what_no_source_states_is_null(visitor):
    make_funding(make_instrument(code="irp"), amount=None)
    found = visitor.get("/api/v1/instruments/irp/").json()
    assert (found["funding"][0]["amount"], found["as_of"], found["body"]) == (None, None, {"fr": None, "en": None})


def test_a_figure_leads_to_its_place_on_the_page(visitor):
    make_figure(code="mobility")
    pages = visitor.get("/api/v1/key-figures/mobility/").json()["pages"]
    assert pages["en"] == "http://testserver/en/key-figures/#figure-mobility"


def test_persons_are_not_in_the_files(visitor):
    cooperation = make_cooperation(code="lab")
    cooperation.coordinators.create(name="Ada Lovelace")
    assert "Lovelace" not in visitor.get("/api/v1/cooperations/lab/").content.decode()


def test_it_goes_page_by_page(visitor):
    for number in range(5):
        make_used_place(code=f"p{number}")
    first = visitor.get("/api/v1/places/?limit=2").json()
    second = visitor.get(first["next"].removeprefix("http://testserver")).json()
    last = visitor.get(second["next"].removeprefix("http://testserver")).json()
    found = [[record["code"] for record in page["results"]] for page in (first, second, last)]
    assert found == [["p0", "p1"], ["p2", "p3"], ["p4"]]
    assert (first["count"], first["previous"], last["next"]) == (5, None, None)
    assert last["previous"] == "http://testserver/api/v1/places/?limit=2&offset=2"


# --- filters ---------------------------------------------------------------------------------------------------------


def test_filters_by_code_choice_and_relation(visitor):
    irp, tcp = make_instrument(code="irp", mode="call"), make_instrument(code="tcp", mode="directed")
    make_cooperation(irp, code="a"), make_cooperation(tcp, code="b")
    assert codes(visitor, "cooperations/?instrument=irp") == ["a"]
    assert codes(visitor, "cooperations/?instrument=irp&instrument=tcp") == ["a", "b"]
    assert codes(visitor, "cooperations/?code=b") == ["b"]
    assert codes(visitor, "instruments/?mode=directed") == ["tcp"]
    assert codes(visitor, "instruments/?mode=directed&code=irp") == []


def test_the_case_of_a_value_does_not_matter(visitor):
    irp = make_instrument(code="irp", mode="call")
    make_cooperation(irp, code="North-1"), make_cooperation(code="elsewhere", partners=0).partners.all().delete()
    make_institution((make_place(country=make_country(code="CA", slug_fr="canada", slug_en="canada")),), code="body")
    for query in ("instrument=IRP", "code=north-1", "code=NORTH-1", "country=de", "country=dE&country=ca"):
        assert codes(visitor, f"cooperations/?{query}") == ["North-1"], query
    assert codes(visitor, "institutions/?country=ca") == ["body"]
    assert codes(visitor, "instruments/?mode=CALL&code=Irp") == ["irp"]
    assert visitor.get("/api/v1/cooperations/north-1/").json()["code"] == "North-1"
    assert visitor.get("/api/v1/countries/ca/").json()["code"] == "CA"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "No code “xx” among: countries. Known: CA, DE."),
        ("fr", "Aucun code « xx » dans la liste : pays. Codes connus : CA, DE."),
    ],
)
def test_a_code_that_no_record_has_is_refused_with_those_that_there_are(visitor, language, words):
    make_country(), make_country(code="CA", slug_fr="canada", slug_en="canada")
    assert refused(visitor, "cooperations/?country=xx", language) == {"country": words}


@pytest.mark.parametrize("path", ["institutions", "offices", "networks", "partnerships", "projects", "places"])
def test_every_filter_by_country_knows_the_countries(visitor, path):
    make_country()
    assert codes(visitor, f"{path}/?country=de") == []
    assert refused(visitor, f"{path}/?country=de&country=Q1") == {
        "country": "No code “Q1” among: countries. Known: DE."
    }


def test_every_filter_that_takes_codes_refuses_what_is_none(visitor):
    """All lists, all filters: none answers with silence."""
    for resource in resources().values():
        for name in ("code", *resource.relations, *resource.filters):
            assert list(refused(visitor, f"{resource.name}/?{name}=no-such-code")) == [name], (resource.name, name)
        for name in resource.choices:
            assert list(refused(visitor, f"{resource.name}/?{name}=no-such-value")) == [name], (resource.name, name)


def test_of_many_codes_the_nearest_are_named_and_where_all_are(visitor):
    for number in range(200):
        make_office(code=f"office-{number:03}")
    words = "No code “offce-007” among: offices. Nearest: office-007, office-107, office-100. All: /api/v1/offices/"
    assert refused(visitor, "offices/?code=offce-007") == {"code": words}


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_codes_cost_the_same_queries(visitor, rows):
    for _ in range(rows):
        make_cooperation(partners=0)
    with CaptureQueriesContext(connection) as asked:
        refused(visitor, "cooperations/?code=none&instrument=none")
    assert len(asked) == 2


def test_a_call_says_where_it_stands_and_is_found_by_it(visitor):
    now = timezone.now()
    make_call(code="open", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=90))
    make_call(code="closed", opens_at=now - timedelta(days=90), closes_at=now - timedelta(days=1))
    phases = {call["code"]: call["phase"] for call in visitor.get("/api/v1/calls/").json()["results"]}
    assert phases == {"open": "open", "closed": "closed"}
    assert visitor.get("/api/v1/calls/open/").json()["phase"] == "open"
    asked = visitor.get("/api/v1/calls/?phase=closed&phase=archived").json()["results"]
    assert [call["code"] for call in asked] == ["closed"]
    assert visitor.get("/api/v1/calls/?phase=soon").status_code == 422


def test_a_cooperation_is_in_the_countries_of_its_partners(visitor):
    canada = make_country(code="CA", slug_fr="canada", slug_en="canada")
    cooperation = make_cooperation(code="north", partners=0)
    cooperation.partners.create(place=make_place(country=canada))
    make_cooperation(code="elsewhere")
    assert codes(visitor, "cooperations/?country=CA") == ["north"]


def test_an_institution_in_two_places_of_a_country_is_given_once(visitor):
    make_institution((make_place(), make_place()), code="twice")
    assert codes(visitor, "institutions/?country=DE") == ["twice"]


def test_updated_since(visitor):
    make_used_place(code="old"), make_used_place(code="new")
    revisions.flush()
    Revision.objects.update(at=datetime(2020, 1, 1, tzinfo=UTC))
    place = make_used_place(code="newest")
    place.save()
    revisions.flush()
    assert codes(visitor, "places/?updated_since=2021-01-01") == ["newest"]
    assert codes(visitor, "places/?updated_since=2020-01-01T00:00:00Z") == ["new", "newest", "old"]
    assert visitor.get("/api/v1/places/old/").json()["updated_at"] == "2020-01-01T00:00:00+00:00"


def test_a_moment_may_be_in_any_zone_and_any_year(visitor):
    make_used_place(code="here")
    revisions.flush()
    assert codes(visitor, "places/?updated_since=1256-10-29T06:20:51-22:24") == ["here"]
    assert codes(visitor, "places/?updated_since=2981-12-04T23:47:10%2B20:38") == []


def test_every_filter_at_once_is_a_question_that_postgresql_plans_at_once(visitor):
    """Its planner tries every order of the tables: with a dozen of them it thinks for ten seconds."""
    form = Modality.objects.create(**named("form", status="published"))
    tie = Partnership.objects.create(**named("tie", modality=form, status="published"))
    tie.institutions.add(make_institution(code="body")), tie.countries.add(make_country(code="DE"))
    tie.themes.add(Theme.objects.create(code="theme", name_fr="t", name_en="t"))
    tie.places.add(make_place(code="place")), tie.sources.add(make_source(code="source"))
    tie.networks.add(Network.objects.create(**named("net", kind="network", status="published")))
    revisions.flush()
    of_many = "institutions=body&countries=DE&places=place&themes=theme&networks=secret-net&sources=source"
    asked = f"{of_many}&modality=secret-form"
    with CaptureQueriesContext(connection) as queries:
        assert codes(visitor, f"partnerships/?{asked}&updated_since=2020-01-01") == ["secret-tie"]
    parts = [part for query in queries for part in query["sql"].split("SELECT")]  # each is planned by itself
    assert max(part.count(" JOIN ") for part in parts) <= 7


# --- what it never gives ---------------------------------------------------------------------------------------------


def named(code, **fields):
    texts = {"name_fr": f"SECRET {code}", "name_en": f"SECRET {code}", "slug_fr": f"{code}-fr", "slug_en": code}
    return {"code": f"secret-{code}", **texts, **fields}


def test_a_draft_is_in_no_answer_and_leaks_through_no_relation(visitor):
    hidden = make_institution(**named("body", status="draft"))
    programme = Programme.objects.create(**named("programme", kind="national", status="review"))
    tomorrow = timezone.now() + timedelta(days=1)
    network = Network.objects.create(**named("network", kind="forum", status="published", publish_at=tomorrow))
    shown = make_cooperation(code="shown", partners=0)
    shown.partners.create(institution=hidden)
    shown.programmes.add(programme)
    shown.partners.create(institution=hidden, place=make_place(code="known-place"))
    form = Modality.objects.create(**{**named("form", status="draft"), "code": "secret-form"})
    Partnership.objects.create(**{**named("tie", status="published"), "modality": form})
    project = Project.objects.create(**{**named("p", status="published"), "code": "project", "name_fr": "P"})
    Project.objects.filter(pk=project.pk).update(name_fr="P", name_en="P", slug_fr="p", slug_en="p")
    project.participants.create(institution=hidden, role="lead")
    project.participants.create(network=network, role="lead")
    Instrument.objects.create(**named("instrument", mode="call", status="draft"))
    Cooperation.objects.create(
        **named("under", status="published"), instrument=Instrument.objects.get(code="secret-instrument")
    )
    Term.objects.create(code="secret-term", name_fr="SECRET", name_en="SECRET", status="draft")
    for name in resources():
        text = visitor.get(f"/api/v1/{name}/?limit=200").content.decode().lower()
        assert "secret" not in text, name
    found = visitor.get("/api/v1/cooperations/shown/").json()["partners"]
    assert [(row["institution"] and "named", row["place"] and row["place"]["code"]) for row in found] == [
        (None, "known-place"),
        ("named", None),
    ]
    assert visitor.get("/api/v1/projects/project/").json()["participants"] == []
    # Nor is one found out by asking for it: it is a code like any that there is not.
    assert refused(visitor, "cooperations/?programmes=secret-programme") == {
        "programmes": "No code “secret-programme” among: programmes. Known: –."
    }
    assert visitor.get("/api/v1/institutions/secret-body/").status_code == 404


def test_what_is_archived_answers_by_its_code_alone(visitor):
    make_office(code="closed", status="archived")
    assert codes(visitor, "offices/") == []
    assert visitor.get("/api/v1/offices/closed/").json()["status"] == "archived"


# --- how it answers --------------------------------------------------------------------------------------------------


def test_headers_open_it_to_other_sites_and_name_the_licence(visitor):
    answer = visitor.get("/api/v1/places/", headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Link"] == f'<{LICENCE}>; rel="license"'
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (answer.json()["licence"], answer.json()["publisher"]) == (LICENCE, "Inserm")
    assert not answer.cookies


def test_the_same_answer_is_not_sent_twice(visitor):
    first = visitor.get("/api/v1/places/")
    again = visitor.get("/api/v1/places/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    make_used_place()
    assert visitor.get("/api/v1/places/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_head_has_the_headers_of_get(visitor):
    get, head = visitor.get("/api/v1/places/"), visitor.head("/api/v1/places/")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", get.headers["ETag"])


def test_options_says_what_may_be_done(visitor):
    answer = visitor.options("/api/v1/places/", headers={"Origin": "https://example.org"})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(visitor, method):
    answer = getattr(visitor, method)("/api/v1/places/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["detail"]


def test_without_its_slash_an_address_leads_to_the_one_with(visitor):
    answer = visitor.get("/api/v1/places?limit=3")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/places/?limit=3")


MISSING = {"fr": "Cette fiche n’existe pas", "en": "There is no such record"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_missing_record_is_said_in_the_readers_language(visitor, language):
    answer = visitor.get("/api/v1/places/atlantis/", headers={"Accept-Language": language})
    words = answer.json()["detail"].replace("'", "’")
    assert (answer.status_code, words.startswith(MISSING[language])) == (404, True)
    assert (answer.headers["Content-Language"], "Accept-Language" in answer.headers["Vary"]) == (language, True)


def test_a_missing_address_is_json_too(visitor):
    answer = visitor.get("/api/v1/nothing/here/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")


WHEN = "Write a day or a moment with its zone: 2026-03-01 or 2026-03-01T12:00:00Z."


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("limit=0", "limit", "This is too small: the least is 1."),
        ("limit=1000", "limit", "This is too large: the most is 200."),
        ("limit=many", "limit", "Write a whole number."),
        ("offset=99999999999999999999", "offset", "This is too large: the most is 1000000."),
        ("contry=DE", "contry", "There is no such filter."),
        ("code=%00", "code", "A code is made of letters, digits and hyphens."),
        *(
            (f"updated_since={value}", "updated_since", WHEN)
            for value in ("yesterday", "-2.2e-16", "1e-5", "1700000000", "0001-01-01T00:00:00%2B10:00")
        ),
        ("mode=magic", "mode", "Choose among: call, request, directed, historic."),
    ],
)
def test_a_wrong_question_is_told_its_place_and_reason(visitor, query, field, reason):
    answer = visitor.get(f"/api/v1/instruments/?{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": field, "reason": reason}]
