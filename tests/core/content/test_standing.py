"""Whether the public sees a record that has no status of its own: by what it lies in, and by what names it."""

import pytest

from instruments.models import Criterion
from portal.core.content import standing
from portal.core.models import Source, Theme
from sites.models import Place
from tests.factories import (
    make_cooperation,
    make_country,
    make_fact,
    make_institution,
    make_instrument,
    make_place,
    make_source,
)

pytestmark = pytest.mark.django_db
STATUSES = (("draft", False), ("review", False), ("published", True), ("archived", True))


@pytest.mark.parametrize(("status", "is_public"), STATUSES)
def test_a_row_is_seen_as_the_record_it_lies_in(status, is_public):
    route = make_instrument(status=status).routes.create(order=1)
    criterion = Criterion.objects.create(route=route, kind="partners-min", value="1")
    assert [standing.is_public(each) for each in (route.instrument, route, criterion)] == [is_public] * 3
    assert standing.owner(criterion) == route.instrument


@pytest.mark.parametrize(("status", "is_public"), STATUSES)
def test_what_many_records_share_is_seen_once_a_public_one_names_it(status, is_public):
    source, place, theme = make_source(), make_place(), Theme.objects.create(code="t", name_fr="t", name_en="t")
    shared = (source, place, theme)
    assert [each.is_public for each in shared] == [False] * 3
    make_institution((place,), status=status).sources.add(source)
    make_cooperation(status=status).themes.add(theme)
    assert [each.is_public for each in shared] == [is_public] * 3
    for model, each in ((Source, source), (Place, place), (Theme, theme)):
        assert model.objects.published().filter(pk=each.pk).exists() == is_public


def test_a_row_names_for_its_record_and_a_place_for_those_that_name_it():
    of_a_fact, of_a_place = make_source(), make_source()
    make_fact(make_instrument(), (of_a_fact,))
    place = make_place()
    place.sources.add(of_a_place)
    assert (of_a_fact.is_public, of_a_place.is_public) == (True, False)
    make_institution((place,))
    assert of_a_place.is_public


def test_a_country_is_always_seen():
    assert standing.is_public(make_country())


def test_a_draft_may_be_named_by_a_public_record():
    draft, other = make_institution(status="draft"), make_institution(status="draft")
    cooperation = make_cooperation()
    cooperation.partners.create(institution=draft, side="foreign")
    assert [standing.is_named(each) for each in (draft, other)] == [True, False]


@pytest.mark.parametrize("kind", ["sources", "places", "themes"])
def test_the_api_tells_nothing_of_what_nothing_public_names(visitor, kind):
    make_source(code="unused"), make_place(code="unused")
    Theme.objects.create(code="unused", name_fr="u", name_en="u")
    assert visitor.get(f"/api/v1/{kind}/").json()["results"] == []
    assert visitor.get(f"/api/v1/{kind}/unused/").status_code == 404
