"""What changed lately, for the home page: records that were written, then events of the cooperation itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from portal.core.content import version
from portal.core.dates import PartialDate
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.templatetags.portal import text
from portal.pages.models import Page, TimelineEvent

MOST = 3
LOOKED_AT = 50  # revisions, the newest first: several may be of one record
NO_CHANGE = (RevisionKind.LOADED, RevisionKind.CONFIRMED, RevisionKind.DELETED)
HISTORY = "history"
"""The page on which the events stand."""


@dataclass(frozen=True)
class Change:
    """A dated line: a day in Europe/Paris or a date known in part, the words, the page that they lead to."""

    date: date | PartialDate
    words: str
    address: str


def changes(models: Iterable[type[Any]]) -> list[Change]:
    """The three newest changes: of public records of `models`, and if there are fewer, the newest events."""
    return _changes(tuple(models))


@version.kept
def _changes(models: tuple[type[Any], ...]) -> list[Change]:
    return [*_written(models), *_events()][:MOST]


def _written(models: tuple[type[Any], ...]) -> list[Change]:
    """Public records that editors wrote, the last written first; what was loaded or only confirmed is no change."""
    by_label = {model._meta.label_lower: model for model in models}
    rows = Revision.objects.filter(model__in=by_label).exclude(kind__in=NO_CHANGE).order_by("-pk")
    newest: dict[tuple[str, int | None], Any] = {}
    for label, pk, at in rows.values_list("model", "object_id", "at")[:LOOKED_AT]:
        newest.setdefault((label, pk), at)
    keys: dict[str, list[int | None]] = defaultdict(list)
    for label, pk in newest:
        keys[label].append(pk)
    records = {
        (label, record.pk): record
        for label, pks in keys.items()
        for record in by_label[label].objects.published().filter(pk__in=pks)
    }
    return [
        Change(timezone.localdate(at), text(records[key], "name"), records[key].get_absolute_url())
        for key, at in newest.items()
        if key in records
    ]


def _events() -> list[Change]:
    """Events of the history, the newest first; none while the page on which they stand is not public."""
    page = Page.objects.published().filter(code=HISTORY).first()
    if page is None:
        return []
    events = TimelineEvent.objects.published().filter(date__isnull=False).order_by(F("date").desc(), "code")[:MOST]
    return [Change(event.date, text(event, "name"), f"{page.get_absolute_url()}#timeline") for event in events]
