"""Which statements of an instrument's page bear a mark: those of another source than the page's main one."""

import pytest

from instruments.models import Criterion, InstrumentName, Route
from tests.factories import make_fact, make_funding, make_source
from tests.instruments.test_pages import every, opened, tool, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


STATEMENTS = {
    "fact": make_fact,
    "rule": make_funding,
    "name": lambda instrument: InstrumentName.objects.create(instrument=instrument, kind="variant", text_en="Other"),
    "condition": lambda instrument: Criterion.objects.create(
        route=Route.objects.create(instrument=instrument), kind="award", value="atip-avenir"
    ),
}


@pytest.mark.parametrize("make", STATEMENTS.values(), ids=STATEMENTS)
def test_each_statement_from_another_source_than_the_page_s_leads_to_its_own(visitor, make):
    instrument, main = tool(), make_source(title_en="The page")
    for kind in ("who", "partners"):
        make_fact(instrument, (main,), kind=kind)
    make(instrument).sources.add(make_source(title_en="The report"))
    page = opened(visitor, "detail", "en")
    marks = {link.get("href") for group in every(page, "span", "marks") for link in group.iter("a")}
    (line,) = every(page, "p", "source-line")
    (report,) = [each for each in page.iter("li") if "The report" in words(each)]
    assert (marks, words(line)) == ({f"#{report.get('id')}"}, "Source: Inserm, The page (about 2021), and one other.")
    assert words(report) == "Inserm, The report (about 2021; French)."
