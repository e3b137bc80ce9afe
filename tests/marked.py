"""A world in which every text says whose it is: records of every public kind in every state, each text with its own mark.

Kinds, fields, rows and relations are found by introspection, so that a new one is looked for by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpResponseRedirect
from django.utils import timezone

from instruments.models import Call, Criterion
from portal.core.content.specs import Shape, concepts
from portal.core.fields import PartialDateField
from portal.core.models import Published
from portal.core.text import record_links
from portal.editing.revisions import scheduled
from portal.library.models import Image
from portal.pages.models import Document, KeyFigure

SHOWN, HIDDEN, PAST = "s", "h", "p"  # for the public; for nobody; at the record's own address alone
MARK = re.compile(r"zz[shp]\d{5}", re.IGNORECASE)
DAY = timedelta(days=1)
NOW = timezone.now()
HIDDEN_STATES = {
    "draft": {"status": "draft"},
    "in review": {"status": "review"},
    "public tomorrow": {"status": "published", "publish_at": NOW + DAY},
}
PAST_STATES = {
    "no longer public": {"status": "published", "unpublish_at": NOW - DAY},
    "archived": {"status": "archived"},
}
NOT_TEXT = {"name_lang", "language", "local_language"}  # codes of languages
GIVEN: dict[Any, dict[str, Any]] = {
    Call: {"opens_at": NOW - DAY, "closes_at": NOW + 60 * DAY},
    Criterion: {"kind": "partners-min", "value": "1"},
    KeyFigure: {"is_featured": True},
    Image: {"digest": "a" * 40},
    Document: {"digest": ""},
}


class Mark(NamedTuple):
    """Whose text it is: the model of the record, its state, the field ("facts.text_fr" in a row)."""

    model: str
    state: str
    field: str


class Records(NamedTuple):
    """A record with the state it was made in."""

    state: str
    record: Any


class Marked:
    """The records made, by who may see them, and the marks of their texts."""

    def __init__(self) -> None:
        self.marks: dict[str, Mark] = {}
        self.made: dict[str, list[Records]] = {SHOWN: [], HIDDEN: [], PAST: []}
        self.shapes = {c.model: c.shape for c in concepts() if issubclass(c.model, Published)}
        words = dict.fromkeys(("name_fr", "name_en", "alt_fr", "alt_en", "credit"), "Words")
        Image.objects.create(code="real", status="published", digest="b" * 40, licence="open", **words)
        self.real = {model: list(_seen(model)[:3]) for model in apps.get_models() if model in _named_by(self.shapes)}
        for model in self.shapes:
            shown = self.record(model, SHOWN, "public")
            self.prepare(shown)
            for state, values in PAST_STATES.items():
                self.record(model, PAST, state, **values)
        for state, values in HIDDEN_STATES.items():
            hidden = {model: self.record(model, HIDDEN, state, **values) for model in self.shapes}
            self.tie(hidden, state)

    def mark(self, who: str, model: Any, state: str, field: str) -> str:
        word = f"zz{who}{len(self.marks):05}"
        self.marks[word] = Mark(model._meta.label, state, field)
        return word

    # --- one record ---------------------------------------------------------------------------------------------------

    def record(self, model: Any, who: str, state: str, **values: Any) -> Any:
        """One record of `model` with a row of each kind inside, tied to public records by all its relations."""
        values = {"status": "published", **values}
        record = self._row(self.shapes[model], who, model, state, **values)
        self.made[who].append(Records(state, record))
        return record

    def _row(self, shape: Shape, who: str, top: Any, state: str, at: str = "", **values: Any) -> Any:
        values = {**GIVEN.get(shape.model, {}), **values}
        for field in shape.model._meta.concrete_fields:
            if field.name not in values and _is_filled(field):
                values[field.name] = self._value(field, who, top, state, at)
        row = shape.model.objects.create(**values)
        for link in shape.links:
            getattr(row, link.name).set(self.real[link.related_model])
        for name, inner in shape.children.items():
            self._row(inner, who, top, state, f"{at}{name}.", **{inner.parent: row})
        return row

    def _value(self, field: Any, who: str, top: Any, state: str, at: str) -> Any:
        if field.is_relation:
            return self.real[field.related_model][0]
        if field.choices:
            return field.choices[0][0]
        if isinstance(field, PartialDateField):
            return "2020"
        if not isinstance(field, (models.CharField, models.TextField)):
            return 7
        mark = self.mark(who, top, state, at + field.name)
        if isinstance(field, models.URLField):
            return f"https://{mark}.example/"
        if isinstance(field, models.SlugField) or (field.max_length and field.max_length < 30):
            return mark
        words = f"Word{who} {mark}"  # a word in common, to search for
        return f"<p>{words}</p>" if field.name.startswith("body_") else words

    # --- what public records say of hidden ones -----------------------------------------------------------------------

    def tie(self, hidden: dict[Any, Any], state: str) -> None:
        """Records that are themselves public and name the hidden ones wherever they can; those under one are hidden too."""
        for model, shape in self.shapes.items():
            above = [f for f in shape.columns if f.related_model in hidden and not f.null]
            for field in above:
                self.record(model, HIDDEN, f"under one {state}", **{field.name: hidden[field.related_model]})
            own = {f.name: hidden[f.related_model] for f in shape.columns if f.related_model in hidden and f.null}
            host = self.record(model, SHOWN, f"beside one {state}", **own)
            _tie_rows(shape, host, hidden)
            if hasattr(host, "body"):
                links = " ".join(
                    f'<a href="{record_links.token(model._meta.model_name, one.code)}">there</a>'
                    for model, one in hidden.items()
                )
                type(host).objects.filter(pk=host.pk).update(body_fr=f"<p>{links}</p>", body_en=f"<p>{links}</p>")

    # --- a pending change --------------------------------------------------------------------------------------------

    def prepare(self, record: Any) -> None:
        """A change to every text of a public record, and to those of its rows, and new rows: all of it waits."""
        shape = self.shapes[type(record)]

        def save() -> HttpResponseRedirect:
            self._rewrite(shape, record, type(record), "")
            for name, inner in shape.children.items():
                self._row(inner, HIDDEN, type(record), "prepared", f"{name}.", **{inner.parent: record, **_free(inner)})
            return HttpResponseRedirect("/")

        _, found = scheduled.capture(record, save, None)
        scheduled.keep(record, found, get_user_model().objects.first(), publish_at=NOW + DAY)

    def _rewrite(self, shape: Shape, row: Any, top: Any, at: str) -> None:
        for field in shape.model._meta.concrete_fields:
            is_text = isinstance(getattr(row, field.name), str) and MARK.search(getattr(row, field.name))
            if is_text and _is_filled(field) and field.name != "code":
                setattr(row, field.name, self._value(field, HIDDEN, top, "prepared", at))
        row.save()
        for name, inner in shape.children.items():
            for below in getattr(row, name).all():
                self._rewrite(inner, below, top, f"{at}{name}.")


def _is_filled(field: Any) -> bool:
    """Whether a text or a reference goes there: neither what the portal writes itself nor what goes without saying."""
    if field.primary_key or not field.editable or field.name in NOT_TEXT or hasattr(field, "translated_fields"):
        return False
    if field.name.rpartition("_")[0] in NOT_TEXT or _is_bare(field):
        return False
    if isinstance(field, (models.CharField, models.TextField)) or field.is_relation:
        return not field.choices or not field.has_default()
    return not field.null and not field.has_default()


def _is_bare(field: Any) -> bool:
    """Whether modeltranslation keeps it beside the columns of the languages."""
    return any(getattr(other, "translated_field", None) is field for other in field.model._meta.concrete_fields)


def _seen(model: Any) -> Any:
    return model.objects.published() if issubclass(model, Published) else model.objects.all()


def _named_by(shapes: dict[Any, Shape]) -> set[Any]:
    """Every model that a record or a row inside one refers to."""
    return {
        field.related_model
        for shape in _all(shapes.values())
        for field in (*shape.columns, *shape.links)
        if field.is_relation
    }


def _all(shapes: Any) -> Iterator[Shape]:
    for shape in shapes:
        yield shape
        yield from _all(shape.children.values())


def _tie_rows(shape: Shape, host: Any, hidden: dict[Any, Any]) -> None:
    """Puts the hidden records into the relations of the record and of its rows."""
    for link in shape.links:
        if link.related_model in hidden:
            getattr(host, link.name).add(hidden[link.related_model])
    for name, inner in shape.children.items():
        for row in getattr(host, name).all():
            for field in inner.columns:
                if field.related_model in hidden:
                    setattr(row, field.name, hidden[field.related_model])
            row.save()
            _tie_rows(inner, row, hidden)


def _free(shape: Shape) -> dict[str, Any]:
    """What a second row of its kind must have otherwise than the first."""
    return {"zone": "outside-europe"} if shape.model._meta.model_name == "fundingrule" else {}
