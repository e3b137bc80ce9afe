"""Calls for proposals: dated editions of an instrument. Their phase is computed, never typed."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, Prefetch, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from instruments.enums import CUT_SHORT, CallPhase, EndReason
from instruments.models.instrument import Criterion, Instrument, InstrumentFact
from instruments.phases import CLOSING_SOON, PARIS, PAST, Dates, Phase, phase
from portal.core.enums import Status
from portal.core.fields import PartialDateField
from portal.core.models import PublishedQuerySet, Record, public_discrepancies
from sites.models import Reachable

_PHASES = list(Phase)
DATING = ("opens_at", "closes_at", "ended_at", "end_reason", "edition", "status", "unpublish_at")  # decide the phase
# Words of `order_by` for calls that carry their phase: what comes next first, then what is past, the latest first.
READING_ORDER = (
    "phase_rank",
    F("comes_at").asc(nulls_last=True),
    F("went_at").desc(nulls_last=True),
    F("edition").desc(nulls_last=True),
)


class CallQuerySet(PublishedQuerySet):
    """What is public here also needs a public instrument: a call names it."""

    def published(self, on: datetime | None = None) -> Self:
        return super().published(on).filter(instrument__in=Instrument.objects.answering(on))

    def answering(self, on: datetime | None = None) -> Self:
        return super().answering(on).filter(instrument__in=Instrument.objects.answering(on))

    def with_phase(self, on: datetime | None = None) -> Self:
        """Adds `phase_on` (a value of Phase) and what sorts by it: see `in_reading_order`."""
        now = on or timezone.now()
        ends = Case(When(ended_at=None, then=F("closes_at")), default=F("ended_at"))
        return self.annotate(phase_on=_phase_in_sql(now)).annotate(
            phase_rank=Case(
                *(When(phase_on=value, then=Value(n)) for n, value in enumerate(_PHASES)),
                output_field=models.PositiveSmallIntegerField(),
            ),
            comes_at=Case(
                When(phase_on=Phase.FORTHCOMING, then=F("opens_at")),
                When(phase_on__in=(Phase.OPEN, Phase.CLOSING), then=ends),
                output_field=models.DateTimeField(),
            ),
            went_at=Case(When(phase_on__in=(Phase.CLOSED, Phase.ARCHIVED), then=ends)),
        )

    def in_phase(self, *phases: str, on: datetime | None = None) -> Self:
        return self.with_phase(on).filter(phase_on__in=phases)

    def counts(self, on: datetime | None = None) -> dict[str, int]:
        """How many calls are in each phase; a phase without one is left out."""
        found = self.with_phase(on).order_by().values_list("phase_on").annotate(number=Count("pk"))
        return dict(found)

    def open(self, on: datetime | None = None) -> Self:
        """One can apply, be there much time left or little."""
        return self.in_phase(Phase.OPEN, Phase.CLOSING, on=on)

    def closing_soon(self, on: datetime | None = None) -> Self:
        return self.in_phase(Phase.CLOSING, on=on)

    def in_reading_order(self, on: datetime | None = None) -> Self:
        """By phase; what comes next first, then what is past, the latest first."""
        return self.with_phase(on).order_by(*READING_ORDER, "code")

    def first_of_each_instrument(self, number: int, on: datetime | None = None) -> Self:
        """The first calls of every instrument, in reading order: chosen from their dates in Python, fetched plainly.

        Django takes a hundred times longer to put the order into SQL than the database to answer.
        """
        now = on or timezone.now()
        firsts: dict[int, list[int]] = defaultdict(list)
        for call in sorted(self.only("code", "instrument_id", *DATING), key=lambda call: call.reading_key(now)):
            if len(firsts[call.instrument_id]) < number:
                firsts[call.instrument_id].append(call.pk)
        found = self.filter(pk__in=[key for keys in firsts.values() for key in keys])
        found._reading_on = now
        return found

    _reading_on: datetime | None = None  # when set, the rows come in reading order at that moment

    def _clone(self) -> Self:
        copy = super()._clone()
        copy._reading_on = self._reading_on
        return copy

    def _fetch_all(self) -> None:
        is_new, now = self._result_cache is None, self._reading_on
        super()._fetch_all()
        if is_new and now is not None and self._result_cache:
            self._result_cache.sort(key=lambda call: call.reading_key(now))

    def for_list(self) -> Self:
        return self.select_related("instrument")

    def for_detail(self) -> Self:
        """With all that its page says of its instrument."""
        facts = InstrumentFact.objects.prefetch_related("sources")
        criteria = Criterion.objects.prefetch_related("sources")
        return self.for_list().prefetch_related(
            *("sources", "instrument__funding__sources", "instrument__routes"),
            public_discrepancies(),
            Prefetch("instrument__facts", facts),
            Prefetch("instrument__routes__criteria", criteria),
        )


def _phase_in_sql(now: datetime) -> Case:
    """`phases.phase`, in its order."""
    archived = Q(status=Status.ARCHIVED) | Q(unpublish_at__lte=now)
    closed = Q(closes_at__lte=now) | Q(ended_at__lte=now) | Q(end_reason__in=CUT_SHORT, ended_at=None)
    dated, soon = Q(opens_at__isnull=False) | Q(closes_at__isnull=False), now + CLOSING_SOON
    day = now.astimezone(PARIS).date().isoformat()
    year, month = day[:4], day[:7]  # an edition is over when its text is before today's, as far as it goes
    over = (
        Q(edition__lt=year) | Q(edition__gt=f"{year}-", edition__lt=month) | Q(edition__gt=f"{month}-", edition__lt=day)
    )
    return Case(
        When(archived, then=Value(Phase.ARCHIVED.value)),
        When(closed, then=Value(Phase.CLOSED.value)),
        When(opens_at__gt=now, then=Value(Phase.FORTHCOMING.value)),
        When(dated & (Q(closes_at__lte=soon) | Q(ended_at__lte=soon)), then=Value(Phase.CLOSING.value)),
        When(dated, then=Value(Phase.OPEN.value)),
        When(over, then=Value(Phase.CLOSED.value)),
        default=Value(Phase.UNDATED.value),
        output_field=models.CharField(max_length=12),
    )


class Call(Reachable, Record):
    """A dated edition of an instrument. Its phase is computed from the dates, never typed; they are Paris's."""

    url_name = "instruments:call"
    list_url_name = "instruments:calls"
    dated = ("opens_at", "closes_at", "ended_at", "end_reason")  # what its events in a calendar are made from

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="calls", verbose_name=_("instrument"))
    edition = PartialDateField(_("edition"))
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Paris time."))
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("Paris time. From this moment on it is shown as closed.")
    )
    dates_to_confirm = models.BooleanField(
        _("the dates are proposals"),
        default=False,
        help_text=_(
            "Made from the call of the year before. Correct the dates, then untick: before that it stays a draft."
        ),
    )
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=EndReason.choices, blank=True)
    ended_at = models.DateTimeField(
        _("ended early"),
        null=True,
        blank=True,
        help_text=_("Paris time; only if it ended before its closing date. Left empty, it is shown as closed at once."),
    )
    received = models.PositiveIntegerField(_("proposals received"), null=True, blank=True)
    selected = models.PositiveIntegerField(_("proposals selected"), null=True, blank=True)
    # A calendar that somebody subscribed to follows a date that moves by these two.
    sequence = models.PositiveIntegerField(_("how often its dates have moved"), default=0, editable=False)
    revised_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = CallQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(end_reason__in=EndReason.values),
                name="instruments_call_end_reason",
                violation_error_message=_("This value is not in the list."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="instruments_call_ends_after",
                violation_error_message=_("A call closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(selected=None) | Q(received=None) | Q(selected__lte=F("received")),
                name="instruments_call_selected",
                violation_error_message=_("No more proposals are selected than received."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(end_reason__in=CUT_SHORT),
                name="instruments_call_ended_why",
                violation_error_message=_(
                    "A call that ended early says why: its budget was spent, or it was withdrawn."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(closes_at=None) | Q(ended_at__lte=F("closes_at")),
                name="instruments_call_ended_before",
                violation_error_message=_("A call that ended early did so before its closing date."),
            ),
            models.CheckConstraint(
                condition=Q(dates_to_confirm=False) | Q(status__in=(Status.DRAFT, Status.REVIEW)),
                name="instruments_call_dates_confirmed",
                violation_error_message=_("These dates are proposals: confirm them before the call becomes public."),
            ),
        )

    @property
    def dates(self) -> Dates:
        """What decides its phase, but for being archived, which depends on the moment."""
        return Dates(
            self.opens_at,
            self.closes_at,
            self.ended_at,
            self.end_reason in CUT_SHORT,
            self.edition.latest if self.edition else None,
        )

    def reading_key(self, on: datetime) -> tuple[Any, ...]:
        """Sorts calls at hand as `in_reading_order` sorts them in the database: by phase, the next first, the latest first."""
        phase = Phase(self.phase(on).value)
        comes = {Phase.FORTHCOMING: self.opens_at, Phase.OPEN: self._ends_at, Phase.CLOSING: self._ends_at}.get(phase)
        went = self._ends_at if phase in PAST else None
        edition = self.edition.iso if self.edition else ""
        backwards = tuple(-ord(letter) for letter in edition.ljust(10))
        return (
            _PHASES.index(phase),
            comes.timestamp() if comes else math.inf,
            -went.timestamp() if went else math.inf,
            *((0, backwards) if edition else (1, ())),
            self.code,
        )

    @property
    def _ends_at(self) -> datetime | None:
        return self.ended_at or self.closes_at

    def phase(self, on: datetime | None = None) -> CallPhase:
        """Where it stands at the moment `on`, now when left out."""
        now = on or timezone.now()
        if self.is_archived(now):
            return CallPhase.ARCHIVED
        return CallPhase(phase(self.dates, now).value)

    def save(self, **kwargs: Any) -> None:
        """Counts in `sequence` each time a date of it moves."""
        before = (
            type(self)._base_manager.filter(pk=self.pk).values("sequence", *self.dated).first() if self.pk else None
        )
        if before and any(before[name] != getattr(self, name) for name in self.dated):
            self.sequence = before["sequence"] + 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sequence", "revised_at"}
        super().save(**kwargs)
