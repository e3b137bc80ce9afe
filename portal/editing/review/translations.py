"""Which texts another language has left behind. What is current has no row; what is missing is seen in the text itself.

A text is outdated when another language of the same field has changed since both agreed, unless the change was minor.
Either language may change first. It is current again when it is edited, when somebody says that it still holds, or when the
other text returns to what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.safestring import SafeString

from portal.core.content.differences import Change, Document, RowChange, compare, rows
from portal.core.content.specs import concept_of
from portal.core.text import languages
from portal.editing.models import Outdated
from portal.editing.revisions.wording import difference

# Translated, but not prose: nothing is outdated in an address.
NOT_PROSE = {"slug", "sort_key", "name_lang"}


def prose(model: Any) -> tuple[str, ...]:
    """The translated texts of a model, by the names of their fields."""
    return tuple(name for name in languages.translated(model) if name not in NOT_PROSE)


def follow(
    model: type[models.Model], pk: Any, before: Document, after: Document | None, is_minor: bool = False
) -> None:
    """Marks what the change of a record from one document to another has outdated, and forgets what it brought up to date."""
    shape, owner = concept_of(model).shape, ContentType.objects.get_for_model(model)
    now = rows(shape, after, pk)
    for row in compare(rows(shape, before, pk), now):
        kind = ContentType.objects.get_for_model(row.model)
        marks = Outdated.objects.filter(content_type=kind, object_id=row.key[1])
        if row.kind == "removed":
            marks.delete()
        elif row.kind == "changed" and prose(row.model):
            _follow_row(row, marks, now[row.key], is_minor, {"owner_type": owner, "owner_id": pk})


def _follow_row(row: RowChange, marks: Any, values: dict[str, Any], is_minor: bool, owner: dict[str, Any]) -> None:
    changed = {change.attribute: change for change in row.changes}
    for name in prose(row.model):
        columns = {code: languages.localized(name, code) for code in languages.codes()}
        edited = {code: changed[column] for code, column in columns.items() if column in changed}
        if is_minor:
            continue
        caught_up = set(marks.filter(field=name, language__in=edited).values_list("language", "source_language"))
        marks.filter(field=name, language__in=edited).delete()
        for code, change in edited.items():
            # Who brings a text up to date follows the other language, and does not run ahead of it.
            followed = {source for language, source in caught_up if language == code}
            behind = [c for c, column in columns.items() if c not in edited and c not in followed and values[column]]
            _mark(marks, name, code, change, behind, {"content_type": _type(row), "object_id": row.key[1], **owner})


def _type(row: RowChange) -> ContentType:
    return ContentType.objects.get_for_model(row.model)


def _mark(marks: Any, name: str, code: str, change: Change, behind: Iterable[str], keys: dict[str, Any]) -> None:
    """Of a field whose text in `code` has changed: a first text, or none any more, outdates nothing."""
    returned, _ = marks.filter(field=name, source_language=code, was=change.after or "").delete()
    if returned or not change.before or not change.after:
        return
    for other in behind:
        known = {"field": name, "language": other, "source_language": code, **keys}
        Outdated.objects.get_or_create(**known, defaults={"was": change.before})


def confirm(marks: Iterable[Outdated]) -> None:
    """Somebody has read these texts: they still hold."""
    Outdated.objects.filter(pk__in=[mark.pk for mark in marks]).delete()


@dataclass(frozen=True)
class State:
    """A text of a form: "current", "outdated" or "missing"; if outdated, what the other language said and says."""

    code: str
    mark: Outdated | None = None
    difference: SafeString | None = None


class States:
    """The states of all texts of one form, its inlines included. One query."""

    def __init__(self, record: models.Model | None) -> None:
        self._marks: dict[tuple[int, int, str, str], list[Outdated]] = defaultdict(list)
        if record is not None and record.pk:
            owner = ContentType.objects.get_for_model(record)
            for mark in Outdated.objects.filter(owner_type=owner, owner_id=record.pk):
                self._marks[mark.content_type_id, mark.object_id, mark.field, mark.language].append(mark)

    def of(self, row: models.Model, column: str) -> State | None:
        """The state of one column of a row; None for what is no translated prose, or not written in any language."""
        name = next((n for n in prose(type(row)) if column in _columns(n).values()), None)
        if name is None:
            return None
        texts = {code: getattr(row, each) for code, each in _columns(name).items()}
        language = next(code for code, each in _columns(name).items() if each == column)
        if not texts[language]:
            return State("missing") if any(texts.values()) else None
        marks = self._marks.get((ContentType.objects.get_for_model(row).pk, row.pk or 0, name, language))
        if not marks:
            return State("current")
        return State("outdated", marks[0], difference(marks[0].was, texts[marks[0].source_language] or ""))


def _columns(name: str) -> dict[str, str]:
    return {code: languages.localized(name, code) for code in languages.codes()}
