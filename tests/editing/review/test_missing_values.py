"""A token whose value is gone or not public: the desk says which token of which text, in the editor's language."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.content.specs import concepts
from portal.editing.review import missing_values
from portal.pages.models import Page
from tests.factories import make_fact, make_figure, make_instrument
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESS = "/admin/instruments/instrument/?check=missing-value"
GONE = "“[[figure.gone]]” in “Summary” (English) names a value that is not there: visitors read “–”."


def saved(desk, record, **typed):
    """The warnings on the page that follows a save."""
    response = desk.client.get(desk.save(record, **typed)["Location"])
    return [str(message) for message in response.context["messages"] if message.level_tag == "warning"]


def told(desk, record):
    """What the form of a record says above its fields."""
    return [unescape(words) for words in re.findall(r'<p class="desk-notice">(.*?)</p>', desk.open(record))]


def test_a_saved_text_without_its_value_warns_and_stands(desk):
    record = make_instrument()
    assert saved(desk, record, summary_en="Since [[figure.gone]] years.") == [GONE]
    record.refresh_from_db()
    assert record.summary_en == "Since [[figure.gone]] years."


def test_the_warning_speaks_the_editor_s_language(desk):
    desk.client = client_of(desk.user, headers={"Accept-Language": "fr"})
    assert saved(desk, make_instrument(), summary_en="[[Figure.gone]]") == [
        "« [[Figure.gone]] » dans « Résumé » (anglais) nomme une valeur absente : le public lit « – »."
    ]


@pytest.mark.parametrize(
    "text", ["", "No token.", "[[figure.here]]", "[[Figure.here]]", "[[publisher.name]]", "[[ figure ]]"]
)
def test_what_has_its_value_says_nothing(desk, text):
    make_figure(code="here")
    assert saved(desk, make_instrument(), summary_en=text) == []


def test_a_value_that_is_public_no_more_is_told_by_the_form_and_by_the_first_page(desk):
    figure = make_figure(code="here")
    own, of_a_row, _other = make_instrument(summary_en="[[figure.here]]"), make_instrument(), make_instrument()
    make_fact(of_a_row, text_en="[[figure.here]] a year")
    assert told(desk, own) == []
    assert ADDRESS not in desk.client.get("/admin/").content.decode()
    figure.status = "draft"
    figure.save()
    assert told(desk, own) == [GONE.replace("gone", "here")]
    assert told(desk, of_a_row) == [GONE.replace("gone", "here").replace("Summary", "Text")]
    assert f'{ADDRESS}"' in desk.client.get("/admin/").content.decode()
    assert {record.pk for record in desk.client.get(ADDRESS).context["cl"].queryset} == {own.pk, of_a_row.pk}


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_looking_for_them_costs_the_same_queries(rows):
    texts = {"name_fr": "a", "name_en": "b", "summary_fr": "[[figure.gone]]"}
    Page.objects.bulk_create(Page(code=f"p{n}", kind="legal", status="published", **texts) for n in range(rows))
    (shape,) = [concept.shape for concept in concepts() if concept.model is Page]
    missing_values.values.known("figure")
    with CaptureQueriesContext(connection) as queries:
        assert len(missing_values.records(shape)) == rows
    read = [each["sql"] for each in queries if "pages_page" in each["sql"]]
    assert len(read) == 2  # the pages and their facts
