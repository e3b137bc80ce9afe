"""The same rows whatever the format, the language and the filters; nothing that is not public, nothing that computes."""

import csv
import io
import json
from datetime import UTC, datetime
from functools import cache

import feedparser
import pytest
from django.db import connection, transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from instruments.models import Cooperation, Instrument
from partnerships.models import Partnership, Project
from portal.core.lists import formats, workbook
from portal.core.lists.record_list import lists
from sites.models import Institution
from tests.catalogues import (
    ADDRESSES,
    COUNTRIES,
    FORMULA,
    HIDDEN,
    STATES,
    THEMES,
    YEARS,
    file_ids,
    make_content,
    page_ids,
    sheet,
    text,
)
from tests.factories import make_call, make_instrument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
ENDINGS = ("csv", "json", "geojson", "atom")  # of the files that are text


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_content()
        yield
        transaction.set_rollback(True)


# --- the same rows ---------------------------------------------------------------------------------------------------

VALUES = {
    "cooperations": {"instrument": ("irp", "tcp"), "state": STATES, "year": YEARS},
    "partnerships": {"type": ("prisme", "site"), "state": ("unknown",), "year": YEARS},
    "projects": {"kind": ("project", "event"), "year": YEARS},
    "institutions": {"kind": ("university", "hospital", "unit")},
}
EVERYWHERE = {"country": tuple(COUNTRIES), "continent": ("africa", "asia", "europe"), "theme": THEMES}
ORDERS = {"institutions": ("name", "country", "ties")}


@st.composite
def questions(draw):
    """A list, and some filters on it with an order."""
    name = draw(st.sampled_from(list(ADDRESSES)))
    offered = {**VALUES[name], **EVERYWHERE, "sort": ORDERS.get(name, ("name", "newest"))}
    keys = draw(st.sets(st.sampled_from(list(offered)), max_size=3))
    return name, {key: draw(st.sampled_from(offered[key])) for key in sorted(keys)}


@cache
def told(name):
    """{code: {filter: the values it has}} of every public record, told once more, row by row."""
    return {record.code: values(record) for record in MODELS[name].objects.published()}


def meant(name, filters):
    """The public records that have all of this; an order takes none away."""
    asked = {key: value for key, value in filters.items() if key != "sort"}
    return {code for code, has in told(name).items() if all(value in has[key] for key, value in asked.items())}


MODELS = {"cooperations": Cooperation, "partnerships": Partnership, "projects": Project, "institutions": Institution}


def values(record):
    where = countries(record)
    found = {"country": where, "continent": {COUNTRIES[code] for code in where}, "theme": themes(record)}
    found |= {key: {getattr(record, key)} for key in ("kind", "state") if hasattr(record, key)}
    found |= {"instrument": {record.instrument.code}} if isinstance(record, Cooperation) else {}
    found |= {"type": {record.modality.code}} if isinstance(record, Partnership) else {}
    started = getattr(record, "started", None)
    return found | {"year": {str(started.year)} if started else set()}


def themes(record):
    if not isinstance(record, Institution):
        return {theme.code for theme in record.themes.all()}
    tied = [
        *Cooperation.objects.published().filter(partners__institution=record),
        *Partnership.objects.published().filter(institutions=record),
        *Project.objects.published().filter(participants__institution=record),
    ]
    return {theme.code for other in tied for theme in other.themes.all()}


def countries(record):
    if isinstance(record, Institution):
        return {record.country.code}
    if not isinstance(record, Cooperation):
        return {country.code for country in record.countries.all()}
    found = set()
    for partner in record.partners.filter(side="foreign"):
        body = partner.institution
        if partner.place:
            found.add(partner.place.country.code)
        elif body.status not in HIDDEN:
            found |= {place.country.code for place in body.places.all()} or {body.country.code}
    return found


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(questions())
def test_page_and_files_hold_the_same_rows_in_the_same_order(question):
    name, filters = question
    query = "&".join(f"{key}={value}" for key, value in filters.items())
    listed = page_ids(name, query)
    assert (sorted(listed), len(set(listed))) == (sorted(meant(name, filters)), len(listed))
    assert file_ids(name, query) == dict.fromkeys((*ENDINGS, "xlsx"), listed)
    other = page_ids(name, query, "fr")
    assert sorted(other) == sorted(listed)
    assert file_ids(name, query, "fr") == dict.fromkeys((*ENDINGS, "xlsx"), other)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_choice_counts_what_it_would_leave(name):
    for query in ("", "country=DE", "theme=ageing&continent=europe", "continent=africa&country=JP"):
        fields = Client().get(f"{ADDRESSES[name]['en']}/?{query}").context["selection"].fields
        for key, field in fields.items():
            others = {part.split("=")[0]: part.split("=")[1] for part in query.split("&") if part}
            found = {choice.code: len(meant(name, {**others, key: choice.code})) for choice in field.choices}
            assert (query, key, {choice.code: choice.count for choice in field.choices}) == (query, key, found)


def test_the_filtered_list_has_several_pages():
    # What the tests above say of all pages would be little were there one only.
    assert Client().get("/en/cooperations/").context["selection"].page.paginator.num_pages == 2


def test_a_page_of_the_usual_order_holds_the_same_records_in_both_languages():
    for number in (1, 2):
        pages = [
            Client().get(f"{path}/?page={number}&state=").headers["Location"]
            for path in ADDRESSES["cooperations"].values()
        ]
        found = [Client().get(path).context["selection"].groups for path in pages]
        codes = [[record.code for group in groups for record in group.records] for groups in found]
        assert codes[0] == codes[1]
        assert codes[0] != []


# --- nothing that is not public --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_draft_is_in_no_format(name):
    hidden = set(MODELS[name].objects.filter(status__in=HIDDEN).values_list("code", flat=True))
    assert len(hidden) > 2
    told = "".join([*(text(name, ending) for ending in ENDINGS), "".join(page_ids(name)), str(sheet(name))])
    assert {code for code in hidden if code in told} == set()


def test_a_draft_behind_a_public_record_is_not_named():
    """Nor are institutions, instruments, partnerships that a public cooperation or project leads to."""
    hidden = {
        f"Name {record.code}"
        for record in (*Institution.objects.filter(status__in=HIDDEN), Instrument.objects.get(code="hidden"))
    }
    hidden |= set(Partnership.objects.filter(status__in=HIDDEN).values_list("code", flat=True))
    told = "".join(
        [text(name, ending) for name in ADDRESSES for ending in ENDINGS] + [str(sheet(name)) for name in ADDRESSES]
    )
    assert {words for words in hidden if words in told} == set()


# --- each format on its own ------------------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_table_computes_nothing_and_says_where_it_comes_from(name, language):
    body = text(name, "csv", language=language)
    assert body.startswith("\ufeffid,name,url,summary,")
    assert body.count("\n") == body.count("\r\n")
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    assert {row["summary"][:5] for row in rows} == {"« Rés" if language == "fr" else f"'{FORMULA}"}
    assert {row["url"].partition("//")[2].split("/")[:2] == ["testserver", language] for row in rows} == {True}
    assert {"as_of", "sources", "source_urls"} <= rows[0].keys()


@pytest.mark.one_database
@pytest.mark.parametrize("name", [*ADDRESSES, "calls", "map"])
@pytest.mark.parametrize(("language", "heading"), [("fr", "Identifiant"), ("en", "Identifier")])
def test_a_workbook_has_words_above_and_nothing_that_a_spreadsheet_reads_otherwise(name, language, heading):
    paths = {**ADDRESSES, "calls": {"fr": "/fr/appels", "en": "/en/calls"}, "map": {"fr": "/fr/carte", "en": "/en/map"}}
    make_call(
        make_instrument(code="of-call"),
        code="c",
        opens_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        edition="2026-03",
        received=7,
    )
    answer = Client().get(f"{paths[name][language]}.xlsx")
    assert answer.headers["Content-Type"] == workbook.MEDIA_TYPE
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    book = load_workbook(io.BytesIO(answer.getvalue()))
    (table,) = book.worksheets
    head, *rows = table.iter_rows()
    words = [cell.value for cell in head]
    assert (words[0], len(set(words)), len(rows) > 0) == (heading, len(words), True)
    assert [word for word in words if "_" in word] == []
    cells = [cell for row in rows for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}  # no formula "f", no date "d"
    assert {cell.number_format for cell in cells if cell.data_type == "s"} == {"@"}
    assert (book.properties.creator, formats.LICENCE in book.properties.description) == ("Inserm", True)


@pytest.mark.one_database
def test_a_workbook_holds_what_is_known_in_part_as_it_is_known():
    head, *rows = sheet("projects")
    started, summary = head.index("Start"), head.index("Summary")
    lines = csv.DictReader(io.StringIO(text("projects", "csv").removeprefix("\ufeff")))
    assert [row[started] or "" for row in rows] == [line["started"] for line in lines]
    assert {"2019", "2021-05", "2025-10-15"} <= {row[started] for row in rows}
    assert {row[summary][:5] for row in rows} == {f"{FORMULA},"}  # as text, without an apostrophe before it


@pytest.mark.one_database
def test_numbers_are_numbers_and_lists_are_one_cell():
    head, *rows = sheet("institutions")
    assert {type(row[head.index("Number of ties")]) for row in rows} == {int}
    found = next(
        iter(
            workbook.workbook(
                "T", "", [workbook.Heading("A", "text")] * 4, [[["a", "b"], True, None, "x\x00y" + "z" * 40_000]]
            )
        )
    )
    cells = [cell.value for cell in list(load_workbook(io.BytesIO(found)).active.iter_rows())[1]]
    assert cells[:3] == ["a; b", True, None]
    assert (len(cells[3]), cells[3][:3], cells[3][-1]) == (workbook.LONGEST, "xyz", "…")


@pytest.mark.one_database
def test_a_question_that_is_not_understood_gives_a_workbook_without_rows():
    answer = Client().get("/en/projects.xlsx?country=nowhere")
    assert (answer.status_code, load_workbook(io.BytesIO(answer.getvalue())).active.max_row) == (400, 1)


def test_an_institution_names_its_source_and_counts_its_ties():
    rows = json.loads(text("institutions", "json"))["results"]
    assert {(*row["sources"], *row["source_urls"]) for row in rows} == {
        ("Inserm, Trial page", "https://example.org/source")
    }
    ties = {row["id"]: row["ties"] for row in rows}
    record = Institution.objects.get(code="institution-003")
    tied = (
        Cooperation.objects.published().filter(partners__institution=record).distinct().count()
        + Partnership.objects.published().filter(institutions=record).count()
        + Project.objects.published().filter(participants__institution=record).distinct().count()
    )
    assert (ties["institution-003"], tied > 0) == (tied, True)


@pytest.mark.one_database
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_file_says_its_licence_its_language_and_what_was_asked(name):
    answer = Client().get(f"{ADDRESSES[name]['fr']}.json?theme=ageing&unknown=1")
    said = json.loads(answer.getvalue())
    assert (said["language"], said["licence"], said["query"]) == ("fr", formats.LICENCE, "theme=ageing")
    assert said["count"] == len(said["results"])
    assert answer.headers["Link"] == f'<{formats.LICENCE}>; rel="license"'
    assert (answer.headers["Content-Language"], answer.headers["Access-Control-Allow-Origin"]) == ("fr", "*")
    table = Client().get(f"{ADDRESSES[name]['fr']}.csv")
    assert table.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'


@pytest.mark.one_database
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_feed_is_read_without_a_fault(name, language):
    feed = feedparser.parse(text(name, "atom", "theme=ageing", language))
    assert (feed.bozo, feed.version, feed.feed.language) == (False, "atom10", language)
    links = {link.rel: link.href for link in feed.feed.links}
    path = f"http://testserver{ADDRESSES[name][language]}"
    assert (links["self"], links["alternate"]) == (f"{path}.atom?theme=ageing", f"{path}/?theme=ageing")
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
    assert {bool(entry.updated and entry.title and entry.link) for entry in feed.entries} == {True}


@pytest.mark.one_database
@pytest.mark.parametrize("name", [*ADDRESSES, "calls"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_feed_has_the_same_identifiers_whichever_host_is_asked(name, language):
    """A reader of feeds takes what has another identifier for new: two names of the site would tell all twice."""
    make_call(make_instrument(code="of-call"), code="c", opens_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    path = {"fr": "/fr/appels", "en": "/en/calls"}[language] if name == "calls" else ADDRESSES[name][language]
    first, second = (
        feedparser.parse(
            Client(headers={"host": host})
            .get(f"{path}.atom?theme=ageing" if name != "calls" else f"{path}.atom")
            .getvalue()
        )
        for host in ("testserver", "localhost")
    )
    assert [first.feed.id, *(entry.id for entry in first.entries)] == [
        second.feed.id,
        *(entry.id for entry in second.entries),
    ]
    assert first.feed.id.partition("?")[0] == f"tag:inserm.fr,2026:{language}/{name}"
    assert {entry.id.rpartition("/")[0] for entry in first.entries} == {f"tag:inserm.fr,2026:{language}/{name}"}
    assert first.feed.links[0].href != second.feed.links[0].href  # addresses are those of the host asked


@pytest.mark.one_database
def test_a_feed_s_authority_is_a_setting(settings):
    settings.FEED_AUTHORITY = "example.org"
    assert feedparser.parse(text("projects", "atom")).feed.id == "tag:example.org,2026:en/projects"


@pytest.mark.one_database
@pytest.mark.parametrize("name", ADDRESSES)
def test_geojson_has_points_or_no_geometry(name):
    found = json.loads(text(name, "geojson"))
    assert (found["type"], "crs" in found) == ("FeatureCollection", False)
    shapes = {feature["geometry"]["type"] if feature["geometry"] else None for feature in found["features"]}
    assert shapes <= {"Point", "MultiPoint", None}
    assert shapes & {"Point", "MultiPoint"}
    for feature in found["features"]:
        spots = feature["geometry"]["coordinates"] if feature["geometry"] else []
        spots = [spots] if feature["geometry"] and feature["geometry"]["type"] == "Point" else spots
        assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in spots)


@pytest.mark.one_database
def test_an_unknown_format_is_not_found(visitor):
    assert [visitor.get(f"{paths['en']}.shp").status_code for paths in ADDRESSES.values()] == [404] * 4


@pytest.mark.one_database
def test_every_column_has_words_in_both_languages():
    from django.utils.translation import override

    for record_list in lists().values():
        for column in record_list.columns:
            said = {}
            for code in ("fr", "en"):
                with override(code):
                    said[code] = (str(column.label), str(column.help))
            assert all(all(words) for words in said.values()), column.key
            assert said["fr"][1] != said["en"][1], (record_list.code, column.key)


# --- large files, and files asked for again --------------------------------------------------------------------------


def test_a_small_file_is_whole_and_is_not_sent_twice(visitor):
    first = visitor.get("/en/projects.csv")
    assert not first.streaming
    again = visitor.get("/en/projects.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Project.objects.filter(code="project-000").update(name_en="Changed")
    assert visitor.get("/en/projects.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_large_file_is_written_as_it_is_read(visitor, monkeypatch):
    monkeypatch.setattr(formats, "WHOLE", 2_000)
    monkeypatch.setattr("portal.core.lists.exporters.BATCH", 10)
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.get("/fr/cooperations.csv?sort=name")
        before = len(queries)
        assert isinstance(answer, StreamingHttpResponse)
        body = answer.getvalue().decode()
    assert len(queries) > before  # the related rows of a batch are asked for when the batch is written
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == page_ids("cooperations", "sort=name", "fr")
    # The request is over when the last line is written: it is still in the language of the address.
    assert {row["summary"][:5] for row in rows} == {"« Rés"}


@pytest.mark.one_database
def test_the_head_of_a_file_is_asked_for_without_its_rows(visitor):
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.head("/en/cooperations.csv")
    assert (answer.status_code, answer.headers["Content-Type"], len(queries)) == (200, "text/csv; charset=utf-8", 0)
