"""The small countries of the forms of a network, and the years known of one partnership."""

from itertools import combinations

import pytest
from django.utils.translation import override

from partnerships import drawings
from partnerships.models import Partnership
from portal.core.dates import PartialDate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content", "unchanging"), pytest.mark.one_database]


def test_the_platforms_by_country_two_countries_of_one_joined():
    with override("en"):
        found = drawings.multiples_of("prisme")
    assert [(each.name, len(each.maps)) for each in found] == [
        *(("Brazil", 1), ("Côte d'Ivoire, Democratic Republic of the Congo", 2), ("Guinea", 1))
    ]
    assert all(len(small.rings) == 1 for each in found for small in each.maps)


def test_the_partner_sites_in_their_towns():
    with override("en"):
        found = drawings.multiples_of("anrs-partner-site")
    assert {each.name for each in found} == {
        *("Abidjan", "Brasília", "Cairo", "Dakar", "Ho Chi Minh City", "Ouagadougou", "Phnom Penh", "Yaoundé")
    }
    assert all(each.country and not each.maps[0].rings for each in found)


def test_other_forms_have_none():
    assert drawings.multiples_of("institutional-agreement") == drawings.multiples_of("no-such-form") == []


def test_the_years_of_an_agreement_stand_in_their_middles():
    found = drawings.years(Partnership.objects.published().for_detail().get(code="agreement-icmr"))
    year = drawings.LENGTH / 7  # from 2018 to the end of 2024
    assert [moment.x for moment in found.moments] == pytest.approx([year / 2, 4.5 * year, 6.5 * year], abs=0.2)
    assert [moment.is_planned for moment in found.moments] == [False, False, True]
    assert len(found.labels) == 3
    assert not any(one.box.touches(other.box) for one, other in combinations(found.labels, 2))


def test_without_a_date_there_is_no_strip():
    assert drawings.years(Partnership.objects.published().for_detail().get(code="agreement-japan")) is None


def test_a_decade_and_a_day_are_drawn():
    found = drawings.strip([(PartialDate("199X"), "", False), (PartialDate("2021-06-30"), "", False)])
    assert [moment.x for moment in found.moments] == pytest.approx(
        [drawings.LENGTH * 5 / 32, drawings.LENGTH * 31.5 / 32], abs=0.5
    )


def test_the_pages_show_them(visitor):
    assert visitor.get("/en/partnerships/anrs-mie/").content.decode().count('class="drawn multiple-map"') == 4 + 8
    assert "drawn-years" not in visitor.get("/en/partnerships/anrs-mie/").content.decode()
