"""What has an identifier or a list is read from it, checked and chosen: never typed as a code."""

import html

import pytest
from django.utils.translation import override

from instruments.models import Criterion, Route
from portal.core.models import Source
from portal.editing.forms.scheduled_changes import CONFIRM
from sites.models import Institution
from tests.editing.conftest import Desk
from tests.editing.forms.test_bad_input import errors, spoken  # noqa: F401 - the desk in either language
from tests.editing.importing import as_csv, confirm, look, said
from tests.factories import make_institution, make_instrument, make_source
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
INSTITUTION, SOURCE = "/admin/portal_sites/institution/", "/admin/core/source/"


def test_an_identifier_pasted_as_an_address_and_a_unit_with_a_space(desk):
    body = make_institution()
    desk.save(body, ror="https://ror.org/03dbr7087", unit_number="U 1111")
    assert Institution.objects.values_list("ror", "unit_number").get() == ("03dbr7087", "U1111")
    assert "maxlength" not in desk.open(body).partition('name="ror"')[2].partition(">")[0]


def test_a_wrong_identifier_is_told_at_its_field(desk, spoken):  # noqa: F811
    body = make_institution()
    found = errors(desk.save(body, ror="https://ror.org/03dbr7088", unit_number="the unit"))
    assert set(found) == {"ror", "unit_number"}


def test_one_identifier_is_one_institution_s(desk):
    make_institution(ror="03dbr7087", name_en="University of Toronto")
    other = make_institution(ror="")
    found = errors(desk.save(other, ror="03dbr7087"))
    assert found == {"ror": ["“University of Toronto” has this identifier already."]}


def test_tables_read_the_same(office):
    make_institution(code="a")
    confirm(office, look(office, as_csv(("code", "ror"), ("a", "https://ror.org/03dbr7087")), INSTITUTION), INSTITUTION)
    assert Institution.objects.get().ror == "03dbr7087"
    rows, _faults = said(look(office, as_csv(("code", "ror"), ("a", "03dbr7088")), INSTITUTION))
    assert [row[2] for row in rows] == ["ror"]


@pytest.mark.parametrize(("desk_language", "name"), [("en", "Dutch"), ("fr", "Néerlandais")])
def test_a_language_is_chosen_by_its_name(desk, desk_language, name):

    desk.client = client_of(desk.user, headers={"Accept-Language": desk_language})
    source = make_source(language="en")
    assert f'<option value="nl">{name}</option>' in html.unescape(desk.open(source))
    desk.save(source, language="nl")
    assert Source.objects.get().language == "nl"
    assert set(errors(desk.save(source, language="français"))) == {"language"}


@pytest.mark.parametrize("cell", ["fr", "français", "French", "Français"])
def test_a_table_names_a_language_as_one_likes(office, cell):
    make_source(code="s", language="en")
    confirm(office, look(office, as_csv(("code", "language"), ("s", cell)), SOURCE), SOURCE)
    assert Source.objects.get().language == "fr"


def test_a_language_that_there_is_not_is_refused(office):
    make_source(code="s", language="en")
    rows, _faults = said(look(office, as_csv(("code", "language"), ("s", "klingon")), SOURCE))
    assert [row[2] for row in rows] == ["language"]


# --- criteria --------------------------------------------------------------------------------------------------------


@pytest.fixture
def route():
    return Route.objects.create(instrument=make_instrument())


def test_a_criterion_says_its_values_in_words(route):
    criterion = Criterion(route=route, kind="affiliation", value="inserm")
    recruited = Criterion(route=route, kind="recruited-under-years", value="5")
    with override("en"):
        assert [str(criterion), str(recruited)] == [
            "Affiliation: at Inserm",
            "Recruited less than so many years ago: 5",
        ]


def test_the_values_of_a_criterion_are_ticked(route):
    ada = Desk(make_person("superuser", username="ada"))
    criterion = Criterion.objects.create(route=route, kind="award", value="atip-avenir")
    typed = {"criteria-0-value": ["atip-avenir", "erc-starting"], "criteria-0-value_number": "", CONFIRM: "1"}
    ada.save(route, **typed)
    criterion.refresh_from_db()
    assert criterion.value == "atip-avenir,erc-starting"
    ada.save(route, **{"criteria-0-kind": "recruited-under-years", "criteria-0-value_number": "5", CONFIRM: "1"})
    criterion.refresh_from_db()
    assert (criterion.kind, criterion.value) == ("recruited-under-years", "5")


def test_what_its_kind_does_not_allow_is_told(route):
    ada = Desk(make_person("superuser", username="ada"))
    Criterion.objects.create(route=route, kind="award", value="atip-avenir")
    found = errors(ada.save(route, **{"criteria-0-value": "castle"}))
    assert set(found) == {"criteria-0-value"}


def test_what_nobody_touched_is_no_change(route):
    ada = Desk(make_person("superuser", username="ada"))
    Criterion.objects.create(route=route, kind="award", value="atip-avenir, erc-starting")
    ada.save(route)
    assert Criterion.objects.get().value == "atip-avenir, erc-starting"
