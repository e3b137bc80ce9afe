"""The content version: one short text that is another whenever what the public sees may be another.

It is the newest change of any record, the last moment at which something became public, ended, opened or closed by its
dates, and the day in Paris, since pages speak of today. One cheap query; the moments are looked up once for each change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from threading import RLock
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models import Max, Min, Q
from django.utils import timezone

from portal.core.models import Published
from portal.core.text.languages import current as current_language

P = ParamSpec("P")
R = TypeVar("R")
LONG_AGO, FAR_AHEAD = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

NEWEST = (
    "SELECT MAX(id), COUNT(*) FROM core_revision"
    " WHERE NOT is_pending AND id > (SELECT MAX(id) - 1000 FROM core_revision WHERE NOT is_pending)"
)

_dated: list[tuple[type[models.Model], str, timedelta]] = []


def follow(model: type[models.Model], field: str, lead: timedelta = timedelta(0)) -> None:
    """Makes the content another at the moment in `field` of each record, `lead` earlier: the dates of a call, say."""
    _dated.append((model, field, lead))


@dataclass(frozen=True)
class Span:
    """The time in which no date of any record passes: from the last one that has, until the next one."""

    since: datetime = LONG_AGO
    until: datetime = FAR_AHEAD


_spans: dict[str, Span] = {}  # by the newest change; one entry in general


def current() -> str:
    """The content version of this moment; inside `looked_at_once`, of the first look."""
    looked = _looked.get()
    if looked:
        return looked[0]
    found = _look()
    if looked is not None:
        looked.append(found)
    return found


def is_certain() -> bool:
    """Whether what is read now will stay: in a transaction it may be taken back, and the version would not know."""
    return not connection.in_atomic_block


def _look() -> str:
    newest, now = _newest_change(), timezone.now()
    span = _spans.get(newest)
    if span is None or not span.since <= now < span.until:
        span = _span(now)
        _spans.clear()
        _spans[newest] = span
    return f"{newest}.{span.since:%y%m%d%H%M%S%f}.{timezone.localdate(now):%y%m%d}"


def _newest_change() -> str:
    """Names the state of all records: the last revision; and how many lately, since one with a lower number may come after.

    In SQL, since every request asks it: Django takes longer to write the query than the database to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        last, number = cursor.fetchone()
    return f"{last or 0}.{number}"


def _span(now: datetime) -> Span:
    since, until = LONG_AGO, FAR_AHEAD
    published = [model for model in apps.get_models() if issubclass(model, Published)]
    of_all = [(model, field, timedelta(0)) for model in published for field in ("publish_at", "unpublish_at")]
    for model, field, lead in (*of_all, *_dated):
        moment = now + lead
        found = model._base_manager.aggregate(
            past=Max(field, filter=Q(**{f"{field}__lte": moment})),
            next=Min(field, filter=Q(**{f"{field}__gt": moment})),
        )
        since = max(since, found["past"] - lead) if found["past"] else since
        until = min(until, found["next"] - lead) if found["next"] else until
    return Span(since, until)


# --- one look for each request ----------------------------------------------------------------------------------------

_looked: ContextVar[list[str] | None] = ContextVar("content_version", default=None)


@contextmanager
def looked_at_once() -> Iterator[None]:
    """Inside, `current()` asks once: a request is answered from one version of the content."""
    token = _looked.set([])
    try:
        yield
    finally:
        _looked.reset(token)


# --- what is computed from all content, kept under its version --------------------------------------------------------

MOST = 1_500  # things kept at a time: the one that was computed first goes first
MOST_ASKED = 500  # of what readers ask for in their own words, which takes no room from the rest

_kept: dict[tuple[Any, ...], tuple[str, Any]] = {}
_asked: dict[tuple[Any, ...], tuple[str, Any]] = {}
_locks: dict[tuple[Any, ...], RLock] = {}


def kept(find: Callable[P, R]) -> Callable[P, R]:
    """Keeps what `find` gives, for its arguments and the active language, in this process until the content changes.

    Computed once, however many ask at the same time; nobody may change what is kept. In a transaction nothing is kept nor
    taken: what it reads may be taken back.
    """

    @wraps(find)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (find.__module__, find.__qualname__, *args, *sorted(kwargs.items()))
        return keep(key, lambda: find(*args, **kwargs))

    return found


def keep(key: tuple[Any, ...], find: Callable[[], R], *, is_asked: bool = False) -> R:
    """The same for one key: what is kept under it and the active language, else what `find` gives.

    `is_asked`: the key holds what a reader has put into an address, so that there is no end of such keys.
    """
    if not is_certain():
        return find()
    room, most = (_asked, MOST_ASKED) if is_asked else (_kept, MOST)
    key, version = (current_language(), *key), current()
    known = room.get(key)
    if known is None or known[0] != version:
        with _locks.setdefault(key, RLock()):
            known = room.get(key)
            if known is None or known[0] != version:
                room.pop(key, None)  # what is computed anew is the newest
                known = room[key] = version, find()
        _locks.pop(key, None)
        while len(room) > most:
            room.pop(next(iter(room)), None)
    return known[1]
