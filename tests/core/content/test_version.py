"""The content version: another whenever what the public sees may be another, and what hangs on it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from portal.core.content import version
from portal.core.web import conditional
from portal.editing.upkeep.models import ReaderReport
from portal.search.zero_results import FruitlessSearch
from tests.factories import make_call, make_institution, make_instrument, make_page
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(version, "_kept", {})
    monkeypatch.setattr(version, "_spans", {})


def test_it_changes_with_every_change_and_with_nothing_else():
    page = make_page()
    versions = [version.current(), version.current()]
    page.summary_en = "Other words"
    page.save()
    versions.append(version.current())
    page.save()  # says the same
    versions.append(version.current())
    page.delete()
    versions.append(version.current())
    assert [versions.index(each) for each in versions] == [0, 0, 2, 2, 4]


def test_a_row_and_a_relation_of_a_record_change_it():
    instrument = make_instrument()
    versions = [version.current()]
    fact = instrument.facts.create(kind="who", text_fr="Un", text_en="One")
    versions.append(version.current())
    fact.delete()
    versions.append(version.current())
    assert len(set(versions)) == 3


@pytest.mark.parametrize(
    ("make", "field", "lead"),
    [
        (make_page, "publish_at", timedelta(0)),
        (make_page, "unpublish_at", timedelta(0)),
        (make_call, "opens_at", timedelta(0)),
        (make_call, "closes_at", timedelta(0)),
        (make_call, "closes_at", timedelta(days=21)),
    ],
)
def test_it_changes_at_the_moment_of_a_date(make, field, lead, monkeypatch):
    moment = timezone.now().replace(hour=12, minute=0) + timedelta(days=40)
    make(**{field: moment})
    seen = []
    for now in (moment - lead - MOMENT, moment - lead, moment - lead + MOMENT, moment - lead - MOMENT):
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        seen.append(version.current())
    assert [seen.index(each) for each in seen] == [0, 1, 1, 0]


def test_it_changes_at_midnight_in_paris(monkeypatch):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    seen = []
    for now in (midnight - MOMENT, midnight):
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        seen.append(version.current())
    assert seen[0] != seen[1]


def test_it_costs_one_query():
    make_page()
    version.current()
    with CaptureQueriesContext(connection) as queries:
        version.current()
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries, version.looked_at_once():
        version.current(), version.current()
    assert len(queries) == 1


# --- what is kept ----------------------------------------------------------------------------------------------------


def counted():
    """A function that is kept, and how often it was computed."""
    calls = []

    @version.kept
    def number(argument=0):
        calls.append(argument)
        return len(calls)

    return number, calls


def test_what_is_kept_is_computed_once_for_each_version_language_and_argument():
    number, calls = counted()
    page = make_page()
    assert [number(), number(), number(1)] == [1, 1, 2]
    with override("en"):
        assert number() == 3
    page.summary_en = "Other words"
    page.save()
    assert (number(), calls) == (4, [0, 1, 0, 0])


def test_in_a_transaction_nothing_is_kept_nor_taken():
    number, _calls = counted()
    with transaction.atomic():
        assert [number(), number()] == [1, 2]
    assert [number(), number()] == [3, 3]
    with transaction.atomic():
        assert number() == 4


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(version, "MOST", 3)
    number, _calls = counted()
    for argument in range(10):
        number(argument)
    assert len(version._kept) == 3


def test_a_part_of_a_page_is_drawn_once_and_has_its_typography_once():
    drawn = []

    class Words:
        def __str__(self):
            drawn.append(1)
            return 'Il dit "oui"'

    draw = engines["django"].from_string(
        '{% typeset %}<p>{{ words }}</p>{% kept "part" key %}<p>{{ words }}</p>{% endkept %}{% endtypeset %}'
    )
    once = "<p>Il dit «\u00a0oui\u00a0»</p>"
    assert [draw.render({"words": Words(), "key": 1}) for _ in range(2)] == [once * 2] * 2
    assert len(drawn) == 3  # twice outside, once inside
    draw.render({"words": Words(), "key": 2})
    assert len(drawn) == 5


# --- not modified ----------------------------------------------------------------------------------------------------


def asked_again(visitor, address, monkeypatch):
    """(status, number of queries, whether anything was drawn) when the tag of the first answer is brought back."""
    first = visitor.get(address)
    assert first.status_code == 200
    drawn = []
    monkeypatch.setattr("django.template.base.Template.render", lambda *args: drawn.append(1))
    with CaptureQueriesContext(connection) as queries:
        again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    monkeypatch.undo()
    return again.status_code, len(queries), bool(drawn)


@pytest.mark.parametrize(
    "address",
    ["/en/", "/fr/instruments/", "/en/map/?kind=joint-lab", "/en/cooperations.csv", "/sitemap.xml", "/en/map.geojson"],
)
def test_what_has_not_changed_is_neither_drawn_nor_asked_for(visitor, address, monkeypatch):
    make_instrument()
    assert asked_again(visitor, address, monkeypatch) == (304, 1, False)


def test_a_304_says_how_it_may_be_kept_as_its_page_does(visitor):
    first = visitor.get("/en/glossary/")
    again = visitor.get("/en/glossary/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    for name in ("ETag", "Cache-Control", "Content-Language", "Vary"):
        assert again.headers[name] == first.headers[name], name


@pytest.mark.parametrize(
    "address", ["/en/embed/map/", "/en/map.geojson", "/en/cooperations.csv", "/api/v1/countries/", "/en/"]
)
def test_a_304_takes_no_right_away_from_what_was_kept(visitor, address):
    """A browser takes the headers of a 304 over: none of them may be stricter than the answer's own."""
    first = visitor.get(address)
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    own = {name: value for name, value in again.headers.items() if name not in ("Content-Length", "Vary")}
    assert {name: value for name, value in own.items() if first.headers.get(name) != value} == {}


def test_a_change_is_seen_at_once(visitor):
    instrument = make_instrument(summary_en="Before")
    address = instrument.get_absolute_url("en")
    first = visitor.get(address)
    instrument.summary_en = "After"
    instrument.save()
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, "After" in again.content.decode()) == (200, True)


def test_each_address_host_language_and_way_of_asking_has_its_own_tag(visitor):
    make_institution()
    tags = [
        visitor.get("/en/institutions/").headers["ETag"],
        visitor.get("/fr/institutions/").headers["ETag"],
        visitor.get("/en/institutions/?country=FR").headers["ETag"],
        visitor.get("/en/institutions/", headers={"HX-Request": "true"}).headers["ETag"],
        visitor.get("/en/institutions/", headers={"Host": "localhost"}).headers["ETag"],
    ]
    assert len(set(tags)) == 5
    assert all(tag.startswith("W/") for tag in tags)


def test_another_release_has_other_tags(visitor, monkeypatch):
    first = visitor.get("/en/")
    monkeypatch.setattr(conditional, "_code", lambda: "another release")
    assert visitor.get("/en/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/en/corrections/", "/en/report/"])
def test_what_depends_on_more_is_answered_anew(visitor, address):
    first = visitor.get(address)
    report = {"said_fr": "Dit", "said_en": "Said", "done_fr": "Fait", "done_en": "Done"}
    ReaderReport.objects.create(page="/en/", text="x", language="en", status="answered", **report)
    again = visitor.get(address, headers={"If-None-Match": first.headers.get("ETag", "W/none")})
    assert (again.status_code, "Said" in again.content.decode()) == (200, "corrections" in address)


def test_a_search_without_result_is_counted_each_time(visitor):
    first = visitor.get("/en/search/?q=nothing-like-this")
    visitor.get("/en/search/?q=nothing-like-this", headers={"If-None-Match": first.headers["ETag"]})
    assert FruitlessSearch.objects.get().count == 2


def test_the_admin_and_errors_have_no_tag_of_the_version(visitor):
    version_tags = {visitor.get(address).headers.get("ETag") for address in ("/en/nowhere/", "/health/live")}
    assert {tag for tag in version_tags if tag and tag.startswith("W/")} == set()
    assert "ETag" not in client_of(make_person("publisher")).get("/admin/").headers
