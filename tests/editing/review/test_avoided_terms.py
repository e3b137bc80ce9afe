"""A wrong form that the glossary knows: the save stands, the editor is told, and the morning list leads to it."""

from functools import cache

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.content import yamlfile
from portal.core.content.reference import model_of
from portal.core.content.specs import concept_of, concepts
from portal.core.models import Revision, Theme
from portal.core.text import languages
from portal.editing.review import avoided_terms
from portal.pages.models import Names, Page, Term
from sites.models import Programme
from tests.factories import make_country, make_fact, make_institution, make_instrument, make_source
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@cache
def content(file):
    return yamlfile.read(settings.CONTENT_DIR / f"{file}.yaml")


def named(reference):
    """The record of the content files that this reference names."""
    kind, _, code = reference.partition("/")
    return next(record for record in content(concept_of(model_of(kind)).file) if record["code"] == code)


WRONG = [
    (record, language, name["text"])
    for record, names in [
        *((term, term.get("aliases", ())) for term in content("glossary")),
        *((named(each["record"]), each["names"]) for each in content("names")),
    ]
    for name in names
    if name["kind"] == "wrong"
    for language in ([name["language"]] if "language" in name else ("fr", "en"))
]
ADDRESS = "/admin/instruments/instrument/?check=words-to-avoid"


MAKERS = {
    "country": make_country,
    "institution": make_institution,
    "instrument": make_instrument,
    "programme": lambda **values: Programme.objects.create(kind="grant", **values),
    "theme": Theme.objects.create,
}


def texts(record):
    """The names of a record of the content files, as its columns have them."""
    return {f"{field}_{code}": text for field in ("name", "acronym") for code, text in record.get(field, {}).items()}


@pytest.fixture
def glossary():
    """The terms and the records of the content that have wrong forms, with these."""
    for term in content("glossary"):
        made = Term.objects.create(code=term["code"], status="published", **texts(term))
        for alias in term.get("aliases", ()):
            made.aliases.create(**alias)
    for each in content("names"):
        kind, _, code = each["record"].partition("/")
        if any(name["kind"] == "wrong" for name in each["names"]):
            slugs = {"slug_fr": code.lower(), "slug_en": code.lower()} if kind == "country" else {}
            MAKERS[kind](code=code, **texts(named(each["record"])), **slugs)
        names = Names.objects.create(code=each["code"], record=each["record"], status="published")
        for name in each["names"]:
            names.names.create(**name)


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
    Names.objects.update(status="draft")
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
    # The wrong forms of terms, of records, five kinds of these; the pages, the titles, the pages' facts.
    assert len(queries) == 11
