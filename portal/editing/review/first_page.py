"""The first page of the desk: what waits for this person, this week's records to confirm, what becomes public and what ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.enums import ANSWERING
from portal.core.models import Published, Revision, visible
from portal.core.registry import Registry
from portal.core.revision import RevisionKind
from portal.editing import pages
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.review import content_checks

PORTION = 20  # records to confirm in a week
WEEKS = 8  # that the calendar looks ahead, and half of them back


def monday() -> datetime:
    """The beginning of this week (Europe/Paris)."""
    today = timezone.localdate()
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))


@dataclass(frozen=True)
class Portion:
    """This week's records to confirm: the ones still to do, and how many were confirmed since Monday."""

    records: list[Any]
    done: int

    @property
    def is_done(self) -> bool:
        return not self.records


def portion(request: HttpRequest) -> Portion:
    """Twenty records a week, those whose confirmation is due first: the same ones all week, fewer with each confirmed."""
    done = Revision.objects.filter(kind=RevisionKind.CONFIRMED, at__gte=monday()).count()
    due = content_checks.review_due() | (visible() & Q(reviewed_on=None))
    found = [
        record
        for model in _confirmed_by(request)
        for record in model._base_manager.filter(due).order_by("pk")[
            :PORTION
        ]  # by the key: no database sorts a long table
    ]
    found.sort(key=lambda record: record.reviewed_on is None)
    return Portion(found[: max(0, PORTION - done)], done)


def _confirmed_by(request: HttpRequest) -> list[Any]:
    """The kinds of records that the user confirms once they are public."""
    return [
        model
        for model in reversed(admin.site._registry)  # of the upper rooms first: what readers come for
        if issubclass(model, Published) and acts.has(request.user, acts.power(Act.CONFIRM, model, True))
    ]


# --- the calendar -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """A moment at which something becomes public or ends: what, and of which record."""

    at: datetime
    what: str
    record: Any

    @property
    def address(self) -> str:
        return pages.form_of(type(self.record), self.record.pk)


moments: Registry[int, Any] = Registry("desk_calendar")
"""What rooms add to the calendar: functions of (from, until) that give `Moment`s."""


def calendar(request: HttpRequest) -> list[tuple[datetime, list[Moment]]]:
    """The moments of the weeks around now, by week, oldest first; the beginning of each week is a Monday (Europe/Paris)."""
    start, end = monday() - timedelta(weeks=WEEKS // 2), monday() + timedelta(weeks=WEEKS + 1)
    found = [*_windows(request, start, end), *_pending(start, end)]
    for source in moments.values():
        found += source(start, end)
    weeks: dict[datetime, list[Moment]] = {}
    for moment in sorted(found, key=lambda each: each.at):
        day = timezone.localtime(moment.at).date()
        first = timezone.make_aware(datetime.combine(day - timedelta(days=day.weekday()), time.min))
        weeks.setdefault(first, []).append(moment)
    return list(weeks.items())


def _windows(request: HttpRequest, start: datetime, end: datetime) -> Iterator[Moment]:
    words = {"publish_at": _("becomes public"), "unpublish_at": _("is public no more")}
    for model, desk in admin.site._registry.items():
        if not issubclass(model, Published) or not desk.has_view_permission(request):
            continue
        either = Q(publish_at__range=(start, end)) | Q(unpublish_at__range=(start, end))
        for record in model._base_manager.filter(either, status__in=ANSWERING):
            for name, what in words.items():
                if (at := getattr(record, name)) and start <= at <= end:
                    yield Moment(at, what, record)


def _pending(start: datetime, end: datetime) -> Iterator[Moment]:
    changes = Revision.pending.filter(publish_at__range=(start, end))
    keys: dict[str, dict[int, datetime]] = {}
    for change in changes:
        keys.setdefault(change.model, {})[change.object_id] = change.publish_at
    for label, known in keys.items():
        for record in apps.get_model(label)._base_manager.filter(pk__in=known):
            yield Moment(known[record.pk], _("its pending change becomes public"), record)


# --- the pending changes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A pending change in the list of all: the change, and the name and the address of its record."""

    change: Revision
    name: str
    kind: str
    address: str


def pending_changes(user: Any, only_own: bool, start: int, count: int) -> list[Waiting]:
    """Pending changes, the ones due first, then the oldest: `count` of them from the number `start` on."""
    found = Revision.pending.select_related("author").order_by("publish_at", "pk")
    changes = list((found.filter(authors=user) if only_own else found)[start : start + count])
    keys: dict[str, set[int]] = {}
    for change in changes:
        keys.setdefault(change.model, set()).add(change.object_id or 0)
    records = {
        (label, record.pk): record
        for label, pks in keys.items()
        for record in apps.get_model(label)._base_manager.filter(pk__in=pks)
    }
    listed = [(change, records.get((change.model, change.object_id))) for change in changes]
    return [
        Waiting(
            change,
            str(record),
            str(capfirst(record._meta.verbose_name)),
            pages.form_of(type(record), record.pk, "preparation"),
        )
        for change, record in listed
        if record is not None
    ]
