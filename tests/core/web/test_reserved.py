"""Slugs that are the last part of another address: refused by every door, since no visitor could reach the record."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from instruments.models import Instrument
from portal.core.content.load import load
from portal.core.content.yamlfile import ContentError
from portal.core.web import routes
from portal.editing.revisions import history, scheduled
from sites.models import Country
from tests.editing.conftest import Desk
from tests.editing.importing import INSTITUTION, as_csv, english, look, said
from tests.factories import make_instrument
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REFUSED = "“{}” is the address of another page of the site. Choose another word."


@pytest.fixture
def desk(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return Desk(make_person("publisher"))


def refused_of(record, **slugs):
    for name, value in slugs.items():
        setattr(record, name, value)
    try:
        record.clean_fields(exclude=[field.name for field in record._meta.fields if field.name not in slugs])
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("instruments:detail", "fr", {"trouver", "trouver.json", "regles"}),
        ("instruments:detail", "en", {"find", "find.json", "rules"}),
        ("sites:country", "fr", {"regions", "autres"}),
        ("sites:country", "en", {"regions", "others"}),
        ("partnerships:partnership", "en", set()),
        ("pages:strategy-page", "fr", set()),
        ("privacy", "en", set()),
        ("", "en", set()),
    ],
)
def test_what_is_reserved_follows_from_the_addresses_of_the_site(name, language, words):
    assert routes.reserved(name, language) == words


@pytest.mark.parametrize(
    ("model", "column", "slug"),
    [
        *((Instrument, "slug_fr", slug) for slug in ("trouver", "regles", "Trouver")),
        *((Instrument, "slug_en", slug) for slug in ("find", "rules", "FIND")),
        (Country, "slug_fr", "regions"),
        (Country, "slug_en", "regions"),
    ],
)
def test_a_reserved_slug_is_refused_at_its_field(model, column, slug):
    with override("en"):
        assert refused_of(model(), **{column: slug}) == {column: [REFUSED.format(slug)]}


def test_the_refusal_speaks_the_editor_s_language():
    words = "« regles » est l'adresse d'une autre page du site. Choisissez un autre mot."
    assert refused_of(Instrument(), slug_fr="regles") == {"slug_fr": [words]}


@pytest.mark.parametrize(
    ("column", "slug"), [("slug_fr", "find"), ("slug_en", "regles"), ("slug_en", "find-more"), ("slug_fr", None)]
)
def test_a_word_that_is_free_in_its_language_is_taken(column, slug):
    assert refused_of(Instrument(), **{column: slug}) == {}


# --- every door ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["_save", "_prepare"])
@pytest.mark.parametrize(("column", "slug"), [("slug_fr", "trouver"), ("slug_en", "rules")])
def test_the_form_and_the_prepared_change_refuse_it(desk, button, column, slug):
    instrument = make_instrument(**{column: "before"})
    page = desk.save(instrument, button=button, **{column: slug}).content.decode()
    instrument.refresh_from_db()
    assert REFUSED.format(slug) in page
    assert (getattr(instrument, column), scheduled.of(instrument).first()) == ("before", None)


def test_a_restore_refuses_it(desk):
    """A version from before the address was taken by a page."""
    instrument = make_instrument(slug_en="find")
    desk.save(instrument, slug_en="after")
    oldest = history.revisions_of(instrument).last()
    page = desk.client.post(desk.address(instrument, "history"), {"version": oldest.pk}, follow=True)
    instrument.refresh_from_db()
    assert instrument.slug_en == "after"
    assert REFUSED.format("find") in page.content.decode()


def test_a_content_file_refuses_it(tmp_path):
    text = "- {code: irp, name: {fr: PRI, en: IRP}, mode: call, slug: {fr: regles, en: find}}"
    (tmp_path / "instruments.yaml").write_text(text, encoding="utf-8")
    with override("en"), pytest.raises(ContentError) as error:
        load(tmp_path)
    assert [(found.field, found.reason) for found in error.value.problems] == [
        ("slug.en", REFUSED.format("find")),
        ("slug.fr", REFUSED.format("regles")),
    ]


def test_a_table_refuses_it(monkeypatch):
    """Institutions share their addresses with no other page so far."""
    monkeypatch.setattr(routes, "reserved", lambda name, language: {"find"} if name == "sites:institution" else set())
    head = ("code", "name_fr", "name_en", "slug_fr", "slug_en", "kind")
    office = english(make_person("superuser"))
    rows, _ = said(look(office, as_csv(head, ("a", "A", "A", "a", "find", "research")), INSTITUTION))
    assert [(code, field, reason) for _, code, field, reason in rows] == [("a", "slug_en", REFUSED.format("find"))]
