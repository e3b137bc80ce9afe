"""The index follows the records; what is not public is in no answer."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from instruments.models import Cooperation, Partner
from partnerships.models import Modality, Partnership, Project
from portal.core.content import revisions
from portal.core.content.load import load
from portal.core.enums import Status
from portal.core.searchable import searchables
from portal.editing import housekeeping
from portal.pages.models import Alias, Page, Term
from portal.search import index
from portal.search.models import IndexState, SearchDocument
from portal.search.results import search
from portal.search.suggestions import similar_queries, suggestions
from sites.models import Institution, Network, Programme
from tests.factories import (
    make_call,
    make_cooperation,
    make_country,
    make_figure,
    make_institution,
    make_instrument,
    make_news,
    make_office,
    make_page,
    make_place,
    make_question,
)
from tests.world import remembered

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def named(code, **fields):
    texts = {"name_fr": code, "name_en": code, "slug_fr": f"{code}-fr", "slug_en": code}
    return {"code": code, **texts, **fields}


def modality(**fields):
    return Modality.objects.create(**named("a-form", status="published", **fields))


MAKERS = {
    "instrument": make_instrument,
    "call": make_call,
    "cooperation": make_cooperation,
    "office": make_office,
    "institution": make_institution,
    "figure": make_figure,
    "page": lambda **values: make_page(kind="strategy", **values),
    "network": lambda **values: Network.objects.create(**named("a-network", kind="forum") | values),
    "programme": lambda **values: Programme.objects.create(**named("a-programme", kind="grant") | values),
    "modality": lambda **values: Modality.objects.create(**named("a-modality") | values),
    "partnership": lambda **values: Partnership.objects.create(**named("a-tie", modality=modality()) | values),
    "newsitem": make_news,
    "question": make_question,
    "project": lambda **values: Project.objects.create(**named("a-project") | values),
    "term": lambda **values: Term.objects.create(**{"code": "a-term", "name_fr": "terme", "name_en": "term", **values}),
}


def records(words, language="en", on=None):
    return [(hit.kind, hit.object_id) for hit in search(words, language, on=on).hits]


def first(words, language="en"):
    """The record that the words lead to before any result."""
    return [bet.record for bet in search(words, language).bets]


def test_every_kind_is_tried():
    assert {*MAKERS, "country", "instrument-place"} == set(searchables())


def test_a_country_is_found_whatever_its_ties():
    country = make_country(code="MX", name_fr="Zyxique", name_en="Zyxico", slug_fr="z", slug_en="z")
    index.rebuild()
    assert [first("zyxique", "fr"), first("zyxico", "en")] == [[("country", country.code)]] * 2


@pytest.mark.parametrize("kind", MAKERS)
def test_a_published_record_is_found_in_both_languages(kind):
    record = MAKERS[kind](status="published", name_fr="Zyxométrie", name_en="Zyxometry")
    index.rebuild()
    assert [records("zyxometrie", "fr"), records("Zyxometry", "en")] == [[(kind, record.pk)]] * 2


@pytest.mark.one_database  # the dates, below, are asked of both: the same condition
@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_not_published_is_nowhere(kind, status, visitor):
    make_page(kind="strategy", name_en="Something else")
    MAKERS[kind](status=status, name_fr="Zyxométrie", name_en="Zyxometry")
    index.rebuild()
    with remembered():
        for language, path in (("fr", "/fr/recherche/"), ("en", "/en/search/")):
            for words in ("zyxometrie", "Zyxometry", "zyxomet", "zyxometri"):
                assert records(words, language) == []
                assert suggestions(words, language) == []
                assert similar_queries(words, None) == []
            body = visitor.get(path, {"q": "zyxo"}).content.decode()
            assert "zyxomet" not in body.casefold()
    assert not SearchDocument.objects.filter(title__icontains="zyxom").exists()


@pytest.mark.parametrize(
    ("on", "found"),
    [(NOON - SECOND, 0), (NOON, 1), (NOON + SECOND, 1), (NOON + timedelta(days=1), 0)],
)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_is_found_between_its_dates_without_anything_being_run(kind, on, found):
    MAKERS[kind](status="published", name_en="Zyxometry", publish_at=NOON, unpublish_at=NOON + timedelta(days=1))
    index.rebuild()
    assert len(records("zyxometry", on=on)) == found
    assert len(suggestions("zyxo", "en", on)) == found
    assert bool(similar_queries("zyxometri", on)) == bool(found)


def test_what_is_under_a_draft_is_not_found():
    make_cooperation(instrument=make_instrument(status="draft"), name_en="Zyxometry")
    Partnership.objects.create(
        **named("tie", status="published", modality=Modality.objects.create(**named("m", status="draft")))
        | {"name_en": "Zyxometry"}
    )
    index.rebuild()
    assert records("zyxometry") == []


def test_what_is_under_a_later_record_is_found_when_that_is_public():
    make_cooperation(instrument=make_instrument(publish_at=NOON), name_en="Zyxometry")
    index.rebuild()
    assert [len(records("zyxometry", on=on)) for on in (NOON - SECOND, NOON)] == [0, 1]


def test_a_draft_partner_is_not_told_by_what_it_is_tied_to(visitor):
    cooperation = make_cooperation()
    hidden = make_institution(name_en="Zyxometry", status="draft")
    Partner.objects.create(cooperation=cooperation, order=9, institution=hidden)
    network = Network.objects.create(**named("n", kind="forum", status="published"))
    network.members.create(institution=hidden)
    project = Project.objects.create(**named("p", status="published"))
    project.participants.create(institution=hidden, role="lead")
    tie = Partnership.objects.create(**named("t", status="published", modality=modality()))
    tie.institutions.add(hidden)
    index.rebuild()
    assert records("zyxometry") == []
    assert not SearchDocument.objects.filter(terms__contains="zyxomet").exists()


# --- it follows ------------------------------------------------------------------------------------------------------


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`with commit():` what is done inside is committed at the end, as far as the index is concerned."""
    make_page(kind="strategy", name_en="Something that is always there")
    index.rebuild()
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_save_and_a_deletion_are_followed(kind, commit):
    with commit():
        record = MAKERS[kind](status="published", name_en="Zyxometry")
    assert records("zyxometry") == [(kind, record.pk)]
    with commit():
        record.name_en = "Qwertology"
        record.save()
    assert (records("zyxometry"), records("qwertology")) == ([], [(kind, record.pk)])
    with commit():
        record.status = Status.DRAFT
        record.save()
    assert records("qwertology") == []
    with commit():
        record.status = Status.PUBLISHED
        record.save()
        if kind != "cooperation":
            record.delete()
        else:
            record.partners.all().delete()
            record.delete()
    assert records("qwertology") == []


def test_the_name_of_a_place_leads_to_what_happens_there(commit):
    with commit():
        cooperation = make_cooperation()
        country = make_country(code="MX", name_en="Zyxico", slug_fr="z", slug_en="z")
        place = make_place(name_en="Zyxville", country=country)
    assert records("zyxville") == []
    with commit():
        partner = Partner.objects.create(cooperation=cooperation, order=7, place=place)
    assert records("zyxville") == [("cooperation", cooperation.pk)]
    assert (first("zyxico"), records("zyxico")) == ([("country", country.code)], [("cooperation", cooperation.pk)])
    with commit():
        place.name_en = "Qwertown"
        place.save()
    assert (records("zyxville"), records("qwertown")) == ([], [("cooperation", cooperation.pk)])
    with commit():
        partner.delete()
    assert records("qwertown") == []


def test_a_relation_of_many_to_many_is_followed(commit):
    with commit():
        institution = make_institution(places=())
        place = make_place(name_en="Zyxville")
    with commit():
        institution.places.add(place)
    assert records("zyxville") == [("institution", institution.pk)]
    with commit():
        place.institutions.clear()
    assert records("zyxville") == []


@pytest.mark.one_database
def test_a_load_of_content_is_followed(commit):
    with commit():
        load(settings.CONTENT_DIR)
    assert records("InterAging")[0][0] == "cooperation"
    followed = set(SearchDocument.objects.values_list("kind", "code", "language", "address", "folded", "terms"))
    index.rebuild()
    assert set(SearchDocument.objects.values_list("kind", "code", "language", "address", "folded", "terms")) == followed


def test_a_row_that_moves_leaves_nothing_behind(commit):
    with commit():
        one, other = make_cooperation(partners=0), make_cooperation(partners=0)
        partner = Partner.objects.create(cooperation=one, order=7, place=make_place(name_en="Zyxville"))
    with commit():
        partner.cooperation = other
        partner.save()
    assert records("zyxville") == [("cooperation", other.pk)]


def test_the_names_of_the_glossary_lead_to_the_record_that_bears_them(commit):
    with commit():
        instrument = make_instrument(name_en="Zyxometry project", name_fr="Projet")
        term = Term.objects.create(code="t", status="published", name_en="Zyxometry project", name_fr="Projet")
        Alias.objects.create(term=term, kind="former", language="en", text="Qwertology")
        alike = Alias.objects.create(term=term, kind="look-alike", language="en", text="Asdfology")
    assert records("qwertology") == [("instrument", instrument.pk)]  # which stands for the term of its name too
    assert records(alike.text) == [("term", term.pk)]
    with commit():
        term.aliases.all().delete()
    assert records("qwertology") == []
    with commit():
        Alias.objects.create(term=term, kind="wrong", language="", text="Poiuyism")
    assert records("poiuyism", "fr")[0] == ("instrument", instrument.pk)
    with commit():
        term.status = Status.DRAFT
        term.save()
    assert records("poiuyism") == []


def test_a_transaction_is_followed_once(commit):
    with commit() as callbacks:
        office = make_office(name_en="Zyxometry")
        for number in range(20):
            office.name_en = f"Zyxometry {number}"
            office.save()
    assert (len(callbacks) > 20, len(records("zyxometry"))) == (True, 1)
    with CaptureQueriesContext(connection) as queries:
        revisions.flush()  # each of the callbacks but the first
    assert len(queries) == 0


def test_a_partner_published_later_is_named_once_housekeeping_has_passed(monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    cooperation = make_cooperation(partners=0)
    later = make_institution(name_en="Zyxometry", publish_at=soon, places=())
    Partner.objects.create(cooperation=cooperation, order=7, institution=later)
    index.rebuild()
    assert records("zyxometry") == []
    monkeypatch.setattr(timezone, "now", lambda: soon + SECOND)
    assert records("zyxometry") == [
        ("institution", later.pk)
    ]  # its own document carries its dates; a reader writes nothing
    housekeeping.once()
    assert records("zyxometry") == [("institution", later.pk), ("cooperation", cooperation.pk)]


def test_a_publication_is_not_forgotten_when_something_else_is_saved_first(monkeypatch, commit):
    soon = timezone.now() + timedelta(hours=1)
    with commit():
        cooperation = make_cooperation(partners=0)
        later = make_institution(name_en="Zyxometry", publish_at=soon, places=())
        Partner.objects.create(cooperation=cooperation, order=7, institution=later)
    monkeypatch.setattr(timezone, "now", lambda: soon + SECOND)
    with commit():
        make_office()
    assert records("zyxometry") == [("institution", later.pk), ("cooperation", cooperation.pk)]


def test_a_rebuild_changes_nothing_and_forgets_what_is_gone():
    office = make_office(name_en="Zyxometry")
    index.rebuild()
    before = set(SearchDocument.objects.values_list("kind", "object_id", "language", "terms"))
    Page.objects.all().delete()
    index.rebuild()
    assert set(SearchDocument.objects.values_list("kind", "object_id", "language", "terms")) == before
    type(office).objects.all().delete()
    Institution.objects.all().delete()
    index.rebuild()
    assert set(SearchDocument.objects.values_list("kind", flat=True)) == {"country"}


def test_prepare_builds_what_is_missing_or_made_by_other_rules():
    make_office(name_en="Zyxometry")
    said = [StringIO() for _ in range(4)]
    call_command("rebuild_search", if_needed=True, stdout=said[0])
    call_command("rebuild_search", if_needed=True, stdout=said[1])
    IndexState.objects.update(digest="other")
    call_command("rebuild_search", if_needed=True, stdout=said[2])
    SearchDocument.objects.all().delete()
    call_command("rebuild_search", if_needed=True, stdout=said[3])
    assert [bool(out.getvalue()) for out in said] == [True, False, True, True]
    assert len(records("zyxometry")) == 1


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_search_costs_the_same_queries(rows, visitor):
    for _ in range(rows):
        make_office(name_en="Zyxometry")
    index.rebuild()
    asked = []
    with remembered():
        for path in ("/en/search/?q=zyxometry", "/en/search/?q=zyxomxtry", "/en/search/suggestions.json?q=zyx"):
            visitor.get(path)  # where words lead is kept for each state of the content
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(path).status_code == 200
            asked.append(len(queries))
    assert asked == [2, 5, 1]


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_an_index_of_more_rows_costs_no_more_queries(rows):
    for _ in range(rows):
        make_cooperation(instrument=None, partners=2)
    with CaptureQueriesContext(connection) as queries:
        index.update(searchables()["cooperation"], Cooperation.objects.values_list("pk", flat=True), {})
    assert len(queries) <= 24


def term_of_joint_labs():
    definitions = {"definition_fr": "Comme à Heidelberg.", "definition_en": "As in Heidelberg."}
    names = {"name_fr": "Joint Lab", "name_en": "Joint Lab"}
    return Term.objects.create(code="joint-lab", status="published", **names, **definitions)


def test_a_record_comes_before_the_term_that_explains_its_kind():
    heidelberg = make_place(name_fr="Heidelberg", name_en="Heidelberg")
    lab = make_cooperation(
        make_instrument(name_fr="Joint Lab", name_en="Joint Lab"), name_fr="Ageing", name_en="Ageing", partners=0
    )
    lab.partners.create(institution=make_institution(places=(heidelberg,)))
    term_of_joint_labs()
    index.rebuild()
    assert [hit.kind for hit in search("joint lab heidelberg", "en").hits] == ["cooperation", "term"]
    assert [hit.kind for hit in search("joint lab", "en").hits] == ["instrument", "cooperation"]


@pytest.mark.parametrize(
    ("summary", "shown"), [("A label.", "A label."), ("", "As in Heidelberg.")], ids=["its own", "the definition"]
)
def test_a_record_stands_for_the_term_of_its_name(summary, shown):
    make_instrument(name_fr="Joint Lab", name_en="Joint Lab", summary_fr=summary, summary_en=summary)
    term_of_joint_labs()
    index.rebuild()
    found = search("joint lab", "en")
    assert [hit.kind for hit in found.hits] == ["instrument"]
    assert "".join(words for words, _ in found.results(found.hits)[0].snippet) == shown
