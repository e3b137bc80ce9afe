"""Changes of records in an editor's words: whose field, in which language, what it said and says."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import formats, timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.content import check
from portal.core.content.differences import Change, RowChange

# Texts less alike than this, or longer, are shown one after the other: word by word nobody could read them, or wait.
ALIKE = 0.4
SHORT = 60  # characters that fit on one line with the others
LONGEST = 2000  # words and what stands between them, where the texts differ
_PIECES = re.compile(r"\w+|\W")


@dataclass(frozen=True)
class Said:
    """One line of a difference."""

    label: str
    language: str  # code, "" for what is the same in all
    difference: SafeString  # what went is in <del>, what came in <ins>


@dataclass(frozen=True)
class RowSaid:
    """One row of a difference: what it is, and its lines."""

    kind: str  # "added", "removed", "changed"
    name: str  # "" for the record's own row
    lines: list[Said]


def said(changes: Iterable[RowChange], record: models.Model | None = None) -> list[RowSaid]:
    """The changes of `record` in words. One query per model that they refer to."""
    listed = list(changes)
    names = _names(listed)
    own = (record._meta.label_lower, str(record.pk)) if record else None
    return [
        RowSaid(
            row.kind,
            "" if row.key == own else capfirst(str(row.model._meta.verbose_name)),
            [_line(row.model, change, names) for change in row.changes if _is_told(row, change)],
        )
        for row in listed
    ]


def _is_told(row: RowChange, change: Change) -> bool:
    """What an added or removed row does not hold, and its parent, say nothing."""
    if row.kind == "changed":
        return True
    value = change.after if row.kind == "added" else change.before
    return value not in (None, "", [], False)


def field_of(model: Any, attribute: str) -> Any:
    return model._meta.get_field(attribute)


def label_of(model: Any, attribute: str) -> tuple[str, str]:
    """(name of the field, language code or ""): a translated column is named by its field."""
    column = field_of(model, attribute)
    original = getattr(column, "translated_field", None)
    return capfirst(str((original or column).verbose_name)), getattr(column, "language", "") if original else ""


def _line(model: Any, change: Change, names: dict[tuple[str, str], str]) -> Said:
    label, language = label_of(model, change.attribute)
    column = field_of(model, change.attribute)
    before, after = (shown(column, value, names) for value in (change.before, change.after))
    return Said(label, language, difference(before, after))


def shown(column: Any, value: Any, names: dict[tuple[str, str], str]) -> str:
    """A value as an editor reads it; "" for none."""
    if value is None or value in ("", []):
        return ""
    if column.is_relation:
        label = column.related_model._meta.label_lower
        codes = value if isinstance(value, list) else [value]
        return ", ".join(names.get((label, str(code)), str(code)) for code in codes)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    value = check.python(column, value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    return str(value)


def _names(changes: Iterable[RowChange]) -> dict[tuple[str, str], str]:
    """The names of the records that the changes refer to, by model and code."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in changes:
        for change in row.changes:
            column = field_of(row.model, change.attribute)
            if column.is_relation:
                for value in (change.before, change.after):
                    codes = value if isinstance(value, list) else [value]
                    wanted[column.related_model._meta.label_lower] |= {code for code in codes if code is not None}
    return {
        (label, found.code): str(found)
        for label, codes in wanted.items()
        for found in apps.get_model(label)._base_manager.filter(code__in=codes)
    }


def difference(before: str, after: str) -> SafeString:
    """Both texts in one, word by word."""
    if not before or not after:
        gone = format_html("<del>{}</del>", before) if before else ""
        return format_html("{}{}", gone, format_html("<ins>{}</ins>", after) if after else "")
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    # Between what both begin and end with, the time grows with the product of the lengths.
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    if max(len(left), len(right)) > LONGEST or _likeness(matcher, len(old) + len(new), start + end) < ALIKE:
        between = " " if max(len(before), len(after)) <= SHORT else "\n"
        return format_html("<del>{}</del>{}<ins>{}</ins>", before, between, after)
    parts: list[str] = [escape("".join(old[:start]))]
    for step, a, b, c, d in matcher.get_opcodes():
        gone, come = escape("".join(left[a:b])), escape("".join(right[c:d]))
        if step == "equal":
            parts.append(gone)
            continue
        parts.append(f"<del>{gone}</del>" if gone else "")
        parts.append(f"<ins>{come}</ins>" if come else "")
    parts.append(escape("".join(old[len(old) - end :])))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _shared(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _likeness(matcher: difflib.SequenceMatcher[str], pieces: int, around: int) -> float:
    """From 0 to 1: how much two texts of `pieces` together share; `around` are the same outside what `matcher` compares."""
    same = around + sum(block.size for block in matcher.get_matching_blocks())
    return 2 * same / pieces
