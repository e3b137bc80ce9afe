"""Pages that are no record's own are cited too: a theme's, a guide's, the glossary and the fact sheet as wholes."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from portal.core.content import revisions
from portal.core.models import Revision, Theme
from portal.pages.models import Term
from tests.factories import make_cooperation, make_figure, make_instrument, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOST = "http://testserver"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 12, tzinfo=UTC))


def changed_on(record, day):
    """As if its content had last changed on that day."""
    revisions.flush()
    Revision.objects.filter(model=record._meta.label_lower, object_id=record.pk).update(at=day)


def spoken(visitor, path):
    """The citation on a page as it is read."""
    found = re.search(r'<p class="citation">(.*?)</p>', visitor.get(path).content.decode(), re.DOTALL)
    return re.sub(r"[\u00a0\u202f]", " ", re.sub("<[^>]+>", "", found[1]))


def a_term(code):
    return Term.objects.create(code=code, status="published", name_fr=code, name_en=code)


def ageing():
    theme = Theme.objects.create(code="ageing", name_fr="Vieillissement", name_en="Ageing")
    narrow = Theme.objects.create(code="healthy", name_fr="En santé", name_en="Healthy ageing", parent=theme)
    make_cooperation(make_instrument(code="tcp"), code="interaging").themes.add(narrow)
    changed_on(theme, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("path", "said", "file"),
    [
        (
            "/fr/themes/vieillissement/",
            "Inserm, « Vieillissement », Coopération internationale, Inserm, 2 mars 2026, {}, consulté le 28 novembre 2026.",
            "/fr/citer/themes/ageing.bib",
        ),
        (
            "/en/themes/ageing/",
            "Inserm, “Ageing”, International cooperation, Inserm, 2 March 2026, {}, consulted on 28 November 2026.",
            "/en/cite/themes/ageing.bib",
        ),
    ],
)
def test_a_theme_s_page_says_how_to_cite_it(visitor, path, said, file):
    ageing()
    assert spoken(visitor, path) == said.format(HOST + path)
    assert f"url = {{{HOST}{path}}}" in visitor.get(file).content.decode()


@pytest.mark.parametrize("code", ["healthy", "nothing-on-it"])
def test_a_theme_without_a_page_of_its_own_has_no_citation(visitor, code):
    ageing()
    Theme.objects.create(code="nothing-on-it", name_fr="Rien", name_en="Nothing")
    assert visitor.get(f"/en/cite/themes/{code}.bib").status_code == 404


def test_the_glossary_is_cited_as_a_whole_with_the_date_of_its_newest_term(visitor):
    for code, day in (("irp", 2), ("kip", 5)):
        changed_on(a_term(code), datetime(2026, 3, day, tzinfo=UTC))
    assert spoken(visitor, "/en/glossary/") == (
        f"Inserm, “Glossary”, International cooperation, Inserm, 5 March 2026, {HOST}/en/glossary/, "
        "consulted on 28 November 2026."
    )
    assert "DA  - 2026/03/05" in visitor.get("/fr/citer/page/glossary.ris").content.decode()


def test_what_is_filtered_in_the_glossary_changes_nothing_of_its_citation(visitor):
    a_term("irp")
    assert f" {HOST}/en/glossary/, " in spoken(visitor, "/en/glossary/?q=term")


def test_the_fact_sheet_is_cited_as_a_whole(visitor):
    make_figure()
    assert spoken(visitor, "/en/key-figures/fact-sheet/").startswith(
        "Inserm, “Inserm’s international cooperation in figures”, International cooperation, Inserm, "
    )
    assert "@misc{inserm-page-fact-sheet-en," in visitor.get("/en/cite/page/fact-sheet.bib").content.decode()


def test_no_other_page_is_cited_as_a_whole(visitor):
    assert visitor.get("/en/cite/page/privacy.bib").status_code == 404


def test_a_guide_says_how_to_cite_it_a_legal_page_does_not(visitor):
    make_page(code="european-projects", kind="help")
    make_page(code="privacy", kind="legal")
    address = f"{HOST}/en/funding/european-projects/"
    assert f", {address}, consulted on " in spoken(visitor, "/en/funding/european-projects/")
    assert 'class="citation"' not in visitor.get("/en/privacy/").content.decode()
