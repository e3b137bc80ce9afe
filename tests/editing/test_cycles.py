"""What is part of itself, or follows itself by whatever way, is refused: at the desk, in files, in the database."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.core import cycles
from portal.core.content.specs import concepts
from portal.core.models import Record, Revision, Theme
from portal.editing.tables.columns import columns_of
from portal.editing.tables.files import Table
from portal.editing.tables.run import look
from portal.pages.models import Page
from sites.models import Network, Programme
from tests.people import client_of

pytestmark = pytest.mark.django_db

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("portal", "sites", "instruments", "partnerships") and model is not Revision
]
CHAINS = [(model, field.name) for model in OURS for field in cycles.own_kind(model)]
IDS = [f"{model.__name__}.{name}" for model, name in CHAINS]
KINDS = {Page: "strategy", Network: "forum", Programme: "national"}
ASK = {*KINDS, Theme}  # a theme has neither status nor page
every_chain = pytest.mark.parametrize(("model", "name"), CHAINS, ids=IDS)


def make(model, code):
    names = {"name_fr": f"Le {code}", "name_en": f"The {code}"}
    if model is Theme:
        return model.objects.create(code=code, **names)
    texts = {**names, "slug_fr": f"le-{code}", "slug_en": f"the-{code}"}
    return model.objects.create(code=code, status="published", kind=KINDS[model], **texts)


def typed(model):
    """A field that takes a text and names nothing."""
    return "name_lang_en" if model is Theme else "summary_en"


def test_every_model_that_refers_to_itself_asks():
    """A record of any other kind would need the same question in its own `clean`."""
    assert {model for model, _ in CHAINS} == ASK
    assert {model for model, _ in CHAINS if not issubclass(model, Record)} == {Theme}
    assert [link for model in OURS for link in model._meta.many_to_many if link.related_model is model] == []


@pytest.mark.one_database
@every_chain
@pytest.mark.parametrize(
    ("language", "words"), [("en", "does not refer to itself"), ("fr", "ne renvoie pas à elle-même")]
)
def test_a_record_that_refers_to_itself_is_refused_at_its_field(desk, model, name, language, words):
    record = make(model, "one")
    desk.client = client_of(desk.user, headers={"Accept-Language": language})
    response = desk.save(record, **{name: str(record.pk), typed(model): "Typed."})
    (message,) = response.context["adminform"].form.errors[name]
    assert words in message
    assert response.context["adminform"].form[typed(model)].value() == "Typed."


@pytest.mark.one_database
@every_chain
@pytest.mark.parametrize("length", [2, 3])
@pytest.mark.parametrize(("language", "article"), [("en", "The"), ("fr", "Le")])
def test_a_way_round_is_refused_with_its_stations(desk, model, name, language, article, length):
    first, *others = [make(model, code) for code in ("a", "b", "c")[:length]]
    before = first
    for other in others:
        setattr(before, name, other)
        before.full_clean()
        before.save()
        before = other
    desk.client = client_of(desk.user, headers={"Accept-Language": language})
    response = desk.save(before, **{name: str(first.pk), typed(model): "Typed."})
    (message,) = response.context["adminform"].form.errors[name]
    codes = {2: "b a b", 3: "c a b c"}[length]
    assert " → ".join(f"{article} {code}" for code in codes.split()) in message
    assert response.context["adminform"].form[typed(model)].value() == "Typed."
    model.objects.get(pk=before.pk).full_clean()


@every_chain
def test_the_database_refuses_it_too(model, name):
    record = make(model, "one")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=record.pk).update(**{name: record.pk})


@every_chain
def test_an_older_circle_elsewhere_does_not_hold_up_others(model, name):
    one, two, three = (make(model, code) for code in ("a", "b", "c"))
    model.objects.filter(pk=one.pk).update(**{name: two})
    model.objects.filter(pk=two.pk).update(**{name: one})
    setattr(three, name, one)
    three.full_clean()
    with pytest.raises(ValidationError):
        model.objects.get(pk=one.pk).full_clean()


@every_chain
def test_a_table_that_closes_a_circle_is_refused(desk, model, name):
    """No list of these kinds is imported yet; the rows of one would hear it from the record, as forms do."""
    make(model, "a"), make(model, "b")
    (shape,) = [concept.shape for concept in concepts() if concept.model is model]
    outcome = look(shape, columns_of(shape), Table(["code", name], [["a", "b"], ["b", "a"]]), desk.user)
    assert [(row.code, [column for column, _ in row.errors]) for row in outcome.wrong] == [("b", [name])]
