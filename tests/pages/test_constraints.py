"""What the database refuses of pages, key figures, terms, documents and events."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from portal.pages.models import Alias, Document, KeyFigure, Names, Page, Term, TimelineEvent
from tests.factories import make_figure, make_menu_entry, make_news, make_notice, make_page, make_question, make_source

pytestmark = pytest.mark.django_db

RANGE = "The end of the range must be greater than its start."


def figure(**values):
    start = {"code": "new", "name_fr": "Chiffre", "name_en": "Figure", "value": 4, "source": make_source()}
    return KeyFigure(**{**start, "scope_fr": "par an", "scope_en": "per year", **values})


def own_parent():
    page = make_page()
    page.parent = page
    return page


NONSENSE = {
    "a range reversed": (lambda: figure(value=5, value_to=4), RANGE),
    "a range of one value": (lambda: figure(value=5, value_to=5), RANGE),
    "no scope": (lambda: figure(scope_fr="", scope_en=""), "This field cannot be blank."),
    "no value": (lambda: figure(value=None), "This field cannot be null."),
    "no source": (lambda: figure(source=None), "This field cannot be null."),
    "a code taken twice": (lambda: figure(code=make_figure().code), "Key figure with this Code already exists."),
    "a page that is part of itself": (own_parent, "A record does not refer to itself."),
    "an address taken twice": (
        lambda: Page(code="new", name_fr="P", name_en="P", kind="legal", slug_fr=make_page().slug_fr),
        "Page with this Address [fr] already exists.",
    ),
}
nonsense = pytest.mark.parametrize(("make", "message"), NONSENSE.values(), ids=NONSENSE)


@nonsense
def test_the_database_refuses(make, message):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@nonsense
def test_a_form_says_why(make, message):
    with override("en"), pytest.raises(ValidationError) as refusal:
        make().full_clean()
    with override("en"):
        assert message in refusal.value.messages


@pytest.mark.parametrize("missing", ["scope_fr", "scope_en"])
@pytest.mark.parametrize("editors_language", ["fr", "en"])
def test_a_figure_needs_its_scope_in_both_languages_whatever_the_editors(missing, editors_language):
    with override(editors_language):
        record = figure(**{missing: ""})
        with pytest.raises(IntegrityError), transaction.atomic():
            record.save()


@pytest.mark.parametrize("values", [{}, {"value_to": 5}, {"value": Decimal("18.5"), "unit": "percent"}, {"value": -1}])
def test_both_accept(values):
    record = figure(**values)
    record.full_clean()
    record.save()
    assert KeyFigure.objects.filter(pk=record.pk).exists()


# --- words with a fixed list ------------------------------------------------------------------------------------------


def term():
    return Term.objects.create(code="term", name_fr="Mot", name_en="Word")


def names():
    return Names.objects.create(code="institution-x", record="institution/x")


CHOICES = [
    (make_page, "kind"),
    (make_page, "status"),
    (make_figure, "status"),
    (make_figure, "unit"),
    (make_figure, "qualifier"),
    (make_figure, "chapter"),
    (term, "status"),
    (lambda: Alias.objects.create(term=term(), kind="former", text="x"), "kind"),
    (names, "status"),
    (lambda: names().names.create(kind="also", text="x"), "kind"),
    (lambda: TimelineEvent.objects.create(code="event", name_fr="Fait", name_en="Event"), "status"),
    (make_notice, "status"),
    (make_notice, "level"),
    (make_menu_entry, "status"),
    (make_news, "status"),
    (make_question, "status"),
    (make_question, "group"),
    (lambda: TimelineEvent.objects.create(code="event", name_fr="Fait", name_en="Event"), "lane"),
    (lambda: Document.objects.create(code="document", name_fr="D", name_en="D", language="fr"), "status"),
    (lambda: Document.objects.create(code="document", name_fr="D", name_en="D", language="fr"), "licence"),
]


@pytest.mark.parametrize(("make", "field"), CHOICES)
def test_the_database_refuses_a_word_that_is_not_in_the_list(make, field):
    record = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(**{field: "x"})


def test_every_list_of_words_is_tried_above():
    tried = set()
    for make, field in CHOICES:
        with transaction.atomic():
            tried.add((type(make()), field))
            transaction.set_rollback(True)
    listed = {
        (model, field.name)
        for model in apps.get_app_config("pages").get_models()
        for field in model._meta.fields
        if field.choices
    }
    assert tried == listed
