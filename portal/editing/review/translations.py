"""State of translations: tracks the texts that are outdated because another language has changed.

A text is outdated when another language of the same field has changed since both agreed, unless the change was minor;
either language may change first. It is current again once it is edited, confirmed, or the other text is restored. Only
outdated texts have a row (`Outdated`); a missing one is seen from the text itself.
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

# Translated fields that are not prose, and never outdated.
NOT_PROSE = {"slug", "sort_key", "name_lang"}


def prose(model: Any) -> tuple[str, ...]:
    """Names of the translated prose fields of `model`."""
    return tuple(name for name in languages.translated(model) if name not in NOT_PROSE)


def follow(
    model: type[models.Model], pk: Any, before: Document, after: Document | None, is_minor: bool = False
) -> None:
    """Marks the texts that a change of a record from `before` to `after` outdates; unmarks those brought up to date.

    `after` is None for a deletion; a minor change (`is_minor`) marks nothing.
    """
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
    """Updates the marks of one row that has changed."""
    changed = {change.attribute: change for change in row.changes}
    for name in prose(row.model):
        columns = {code: languages.localized(name, code) for code in languages.codes()}
        edited = {code: changed[column] for code, column in columns.items() if column in changed}
        if is_minor:
            continue
        caught_up = set(marks.filter(field=name, language__in=edited).values_list("language", "source_language"))
        marks.filter(field=name, language__in=edited).delete()
        for code, change in edited.items():
            # A text that was brought up to date does not outdate the one it was adapted to.
            followed = {source for language, source in caught_up if language == code}
            behind = [c for c, column in columns.items() if c not in edited and c not in followed and values[column]]
            _mark(marks, name, code, change, behind, {"content_type": _type(row), "object_id": row.key[1], **owner})


def _type(row: RowChange) -> ContentType:
    """Content type of the row's model."""
    return ContentType.objects.get_for_model(row.model)


def _mark(marks: Any, name: str, code: str, change: Change, behind: Iterable[str], keys: dict[str, Any]) -> None:
    """Marks the languages `behind` as outdated by the change in `code`; a first or deleted text outdates none."""
    returned, _ = marks.filter(field=name, source_language=code, was=change.after or "").delete()
    if returned or not change.before or not change.after:
        return
    for other in behind:
        known = {"field": name, "language": other, "source_language": code, **keys}
        Outdated.objects.get_or_create(**known, defaults={"was": change.before})


def confirm(marks: Iterable[Outdated]) -> None:
    """Unmarks outdated texts that somebody has confirmed."""
    Outdated.objects.filter(pk__in=[mark.pk for mark in marks]).delete()


@dataclass(frozen=True)
class State:
    """State of a text: "current", "outdated" or "missing"; if outdated, its mark and what changed."""

    code: str
    mark: Outdated | None = None
    difference: SafeString | None = None


class States:
    """States of all texts of one form, inlines included. One query."""

    def __init__(self, record: models.Model | None) -> None:
        self._marks: dict[tuple[int, int, str, str], list[Outdated]] = defaultdict(list)
        if record is not None and record.pk:
            owner = ContentType.objects.get_for_model(record)
            for mark in Outdated.objects.filter(owner_type=owner, owner_id=record.pk):
                self._marks[mark.content_type_id, mark.object_id, mark.field, mark.language].append(mark)

    def of(self, row: models.Model, column: str) -> State | None:
        """State of one column of `row`; None if it is no translated prose, or empty in every language."""
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
    """Columns of the translated field `name`, by language."""
    return {code: languages.localized(name, code) for code in languages.codes()}
