"""The desk finds a record by any word or number in it, whatever its status, and all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.content import revisions
from tests.factories import make_funding, make_instrument, make_page, make_place, make_source
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FIND = "/admin/find/"


@pytest.fixture
def found(office):
    """found(query): what the page answers."""

    def ask(query, **more):
        revisions.flush()
        return office.get(FIND, {"q": query, **more}).context

    return ask


def names(context):
    return [(row["code"], row["status"]) for row in context["found"]]


def test_a_word_of_a_text_a_number_of_a_row_and_the_title_of_a_source(found):
    instrument = make_instrument(code="irp", status="draft", body_en="<p>A <strong>shared</strong> laboratory</p>")
    make_funding(instrument, amount=75_000)
    make_source(code="guide", title_fr="Guide du candidat")
    assert names(found("shared")) == [("irp", "draft")]
    assert [names(found(text)) for text in ("75 000", "75,000", "75000", "75\u202f000")] == [[("irp", "draft")]] * 4
    assert names(found("guide du cand")) == [("guide", "")]
    assert names(found("nothing of this kind")) == []


def test_all_words_count_at_their_beginning_with_or_without_accents(found):
    make_page(code="sante", summary_fr="La santé mondiale", status="published")
    assert names(found("mondial SANTE")) == [("sante", "published")]
    assert names(found("ondiale")) == names(found("santé globale")) == []


def test_a_name_comes_before_a_text(found):
    make_page(code="other", summary_en="About malaria", name_en="Aaa")
    make_page(code="named", name_en="Malaria and more")
    make_page(code="malaria", name_en="Zzz")
    assert [row[0] for row in names(found("malaria"))] == ["malaria", "named", "other"]


def test_every_result_is_there_page_by_page_and_the_counts_agree(found):
    for number in range(30):
        make_place(code=f"water-{number:02}", name_en=f"Water {number}")
    make_page(code="sea", name_en="Sea water")
    first, second = found("water"), found("water", page=2)
    assert (len(first["found"]), len(second["found"])) == (25, 6)
    assert first["page"].paginator.count == first["all_count"] == sum(kind["count"] for kind in first["kinds"]) == 31
    narrowed = found("water", kind="portal_sites.place")
    assert (narrowed["page"].paginator.count, narrowed["all_count"]) == (30, 31)


def test_a_date_is_found_however_it_is_written(found):
    make_page(code="dated", as_of="2027-04-03")
    for text in ("2027-04-03", "3 avril 2027", "03/04/2027"):
        assert names(found(text)) == [("dated", "published")]


def test_nobody_finds_what_the_desk_does_not_show_them():
    make_page(code="secret", name_en="Quiet page")
    revisions.flush()
    person = make_person("editor", username="b")
    person.groups.clear()
    person.user_permissions.clear()
    answer = client_of(person).get(FIND, {"q": "quiet"})
    assert answer.status_code in (302, 403) or answer.context["found"] == []


def test_more_records_are_no_more_queries(office):
    asked = []
    office.get(FIND, {"q": "counted"})
    for rows in (1, 20):
        for number in range(rows):
            make_page(code=f"p{rows}-{number}", name_en="Counted")
        revisions.flush()
        with CaptureQueriesContext(connection) as queries:
            office.get(FIND, {"q": "counted"})
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_too_short_a_query_says_what_to_type(office):
    assert "Type two letters at least" in office.get(FIND, {"q": "a"}).content.decode()
