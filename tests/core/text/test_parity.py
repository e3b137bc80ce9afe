import pytest

from instruments.models import Criterion, Route
from portal.core.text import parity
from tests.factories import make_fact, make_instrument, make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("60 000 € pour 5 ans", ("5", "60000")),
        ("€60,000 for 5 years", ("5", "60000")),
        ("<p id='a1'>18,5 %</p>", ("18", "5")),
        ("En 2021, 26 villes", ("2021", "26")),
        ("aucun", ()),
    ],
)
def test_numbers_of_a_text(text, found):
    assert parity.numbers(text) == found


def gaps():
    return [(gap.concept, gap.field, gap.missing) for count in parity.compare() for gap in count.gaps]


def test_texts_that_agree_leave_no_gap():
    make_fact(text_fr="De 4 à 5 partenaires, 60 000 €.", text_en="4 to 5 partners, €60,000.")
    assert gaps() == []


def test_a_text_that_one_language_lacks_is_a_gap():
    make_office(body_fr="<p>Texte</p>")
    assert gaps() == [("offices", "body", ("en",))]


def test_numbers_that_differ_are_a_gap():
    make_fact(text_fr="6 partenaires", text_en="5 partners")
    assert gaps() == [("instruments", "facts.text", ())]


def test_a_draft_is_not_compared():
    make_office(status="draft", body_fr="<p>Texte</p>")
    assert gaps() == []


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_comparison_costs_the_same_queries(rows, django_assert_num_queries):
    instrument = make_instrument()
    for _ in range(rows):
        make_fact(instrument)
        Criterion.objects.create(route=Route.objects.create(instrument=instrument), kind="award", value="none")
    with django_assert_num_queries(35):
        parity.compare()


def test_the_page_names_each_gap(visitor):
    make_office(code="north", body_fr="<p>Texte</p>")
    page = visitor.get("/en/data/parity/").content.decode()
    assert "<code>north</code>, <code>body</code>: missing in English" in " ".join(page.split())
