"""Every address of the admin, by GET and POST, as those who do not publish: nothing that the public sees changes.

The addresses come from the admin's own resolver, so that a page added tomorrow is tried too. What is posted is what the
page's own form would send, with every text changed, and what somebody with bad intentions would add to it.
"""

from functools import cache
from typing import NamedTuple

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from instruments.models import Criterion, Instrument
from portal.core.content import standing
from portal.core.content.dump import complete, mapping
from portal.core.content.specs import concepts
from portal.core.enums import ANSWERING, Status
from portal.core.models import Published, Revision, Theme
from portal.editing.forms.base import DeskAdmin
from portal.editing.people import guard
from portal.editing.people.acts import Kind
from portal.editing.revisions.deleted import last_of_deleted
from portal.editing.revisions.scheduled import keep, of, written
from portal.editing.upkeep.models import ReaderReport
from sites.models import Institution
from tests.editing.importing import as_csv
from tests.editing.sending import sent
from tests.factories import make_news, make_notice
from tests.kept import load_content, rows_of, tables
from tests.library.samples import make_image
from tests.people import client_of, make_person
from tests.walk import Page as Read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES = ("translator: en", "editor")
MODELS = list(admin.site._registry)
GUARDED = [model for model in MODELS if admin.site._registry[model].kind in (Kind.RECORD, Kind.SHARED, Kind.REPORT)]
TYPED = "Typed by somebody who does not publish"
BUTTONS = ({"_save": "1"}, {"_review": "1"}, {"_publish_now": "1"}, {"_saveasnew": "1", "_confirm": "1"})
# Each kind of record is tried hidden and public; one half of the kinds as (draft, published), the other as (review, archived).
STATUSES = ((Status.DRAFT, Status.PUBLISHED), (Status.REVIEW, Status.ARCHIVED))


@cache
def named():
    """The pages that the admin's resolver has: made anew each time they are asked for."""
    return [one.name for group in admin.site.urls[0] for one in getattr(group, "url_patterns", []) if one.name]


def names_of(model):
    """Those of a model, by the last part of their names."""
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    return {name.removeprefix(prefix) for name in named() if name.startswith(prefix)}


def alike(model):
    """The kinds of the same powers and the same pages as this one, itself included."""
    of = {one: (admin.site._registry[one].kind, names_of(one)) for one in GUARDED}
    return [one for one in GUARDED if of[one] == of[model]]


# An editor is tried on every kind. Who may write less, as everybody, by the same code: on two kinds of each set of pages.
TRIED = [(model, role) for model in GUARDED for role in ROLES if role == "editor" or model in alike(model)[:2]]


@pytest.fixture(scope="module", autouse=True)
def content(django_db_setup, django_db_blocker):
    """The real content, with a record of each kind in each status; gives what the public sees of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        for make in (make_notice, make_news, make_image):  # the site's own content has none
            for _ in Status.values:
                make()
        for model in MODELS:
            if issubclass(model, Published):
                for status, record in zip(Status.values, model._base_manager.order_by("-pk"), strict=False):
                    model._base_manager.filter(pk=record.pk).update(status=status)
        for status in ("new", "answered"):
            texts = {"said_fr": "Dit", "said_en": "Said", "done_fr": "Fait", "done_en": "Done"}
            ReaderReport.objects.create(page="/en/", text="Wrong.", language="en", status=status, **texts)
        yield Content(public_state(), rows_by_table())
        transaction.set_rollback(True)


class Content(NamedTuple):
    """What the public sees at the start, and every row of the database: a test begins there and is taken back."""

    public: dict
    rows: dict


def rows_by_table():
    return {table: rows_of(table) for table in tables()}


def tables_of(shape):
    """The tables from which records of this shape are told: their own, those of their rows, those they refer to."""
    found = {shape.model._meta.db_table}
    for field in (*shape.columns, *shape.links):
        if field.is_relation:
            found |= {field.related_model._meta.db_table}
        if field.many_to_many:
            found |= {field.remote_field.through._meta.db_table}
    return found.union(*(tables_of(inner) for inner in shape.children.values()))


def public_now(before):
    """The public state, where it can have changed at all: the concepts in whose tables a row is another one."""
    changed = {table for table, rows in rows_by_table().items() if rows != before.rows[table]}
    kept = [concept for concept in concepts() if not tables_of(concept.shape) & changed]
    found = public_state([concept for concept in concepts() if concept not in kept])
    labels = {concept.label for concept in kept}
    return found | {key: said for key, said in before.public.items() if key[0] in labels}


def public_state(of=None):
    """Everything that the public sees, as it stands: {(kind, key): what it says}."""
    found = {}
    for concept in concepts() if of is None else of:
        for record in complete(concept.shape, concept.model._base_manager.all()):
            if standing.is_public(record):
                found[concept.label, record.pk] = mapping(concept.shape, record)
    for report in ReaderReport.objects.filter(status="answered").values():
        found["report", report["id"]] = report
    return found


def subjects(model):
    """Records of `model` to try, one that is hidden and one that is public."""
    records = list(model._base_manager.order_by("-pk")[:40])
    if issubclass(model, Published):
        found = {one.status: one for one in reversed(records)}
        return [found[status] for status in STATUSES[GUARDED.index(model) % 2] if status in found] or records[:1]
    by_standing = {standing.is_public(record): record for record in records}
    return list(by_standing.values())


def page_of(record, name, model=None):
    options = (model or type(record))._meta
    return reverse(
        f"admin:{options.app_label}_{options.model_name}_{name}", args=() if record is None else (record.pk,)
    )


def prepared_by_a_colleague(record):
    """A change that waits, which those who try are to leave alone."""
    Revision.pending.all().delete()
    keep(record, written(record, lambda: None), make_person("editor"))


def form_with_everything_changed(page, record_form):
    """What the browser would send, every text replaced, the status public."""
    data = sent(page, record_form)
    texts = {
        name: f"{TYPED}"
        for name, value in data.items()
        if isinstance(value, str) and name.endswith(("_en", "_fr")) and "slug" not in name
    }
    return {**data, **texts, "status": "published"}


def attempts_on(client, record):
    """What is sent to each page of one record."""
    options = record._meta
    page = client.get(page_of(record, "change"))
    assert page.status_code == 200
    markup = page.content.decode()
    for buttons in BUTTONS:
        changed = form_with_everything_changed(markup, f"{options.model_name}_form")
        yield "change", {**changed, **buttons}
    yield (
        "change",
        {
            **form_with_everything_changed(markup, f"{options.model_name}_form"),
            "_prepare": "1",
            "_publish_at": "2020-01-01T08:00",
            "_confirm": "1",
        },
    )
    yield "history", {}
    for version in Revision.objects.of(type(record), record.pk)[:2]:
        yield "history", {"version": version.pk, "_confirm": "1"}
    waiting = of(record).first()
    for button in ("_publish", "_drop"):
        yield (
            "preparation",
            {button: "1", "_sure": "1", "_seen": waiting.seal if waiting else "", "_anyway": "1", "_confirm": "1"},
        )
    yield "current", {"mark": "1"}
    yield "review", {"_comment": "1", "field": "summary_en", "words": TYPED}
    yield "review", {"_approve": "1", "request": "1", "words": TYPED}
    yield "delete", {"post": "yes"}


def attempts_on_the_list(model):
    """What is sent to the pages of a whole model."""
    keys = [record.pk for record in model._base_manager.order_by("-pk")[:40]]
    yield "changelist", {"_still_true": "shown", "_shown": keys}
    for key in keys[:4]:
        yield "changelist", {"_still_true": key}
    yield "changelist", {"_undo": "1"}
    for action in ("still_true", "publish", "archive", "delete_selected"):
        chosen = {"action": action, "_selected_action": keys, "index": "0"}
        yield "changelist", chosen
        yield "changelist", {**chosen, "select_across": "1", "post": "yes"}
    yield "add", {"status": "published"}
    for version in last_of_deleted(model)[:2]:
        yield "deleted", {"version": version.pk}


def try_a_table(client, model):
    """An export comes back with its texts changed and its status public; whatever the look says, it is confirmed."""
    address = page_of(None, "import", model)
    records = list(model._base_manager.order_by("-pk")[:8])
    has_status = issubclass(model, Published)
    text = next(field.name for field in model._meta.fields if field.name in ("name_en", "title_en"))
    for columns in [("code", text), *([("code", "status")] if has_status else [])]:
        rows = [(record.code, TYPED if columns[1] == text else "published") for record in records]
        answer = client.post(address, {"file": SimpleUploadedFile("table.csv", as_csv(columns, *rows))})
        if answer.status_code == 200:
            for word in Read(address, answer).all("input", name="kept"):
                client.post(address, {"kept": word.get("value")})


@pytest.mark.parametrize(("model", "role"), TRIED, ids=[f"{model._meta.label_lower}-{role}" for model, role in TRIED])
def test_nothing_public_changes(model, role, content):
    client, names, tried = client_of(make_person(role)), names_of(model), set()
    is_desk = isinstance(admin.site._registry[model], DeskAdmin)
    tried_on = subjects(model)
    if role != "editor" or model not in alike(model)[:2]:  # on one of the two, by turns the hidden and the public one
        tried_on = [tried_on[GUARDED.index(model) // 2 % len(tried_on)]]
    for record in tried_on:
        if is_desk and standing.is_public(record):
            prepared_by_a_colleague(record)
        opened = {"change"}
        if "used" in names:
            opened.add("used")
            assert client.post(page_of(record, "used")).status_code < 500
        for name, data in attempts_on(client, record):
            if name in names:
                if name not in opened:
                    opened.add(name)
                    client.get(page_of(record, name))
                answer = client.post(page_of(record, name), data)
                assert answer.status_code < 500, (name, data)
        tried |= opened
        if is_desk and standing.is_public(record):
            assert of(record).exists(), "dropped somebody else's pending change"
        if "next" in names:
            tried.add("next")
            client.post(page_of(record, "next"))
    for name, data in attempts_on_the_list(model):
        if name in names:
            if name not in tried:
                tried.add(name)
                client.get(page_of(None, name, model))
            assert client.post(page_of(None, name, model), data).status_code < 500, (name, data)
    if "choose" in names:
        tried.add("choose")
        assert client.get(f"{page_of(None, 'choose', model)}?q=a").status_code < 500
    if "many" in names:
        tried.add("many")
        keys = ",".join(str(key) for key in model._base_manager.order_by("-pk").values_list("pk", flat=True)[:40])
        for act in ("still_true", "publish", "archive", "other"):
            assert client.post(f"{page_of(None, 'many', model)}?act={act}&ids={keys}").status_code < 500
    if "import" in names:
        tried |= {"import", "export_csv", "export_xlsx"}
        try_a_table(client, model)
    tried |= {
        name
        for name in ("add", "deleted")
        if name in names and client.get(page_of(None, name, model)).status_code < 500
    }
    assert names - tried == set()
    before, after = content.public, public_now(content)
    assert {key: after.get(key) for key in before | after if before.get(key) != after.get(key)} == {}
    assert TYPED not in str(after)


def test_the_walk_would_see_a_change(content):
    """As a publisher, the same requests do change what the public sees."""
    client = client_of(make_person("publisher"))
    record = Instrument.objects.filter(status="published").first()
    page = client.get(page_of(record, "change")).content.decode()
    data = {**sent(page, "instrument_form"), "summary_en": TYPED, "_save": "1", "_confirm": "1"}
    assert client.post(page_of(record, "change"), data).status_code == 302
    before, after = content.public, public_now(content)
    assert after == public_state()
    assert [key for key in before if before[key] != after.get(key)] == [("instruments.instrument", record.pk)]


@pytest.mark.parametrize("role", ROLES)
def test_accounts_and_what_the_site_keeps_are_closed(role):
    client, user = client_of(make_person(role)), make_person("editor")
    for model in [model for model in MODELS if model not in GUARDED]:
        names = names_of(model)
        for name in names & {"changelist", "add"}:
            answer = client.post(page_of(None, name, model), {"username": "mallory", "is_superuser": "on"})
            assert answer.status_code < 500
    for name in ("change", "delete", "history"):
        assert client.post(page_of(user, name), {"is_superuser": "on", "post": "yes"}).status_code == 403
    user.refresh_from_db()
    assert (user.is_superuser, apps.get_model("auth", "user").objects.filter(username="mallory").exists()) == (
        False,
        False,
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_last_check_refuses_what_a_page_forgets_to_ask(role):
    """A write by a role that does not publish, whatever page it comes from, ends before the database."""
    user = make_person(role)
    public, hidden = (Instrument.objects.filter(status=status).first() for status in ("published", "draft"))
    criterion = Criterion.objects.filter(route__instrument__status="published").first()
    theme = Theme.objects.published().first()
    unseen = Institution.objects.exclude(status__in=ANSWERING).filter(partnerships__status="published").first()
    with guard.writing_as(user):
        for write in (
            public.save,
            public.delete,
            criterion.delete,
            theme.delete,
            unseen.delete,
            public.sources.clear,
            lambda: public.facts.create(kind="who", text_en="x", text_fr="x"),
            lambda: Instrument(code="new", status="published").save(),
        ):
            with pytest.raises(PermissionDenied), transaction.atomic():
                write()
        hidden.summary_en = "Hidden"
        hidden.save()
    with guard.writing_as(make_person("publisher")):
        public.save()
