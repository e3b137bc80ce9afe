"""Texts on calls: phase, opening and closing; and on an instrument's next date.

An estimate from earlier years is only given here, marked as such; it is no date, and is in no calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments.enums import CUT_SHORT, CallPhase, EndReason, Mode
from instruments.models import Call, Instrument
from instruments.phases import CLOSING_SOON, PAST, Phase
from portal.core.text import numbers


@dataclass(frozen=True)
class Sentence:
    """A sentence with at most one moment (`%(moment)s`), which pages show in a `<time>` element.

    `is_end`: something ends then, so that 00:00 is said as the midnight of the day before; `<time>` keeps the moment.
    """

    message: str
    moment: datetime | None = None
    is_end: bool = False

    def __str__(self) -> str:
        return self.message % {"moment": self._said(self.moment)} if self.moment else self.message

    def __html__(self) -> SafeString:
        if self.moment is None:
            return conditional_escape(self.message)
        iso = timezone.localtime(self.moment).isoformat(timespec="seconds")
        shown = format_html('<time datetime="{}">{}</time>', iso, self._said(self.moment))
        return mark_safe(conditional_escape(self.message) % {"moment": shown})  # noqa: S308 - both are escaped

    def _said(self, moment: datetime) -> str:
        return numbers.end(moment) if self.is_end else numbers.moment(moment)


def moments(known: datetime | None, is_end: bool = False) -> list[Sentence]:
    """A known moment as a sentence of its own, for the facts of a page; `is_end` as in `Sentence`."""
    return [Sentence("%(moment)s", known, is_end)] if known else []


def closing_soon() -> str:
    """Explains from when a call counts as closing soon (`phases.CLOSING_SOON`)."""
    days = CLOSING_SOON.days
    return ngettext(
        "A call closes soon from %(count)s day before its closing date.",
        "A call closes soon from %(count)s days before its closing date.",
        days,
    ) % {"count": numbers.number(days)}


def label(phase: str) -> str:
    """Label of a phase: "Closing soon"."""
    return str(capfirst(CallPhase(phase).label))


def sentences(call: Call, on: datetime | None = None) -> list[Sentence]:
    """Sentences on the dates of `call` at the moment `on` (aware; now), to accompany the label of its phase."""
    phase = call.phase(on)
    if phase == CallPhase.FORTHCOMING:
        return [Sentence(_("Opens on %(moment)s"), call.opens_at), *_closing(call)]
    if phase in (CallPhase.OPEN, CallPhase.CLOSING):
        return _closing(call) or [Sentence(_("No closing date announced"))]
    if phase in PAST:
        return _ended(call, on or timezone.now())
    return []


def _closing(call: Call) -> list[Sentence]:
    """Sentences on the closing date of a call."""
    ends = call.dates.ends_at
    return [Sentence(_("Closes on %(moment)s"), ends, is_end=True)] if ends else []


def _ended(call: Call, on: datetime) -> list[Sentence]:
    """Sentences on the end of a call that is over."""
    if call.end_reason in CUT_SHORT and (call.ended_at is None or call.ended_at <= on):
        return [_cut_short(call)]
    if call.closes_at and call.closes_at <= on:
        return [Sentence(_("Closed on %(moment)s"), call.closes_at, is_end=True)]
    return [] if call.closes_at or call.opens_at else [Sentence(_("Dates not published"))]


def _cut_short(call: Call) -> Sentence:
    """Sentence on why a call ended early."""
    if call.end_reason == EndReason.BUDGET:
        if call.ended_at:
            return Sentence(_("Ended early, on %(moment)s: the budget was spent"), call.ended_at, is_end=True)
        return Sentence(_("Ended early: the budget was spent"))
    if call.ended_at:
        return Sentence(_("Withdrawn on %(moment)s"), call.ended_at, is_end=True)
    return Sentence(_("Withdrawn"))


def state(counts: Mapping[str, int]) -> str:
    """Sentence on the calls that are open now; `counts` is the number of calls by phase."""
    opened = counts.get(Phase.OPEN, 0) + counts.get(Phase.CLOSING, 0)
    if opened:
        return ngettext("%(count)s call is open.", "%(count)s calls are open.", opened) % {
            "count": numbers.number(opened)
        }
    if coming := counts.get(Phase.FORTHCOMING, 0):
        return ngettext(
            "No call is open at present; %(count)s is announced.",
            "No call is open at present; %(count)s are announced.",
            coming,
        ) % {"count": numbers.number(coming)}
    return _("No call is open at present, and no source announces a date. Here is what is known.")


@dataclass(frozen=True)
class Results:
    """Number of proposals received and selected; None where no source states it."""

    received: int | None
    selected: int | None

    @property
    def rate(self) -> str:
        """Success rate: "18.5%"; "" unless both numbers are known."""
        if not self.received or self.selected is None:
            return ""
        return numbers.percent((Decimal(100 * self.selected) / self.received).quantize(Decimal("0.1")))


def results(call: Call) -> Results | None:
    """Results of `call`; None where no source states any."""
    known = Results(call.received, call.selected)
    return None if known == Results(None, None) else known


@dataclass(frozen=True)
class NextDate:
    """When one can apply to an instrument, for its page, its card and the comparison.

    `coming`: the open calls, else the first forthcoming one, with their sentences. Without any: `otherwise`, the text
    for that case; `last`, the latest call that is over; `habit`, when earlier calls opened, "" if unknown.
    """

    coming: list[tuple[Call, list[Sentence]]] = field(default_factory=list)
    otherwise: str = ""
    last: Call | None = None
    habit: str = ""

    @property
    def values(self) -> list[Any]:
        """The texts in order, for the facts of a page."""
        named = [value for call, said in self.coming for value in (call, *said)]
        return named or [self.otherwise]


def next_date(instrument: Instrument, on: datetime | None = None) -> NextDate:
    """Next date of `instrument`, from `instrument.calls` in its order; no query if they are prefetched."""
    now = on or timezone.now()
    calls = [(call, call.phase(now)) for call in instrument.calls.all()]
    opened = [call for call, phase in calls if phase in (Phase.OPEN, Phase.CLOSING)]
    coming = opened or [call for call, phase in calls if phase == Phase.FORTHCOMING][:1]
    if coming:
        return NextDate([(call, sentences(call, now)) for call in coming])
    past = [call for call, phase in calls if phase in PAST]
    return NextDate([], _otherwise(instrument.mode), max(past, key=_age, default=None), habit(past))


def _otherwise(mode: str) -> str:
    """Text for an instrument without open or forthcoming calls, by its `mode`."""
    if mode in (Mode.REQUEST, Mode.DIRECTED):
        return _("No call: %(mode)s") % {"mode": Mode(mode).label}
    return label(Phase.UNDATED)


def _age(call: Call) -> str:
    """Sort key by which the latest of several calls is found: its last known date in ISO form."""
    known = call.dates.ends_at or call.opens_at
    return known.date().isoformat() if known else str(call.edition or "")


def habit(past: Iterable[Call]) -> str:
    """Formats the months in which earlier calls opened, latest first, at most three: "March 2026, April 2025"."""
    opened = sorted((call.opens_at for call in past if call.opens_at), reverse=True)[:3]
    return ", ".join(formats.date_format(timezone.localtime(day), "YEAR_MONTH_FORMAT") for day in opened)
