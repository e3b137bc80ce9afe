"""Rules that come back or were prepared are tried on the examples, like those of a form."""

import pytest

from instruments.models import FundingRule
from portal.core.models import Revision
from portal.editing.revisions import history
from tests.editing.conftest import Desk
from tests.factories import make_funding, make_instrument
from tests.instruments.test_versions import make_example
from tests.people import make_person

pytestmark = pytest.mark.django_db

TOLD = "these verdicts would change"


@pytest.fixture
def desk():
    return Desk(make_person("publisher"))


@pytest.fixture
def instrument(desk):
    found = make_instrument(name_en="First Steps")
    make_funding(found, amount=10_000)
    example = make_example()
    desk.client.post(desk.address(example), {})  # nothing is saved: the example expects what `expect` sets
    from instruments import versions

    versions.expect([example])
    return found


def amount(instrument):
    return FundingRule.objects.get(instrument=instrument).amount


def test_a_prepared_amount_is_tried_when_it_is_prepared(desk, instrument):
    first = desk.save(instrument, button="_prepare", **{"funding-0-amount": "15000"})
    assert (TOLD in first.content.decode(), Revision.pending.count()) == (True, 0)
    desk.save(instrument, button="_prepare", _confirm="1", **{"funding-0-amount": "15000"})
    assert (amount(instrument), Revision.pending.get().is_confirmed) == (10_000, True)
    desk.decide(instrument, _publish="1")
    assert (amount(instrument), Revision.pending.count()) == (15_000, 0)


def test_an_amount_that_comes_back_is_tried_and_confirmed(desk, instrument):
    desk.save(instrument, _confirm="1", **{"funding-0-amount": "15000"})
    oldest = history.revisions_of(instrument).last()
    address = desk.address(instrument, "history")
    refused = desk.client.post(address, {"version": oldest.pk}, follow=True).content.decode()
    assert (TOLD in refused, 'name="_confirm"' in refused, amount(instrument)) == (True, True, 15_000)
    desk.client.post(address, {"version": oldest.pk, "_confirm": "1"})
    assert amount(instrument) == 10_000


def test_a_changed_criterion_is_in_the_history_of_its_instrument(desk, instrument):
    route = instrument.routes.create(order=1)
    criterion = route.criteria.create(kind="recruited-under-years", value="5")
    desk.save(instrument, _confirm="1")
    desk.save(route, _confirm="1", **{"criteria-0-value_number": "7"})
    criterion.refresh_from_db()
    assert criterion.value == "7"
    page = desk.client.get(desk.address(instrument, "history")).content.decode()
    assert "<del>5</del> <ins>7</ins>" in page
