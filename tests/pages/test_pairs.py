"""What sources say differently stands on one scale where all of them measure the same."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from portal.core.dates import PartialDate
from portal.core.models import Discrepancy
from portal.pages.drawings import line
from portal.pages.drawings.pairs import beside


def version(value=None, measure="count", exactness="exact", as_of=None):
    return SimpleNamespace(
        value=None if value is None else Decimal(str(value)),
        measure=measure,
        exactness=exactness,
        as_of=as_of and PartialDate(as_of),
    )


def scales(*versions):
    return [scale for _version, scale in beside(versions)]


def test_lines_below_each_other_have_one_axis():
    one, other = scales(version(7000, exactness="over"), version(6580))
    assert one.ticks == other.ticks
    assert one.signs[0].x - line.SIDE == pytest.approx((other.signs[0].x - line.SIDE) * 7000 / 6580, abs=0.2)
    assert [one.signs[0].kind, other.signs[0].kind] == ["over", "dot"]


def test_at_least_is_an_arrow_and_years_say_so():
    with override("en"):
        one, _other = scales(version(5, "years", "at-least"), version(5, "years"))
    assert one.signs[0].kind == "over"
    assert one.ticks[1].words == "6 years"


def test_dates_stand_in_the_middle_of_what_is_known():
    late, early = scales(version(measure="date", as_of="2022"), version(measure="date", as_of="2018"))
    assert [tick.words for tick in late.ticks] == ["2018", "2023"]
    assert late.signs[0].x == pytest.approx(line.SIDE + line.LENGTH * 4.5 / 5, abs=0.1)
    assert early.signs[0].x == pytest.approx(line.SIDE + line.LENGTH * 0.5 / 5, abs=0.1)


@pytest.mark.parametrize(
    "versions",
    [
        [],
        [version(1)],
        [version(1), version(measure="none")],
        [version(1), version(1, "percent")],
        [version(1), version(None)],
        [version(measure="date"), version(measure="date", as_of="2020")],
    ],
)
def test_the_rest_stays_words(versions):
    assert scales(*versions) == [None] * len(versions)


@pytest.mark.django_db
@pytest.mark.usefixtures("real_content")
def test_of_the_site_the_numbers_and_dates_are_drawn(visitor):
    found = Discrepancy.objects.published().prefetch_related("values")
    drawn = {each.code for each in found if all(scale for _version, scale in beside(each.values.all()))}
    assert drawn == {
        *("tcp-duration", "declared-collaborations", "co-publications-2020", "agreements", "usa-share"),
        *("asia-partners", "icmr-agreement"),
    }
    page = visitor.get("/en/data/discrepancies/").content.decode()
    assert page.count("plot-small") == sum(each.values.count() for each in found if each.code in drawn)
