"""What else a record is called, whatever its kind: it is found by it, from the save on."""

import pytest
from django.core.exceptions import ValidationError

from portal.core.enums import Status
from portal.editing.review import content_checks
from portal.pages.models import Names
from portal.search import index
from portal.search.models import BestBet
from portal.search.results import search
from tests.factories import make_country, make_institution, make_instrument, make_page, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`with commit():` what is done inside is committed at the end, as far as the index is concerned."""
    make_page(kind="strategy", name_en="Something that is always there")
    index.rebuild()
    return lambda: django_capture_on_commit_callbacks(execute=True)


def found(words, language="en"):
    return [hit.record for hit in search(words, language).hits]


def call(reference, *texts, kind="also", language="", status=Status.PUBLISHED):
    names = Names.objects.create(code=reference.replace("/", "-").lower(), record=reference, status=status)
    for text in texts:
        names.names.create(kind=kind, language=language, text=text)
    return names


@pytest.mark.parametrize("kind", ["former", "variant", "also", "wrong", "look-alike"])
def test_a_record_is_found_by_each_of_its_other_names(commit, kind):
    with commit():
        body = make_institution(name_en="World Institute", name_fr="Institut du monde")
        call(f"institution/{body.code}", "Zyxometry", kind=kind)
    for language in ("fr", "en"):
        assert found("zyxometry", language) == [("institution", body.code)]


def test_names_follow_every_save(commit):
    with commit():
        instrument = make_instrument()
        names = call(f"instrument/{instrument.code}", "Zyxometry")
    with commit():
        names.names.update(text="Qwertology")
        names.names.get().save()
    assert (found("zyxometry"), found("qwertology")) == ([], [("instrument", instrument.code)])
    with commit():
        names.status = Status.DRAFT
        names.save()
    assert found("qwertology") == []
    with commit():
        names.status = Status.PUBLISHED
        names.save()
    with commit():
        instrument.name_en, instrument.name_fr = "Another", "Autre"
        instrument.save()
    assert found("qwertology") == [("instrument", instrument.code)]
    with commit():
        names.delete()
    assert found("qwertology") == []


def test_a_place_has_no_page_but_what_is_there_is_found_by_its_other_names(commit):
    with commit():
        country = make_country(code="MX", slug_fr="m", slug_en="m", name_en="Mexico", name_fr="Mexique")
        place = make_place(name_en="Zyxville", name_fr="Zyxville", country=country)
        body = make_institution((place,))
        call(f"place/{place.code}", "Qwertown", language="fr")
    assert found("qwertown") == [("institution", body.code)]
    assert [bet.record for bet in search("qwertown", "en").bets] == [("country", "MX")]


@pytest.mark.parametrize("reference", ["institution", "institution/", "nothing/x", "/x", ""])
def test_a_reference_is_a_kind_and_a_code(reference):
    with pytest.raises(ValidationError) as refusal:
        Names(code="x", record=reference).full_clean()
    assert "record" in refusal.value.message_dict


def test_what_names_nothing_is_named_on_the_desk():
    body = make_institution()
    call(f"institution/{body.code}", "One")
    lost = call("institution/nobody", "Nobody")
    texts = {"title_fr": "a", "title_en": "b", "phrases_fr": "a", "phrases_en": "b", "status": "published"}
    for code, target in (("page", "contact"), ("record", f"institution/{body.code}"), ("gone", "institution/nobody")):
        BestBet.objects.create(code=code, target=target, **texts)
    draft = make_institution(status="draft")
    BestBet.objects.create(code="hidden", target=f"institution/{draft.code}", **texts)
    checks = {check.code: check.queryset for check in content_checks.checks()}
    assert list(checks["names-of-nothing"]()) == [lost]
    assert sorted(bet.code for bet in checks["best-bet-lost"]()) == ["gone", "hidden"]
