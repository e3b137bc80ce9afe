"""What the first page counts in all content: exact while counting is quick, else as of the last time that housekeeping counted.

A count of two hundred thousand records takes seconds, and every save asks for another: nobody waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.core.content import version

QUICK = 0.05  # seconds that the counts of one model may take in a request
IN_ALL = 0.15  # seconds of counting in one request, after which what is known from before will do
FEW = 5_000  # records that are counted in a request before it is known how long that takes


@dataclass(frozen=True)
class Counted:
    """The counts of one model, the content that they are of, how long they took."""

    version: str
    seconds: float
    counts: dict[str, int]


_counted: dict[str, Counted] = {}
_later: dict[str, Callable[[], Any]] = {}


def of(model: Any, count: Callable[[], dict[str, int]], until: float) -> dict[str, int] | None:
    """What `count` gives for `model`: of the content as it is, or, if that is slow, the last known; None if none is known.

    "Slow" is also what comes after the moment `until` of the monotonic clock, if something is known.
    """
    if not version.is_certain():
        return count()
    label, known = model._meta.label_lower, _counted.get(model._meta.label_lower)
    if known and known.version == version.current():
        return known.counts
    is_slow = known.seconds > QUICK or time.monotonic() > until if known else has_many(model)
    if not is_slow or not has_housekeeping():
        return _count(label, count)
    do_later(label, lambda: _count(label, count))
    return known.counts if known else None


def has_many(model: Any) -> bool:
    """Whether the table of `model` is so long that nobody should wait until it is read. One quick query."""
    last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) > FEW


def has_housekeeping() -> bool:
    """Whether a thread does what is left for later, and the content that it would see is that of this request."""
    return settings.PREPARED_EVERY is not None and version.is_certain()


def do_later(name: str, work: Callable[[], Any]) -> None:
    """Leaves `work` to the housekeeping of this process; once, however often it is asked."""
    _later[name] = work


def catch_up() -> None:
    """Job: does what was left for later, for a second or the time of one thing; without any, asks the database nothing."""
    started = time.monotonic()
    while _later and time.monotonic() - started < 1:
        _later.pop(next(iter(_later)))()


def _count(label: str, count: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Counts, and keeps what was counted."""
    now, started = version.current(), time.monotonic()
    counts = count()
    _counted[label] = Counted(now, time.monotonic() - started, counts)
    return counts
