"""Two editors at once: the second to save is told, sees what the first changed, and loses nothing typed.

The form carries the state that it was filled from. If the record is another by the time it is sent, nothing is saved: the
form comes back with all that was typed, and with the other's values where the editor had touched nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.forms.widgets import MultiWidget
from django.http import HttpRequest, QueryDict

from portal.editing.forms import normalise
from portal.editing.revisions.history import Change, RowChange, compare, digest, key_of, rows, state, versions_of
from portal.editing.revisions.wording import RowSaid, said

FIELD = "_state"
LOOKED_AT = 50  # how many versions back the form's own state is looked for


@dataclass(frozen=True)
class Meeting:
    """What somebody else saved since the form was opened."""

    who: str
    when: Any
    theirs: list[RowSaid]


def met(record: models.Model, token: str) -> tuple[Meeting, list[RowChange]] | None:
    """What has changed since the state `token`; None when the record is still in it."""
    now = rows(record)
    if not token or token == digest(now):
        return None
    versions = list(versions_of(record)[:LOOKED_AT])
    known = next((each for each in (state(v, key_of(record)) for v in versions) if digest(each) == token), None)
    theirs = compare(known, now) if known else []
    newest = versions[0].revision if versions else None
    return (
        Meeting(name_of(newest.user) if newest else "", newest.date_created if newest else None, said(theirs, record)),
        theirs,
    )


def name_of(user: Any) -> str:
    """How colleagues call somebody; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def merged(post: QueryDict, model_admin: Any, request: HttpRequest, record: Any, theirs: list[RowChange]) -> QueryDict:
    """What was sent, with the other's values where the editor had left what was there before."""
    data = post.copy()
    prefixes = {
        formset.model._meta.label_lower: (formset.get_default_prefix(), formset.form)
        for formset, _inline in model_admin.get_formsets_with_inlines(request, record)
    }
    for row in theirs:
        if row.key == key_of(record):
            _take(data, model_admin.get_form(request, record, change=True), "", row.changes)
        elif row.key[0] in prefixes and row.kind == "changed":
            prefix, form = prefixes[row.key[0]]
            for number in _places(data, prefix, row.key[1]):
                _take(data, form, f"{prefix}-{number}", row.changes)
        elif row.key[0] in prefixes and row.kind == "removed":
            _without(data, *prefixes[row.key[0]], row)
    return data


def _places(data: QueryDict, prefix: str, key: str) -> list[int]:
    """Where in a formset the row with this primary key stands."""
    return [number for number in range(_count(data, prefix)) if data.get(f"{prefix}-{number}-id") == key]


def _count(data: QueryDict, prefix: str) -> int:
    return min(normalise.position(data.get(f"{prefix}-TOTAL_FORMS", "")), 1000)


def _without(data: QueryDict, prefix: str, form: type[forms.ModelForm], row: RowChange) -> None:
    """Takes a row that somebody removed out of a formset; one that this editor has changed stays, as a new row."""
    rows_sent = []
    for number in range(_count(data, prefix)):
        start = f"{prefix}-{number}-"
        rows_sent.append({key[len(start) :]: data.getlist(key) for key in list(data) if key.startswith(start)})
        for key in rows_sent[-1]:
            del data[start + key]
    for values in [values for values in rows_sent if values.get("id") == [row.key[1]]]:
        rows_sent.remove(values)
        if _is_changed(form, values, row.changes):
            rows_sent.append({**values, "id": [""]})
    known = [values for values in rows_sent if values.get("id", [""]) != [""]]
    for number, values in enumerate([*known, *(values for values in rows_sent if values not in known)]):
        for key, each in values.items():
            data.setlist(f"{prefix}-{number}-{key}", each)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows_sent)), str(len(known))


def _is_changed(form: type[forms.ModelForm], values: dict[str, list[str]], changes: list[Change]) -> bool:
    data = QueryDict(mutable=True)
    for key, each in values.items():
        data.setlist(key, each)
    for change in changes:
        name = form._meta.model._meta.get_field(change.attribute).name
        field = form.base_fields.get(name)
        mine = field.widget.value_from_datadict(data, {}, name) if field else None
        if field and field.has_changed(field.prepare_value(change.before), mine):
            return True
    return False


def _take(data: QueryDict, form: type[forms.ModelForm], prefix: str, changes: list[Change]) -> None:
    for change in changes:
        name = form._meta.model._meta.get_field(change.attribute).name
        field = form.base_fields.get(name)
        key = f"{prefix}-{name}" if prefix else name
        if field is None:
            continue
        mine = field.widget.value_from_datadict(data, {}, key)
        if not field.has_changed(field.prepare_value(change.before), mine):
            for part in [part for part in data if part == key or part.startswith(f"{key}_")]:
                del data[part]
            for part, values in as_data(field, key, change.after).items():
                data.setlist(part, values)


def as_data(field: forms.Field, key: str, value: Any) -> dict[str, list[str]]:
    """A value as a browser would send it from the field's widget."""
    widget, value = field.widget, field.prepare_value(value)
    if isinstance(widget, MultiWidget):
        found: dict[str, list[str]] = {}
        names = widget.widgets_names  # type: ignore[attr-defined]
        for part, (suffix, each) in zip(
            widget.decompress(value) or [], zip(names, widget.widgets, strict=True), strict=True
        ):
            found[key + suffix] = [str(each.format_value(part) or "")]
        return found
    if isinstance(widget, forms.CheckboxInput):
        return {key: ["on"]} if value else {}
    if isinstance(value, list | tuple):
        return {key: [str(each) for each in value]}
    shown = widget.format_value(value)
    return {key: [str(each) for each in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]}
