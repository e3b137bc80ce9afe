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

from portal.core.content import check, standing
from portal.core.content.differences import ORDER, Change, Document, RowChange, compare, with_keys
from portal.core.content.dump import digest
from portal.core.content.write import UnreadableError, read
from portal.editing.forms import normalise
from portal.editing.revisions import history
from portal.editing.revisions.wording import RowSaid, said

FIELD = "_state"


@dataclass(frozen=True)
class EditConflict:
    """What somebody else saved since the form was opened."""

    who: str
    when: Any
    theirs: list[RowSaid]


def find(record: models.Model, document: Document, token: str) -> tuple[EditConflict, list[RowChange]] | None:
    """What has changed in the record, which says `document`, since that had the digest `token`; None when nothing has."""
    if not token or token == digest(document):
        return None
    known = history.revisions_of(record)
    theirs = _since(record, known.filter(digest=token).first(), document)
    if theirs == []:  # of a row with a form of its own: something else in its record has changed
        return None
    newest = known.first()
    who, when = (name_of(newest.author), newest.at) if newest else ("", None)
    return EditConflict(who, when, said(theirs or [], standing.owner(record))), theirs or []


def _since(record: models.Model, base: Any, document: Document) -> list[RowChange] | None:
    """What the document has that the record had not in the revision `base`; None where that is not known."""
    try:
        before = read(history.shape_of(standing.owner(record)), base.document if base else None)
    except UnreadableError:
        return None
    before = with_keys(history.shape_of(standing.owner(record)), before, document)
    return compare(history.own_rows(record, before), history.own_rows(record, document))


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
        if row.key == history.key_of(record):
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
        field = form.base_fields.get(change.attribute)
        mine = field.widget.value_from_datadict(data, {}, change.attribute) if field else None
        if field and field.has_changed(field.prepare_value(_value(form, change.attribute, change.before)), mine):
            return True
    return False


def _take(data: QueryDict, form: type[forms.ModelForm], prefix: str, changes: list[Change]) -> None:
    for change in changes:
        name = change.attribute
        field = form.base_fields.get(name)
        key = f"{prefix}-{name}" if prefix else name
        if field is None or name == ORDER:  # the places of rows are theirs who save last
            continue
        before, after = (_value(form, name, value) for value in (change.before, change.after))
        mine = field.widget.value_from_datadict(data, {}, key)
        if not field.has_changed(field.prepare_value(before), mine):
            for part in [part for part in data if part == key or part.startswith(f"{key}_")]:
                del data[part]
            for part, values in as_data(field, key, after).items():
                data.setlist(part, values)


def _value(form: type[forms.ModelForm], name: str, value: Any) -> Any:
    """A document's value as the form's field knows it: the keys of records in place of their codes."""
    column = form._meta.model._meta.get_field(name)
    if value is None or name == ORDER:
        return value
    if column.is_relation:
        codes = value if isinstance(value, list) else [value]
        found = column.related_model._base_manager.filter(code__in=codes).values_list("pk", flat=True)
        return list(found) if isinstance(value, list) else found.first()
    return check.python(column, value)


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
