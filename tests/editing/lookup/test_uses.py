"""Where a record is used: what names it, links to it, takes its values or writes them out; and what it names that nobody sees."""

import pytest
from django.utils.translation import override

from portal.editing.lookup import uses
from portal.editing.revisions import history
from tests.factories import (
    make_cooperation,
    make_funding,
    make_institution,
    make_instrument,
    make_page,
    make_source,
)

pytestmark = pytest.mark.django_db


def told(record):
    with override("en"):
        return {use.record: use.how for use in uses.of(record)}


def test_what_names_a_record_is_told_by_the_record_not_by_its_row():
    cooperation = make_cooperation()
    body = cooperation.partners.last().institution
    assert told(body) == {cooperation: ["Institution"]}


def test_a_source_is_used_by_what_cites_it():
    source, instrument = make_source(), make_instrument()
    instrument.sources.add(source)
    assert told(source) == {instrument: ["Sources"]}


def test_links_values_and_amounts_in_texts_are_told():
    instrument = make_instrument(code="irp")
    make_funding(instrument, amount=75_000)
    link = make_page(body_en='<p><a href="[[ref:instrument/irp]]">IRP</a></p>')
    token = make_page(body_fr="<p>Jusqu’à [[amount.irp.europe]].</p>")
    french, english = make_page(body_fr="<p>Jusqu’à 75\u00a0000 euros.</p>"), make_page(summary_en="Up to €75,000.")
    make_page(body_en="<p>Something else: 7,500.</p>")
    assert told(instrument) == {
        link: ["a link in its text"],
        token: ["a value in its text"],
        french: ["the same value, written out: 75\u00a0000"],
        english: ["the same value, written out: 75,000"],
    }


def test_what_is_not_used_is_used_nowhere(desk):
    body = make_institution()
    assert told(body) == {}
    assert "No record and no text uses it." in desk.client.get(desk.address(body, "used")).content.decode()


def test_the_page_asks_as_many_queries_for_one_use_as_for_many(desk, django_assert_max_num_queries):
    source = make_source()
    counts = []
    desk.client.get(desk.address(source, "used"))
    for number in (1, 3, 30):
        for _ in range(number):
            make_instrument().sources.add(source)
        with django_assert_max_num_queries(200) as seen:
            desk.client.get(desk.address(source, "used"))
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1] == counts[2]


def test_what_a_public_record_names_and_nobody_sees_is_published_as_well(desk, editor):
    cooperation = make_cooperation()
    hidden = cooperation.partners.last().institution
    type(hidden).objects.filter(pk=hidden.pk).update(status="draft", name_en="Hidden body")
    hidden.refresh_from_db()
    assert uses.drafts_named_by(cooperation, history.document(cooperation)) == {type(hidden): [hidden]}
    page = desk.open(cooperation)
    address = f"/admin/portal_sites/institution/many/?act=publish&amp;ids={hidden.pk}"
    assert ("Hidden body" in page, address in page) == (True, True)
    assert address not in editor.open(cooperation)
    desk.client.post(address.replace("&amp;", "&"))
    assert "Hidden body" not in desk.open(cooperation).split("desk-contents")[0]
