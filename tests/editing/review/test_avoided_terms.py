"""A wrong form that the glossary knows: the save stands, the editor is told, and the morning list leads to it."""

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.content.specs import concepts
from portal.core.models import Revision
from portal.core.text import languages
from portal.editing.review import avoided_terms
from portal.pages.models import Page, Term
from tests.factories import make_fact, make_instrument, make_source
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TERMS = yaml.safe_load((settings.CONTENT_DIR / "glossary.yaml").read_text(encoding="utf-8"))
WRONG = [
    (term, language, alias["text"])
    for term in TERMS
    for alias in term.get("aliases", ())
    if alias["kind"] == "wrong"
    for language in ([alias["language"]] if "language" in alias else ("fr", "en"))
]
ADDRESS = "/admin/instruments/instrument/?check=words-to-avoid"


def make_term(term):
    texts = {
        f"{name}_{code}": term.get(name, {}).get(code, "") for name in ("name", "acronym") for code in ("fr", "en")
    }
    made = Term.objects.create(code=term["code"], status=term["status"], **texts)
    for alias in term["aliases"]:
        made.aliases.create(**alias)
    return made


@pytest.fixture
def glossary():
    """The terms of the content that have wrong forms."""
    for term in {term["code"]: term for term, *_ in WRONG}.values():
        make_term(term)


def warnings(response):
    return [str(message) for message in response.context["messages"] if message.level_tag == "warning"]


def saved(desk, record, **typed):
    """The warnings on the page that follows a save."""
    return warnings(desk.client.get(desk.save(record, **typed)["Location"]))


def test_the_content_knows_enough_of_them():
    assert len(WRONG) >= 10
    assert {language for _, language, _ in WRONG} == {"fr", "en"}


@pytest.mark.parametrize(
    ("term", "language", "words"), WRONG, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_saved_text_with_a_wrong_form_warns(desk, glossary, term, language, words):
    instrument = make_instrument()
    text = f"Avant, {words}, et après."
    name = term["name"][language]
    instead = term.get("acronym", {}).get(language, name) if words.isupper() and " " not in words else name
    spoken = {"fr": "French", "en": "English"}[language]
    found = saved(desk, instrument, **{f"summary_{language}": text})
    assert found == [f"“{words}” stands in “Summary” ({spoken}). Write “{instead}”."]
    instrument.refresh_from_db()
    assert languages.in_language(instrument, "summary", language) == text


def test_the_warning_speaks_the_editor_s_language(desk, glossary):
    desk.client = client_of(desk.user, headers={"Accept-Language": "fr"})
    assert saved(desk, make_instrument(), summary_en="A White call.") == [
        "« White call » figure dans « Résumé » (anglais). Écrivez « Open call »."
    ]


TOLD = {
    "at the start of a sentence, or inside one": ("en", "A white call is a White call.", True),
    "over a line end": ("en", "An Indian Council\nfor Medical Research.", True),
    "with the apostrophe of the typographer": ("fr", "La Côte-d’Ivoire.", True),
    "inside HTML": ("fr", "<p>Le <strong>SIDA</strong>.</p>", True),
    "beside a hyphen": ("fr", "Le réseau CNRS-INSERM.", True),
    "the right form": ("fr", "Le sida et la Côte d'Ivoire, avec l'Inserm.", False),
    "other letters": ("en", "An inserm, a WHITE CALL.", False),
    "a part of a word": ("fr", "Les SIDAIQUES.", False),
    "the other language": ("fr", "A White call, Ivory Coast.", False),
    "an address": ("fr", '<p><a href="https://INSERM.example/INSERM">ici</a> a@INSERM.fr www.INSERM.fr</p>', False),
    "what is quoted": ("fr", "<p><cite>INSERM, 1999</cite></p>", False),
    "a passage in another language": ("fr", '<p><span lang="en">a White call</span></p>', False),
    "the title of a source": ("fr", "Voir « Rapport de l'INSERM sur le SIDA ».", False),
    "a title, and a wrong form beside it": ("fr", "Rapport de l’INSERM sur le SIDA : le SIDA.", True),
}


@pytest.mark.parametrize(("language", "text", "is_told"), TOLD.values(), ids=TOLD)
def test_what_counts_as_a_wrong_form(glossary, language, text, is_told):
    make_source(title_fr="Rapport de l'INSERM sur le SIDA")
    assert bool(avoided_terms.Dictionary().found(text, language)) == is_told


def test_a_term_that_is_not_public_warns_of_nothing(desk, glossary):
    Term.objects.update(status="draft")
    assert saved(desk, make_instrument(), summary_fr="Le SIDA.") == []


def test_a_row_warns_and_so_does_a_prepared_change(desk, glossary):
    instrument = make_instrument()
    make_fact(instrument)
    told = "“SIDA” stands in “Text” (French). Write “Sida”."
    response = desk.save(instrument, button="_prepare", **{"facts-0-text_fr": "Le SIDA."})
    assert (warnings(desk.client.get(response["Location"])), Revision.pending.count()) == ([told], 1)
    desk.decide(instrument, _drop="1")
    assert saved(desk, instrument, **{"facts-0-text_fr": "Le SIDA."}) == [told]


def test_the_morning_list_leads_to_exactly_these_records(desk, glossary):
    fine, own, of_a_row = make_instrument(), make_instrument(summary_fr="Le SIDA.", status="draft"), make_instrument()
    make_fact(fine, text_fr="Le sida, en Côte d'Ivoire.")
    make_fact(of_a_row, text_en="In Ivory Coast.")
    assert f'{ADDRESS}"' in desk.client.get("/admin/").content.decode()
    assert {record.pk for record in desk.client.get(ADDRESS).context["cl"].queryset} == {own.pk, of_a_row.pk}
    desk.save(own, summary_fr="Le sida.")
    desk.save(of_a_row, **{"facts-0-text_en": "In Côte d'Ivoire."})
    assert ADDRESS not in desk.client.get("/admin/").content.decode()


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_looking_for_them_costs_the_same_queries(glossary, rows):
    make_source(title_fr="INSERM")
    texts = {"name_fr": "a", "name_en": "b", "summary_fr": "Le SIDA."}
    Page.objects.bulk_create(Page(code=f"p{n}", kind="legal", status="published", **texts) for n in range(rows))
    (shape,) = [concept.shape for concept in concepts() if concept.model is Page]
    with CaptureQueriesContext(connection) as queries:
        assert len(avoided_terms.records(shape)) == rows
    assert len(queries) == 4  # the wrong forms, the pages, the titles, the pages' facts
