"""The list of calls: by status, instrument and year; its files, the calendar among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextChoices,
    TextField,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, Substr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from instruments import callwords
from instruments.enums import CallPhase, EndReason
from instruments.models import Call, Instrument
from instruments.models.call import READING_ORDER
from instruments.phases import PARIS, Phase
from portal.core.lists import columns
from portal.core.lists.exporters import formats_of
from portal.core.lists.filters import Column, Year, records, values
from portal.core.lists.formats import Download, Format, downloads
from portal.core.lists.listing import Listing
from portal.core.lists.record_list import Cell, Heading, Order, RecordList, record_columns, register
from portal.core.text import numbers
from portal.core.text.languages import Text, current

INSTANT = timedelta(seconds=1)


def how_many(count: int) -> str:
    return ngettext("%(count)s call", "%(count)s calls", count) % {"count": numbers.number(count)}


class PhaseFilter(Column):
    """A filter on where a call stands now; the rows carry it (`with_phase`)."""

    def where(self, rows: QuerySet[Any], codes: list[str]) -> Q:
        return Q(pk__in=Call.objects.in_phase(*codes).values("pk"))


class EditionYear(Year):
    """A filter on the year of a call: that of its edition, else the one in which it opens or closes, in Paris.

    What closes at 00:00 on 1 January closes in the year before.
    """

    def where(self, rows: QuerySet[Any], codes: list[str]) -> Q:
        return Column.where(self, rows, codes)

    def _coded(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        ends = (ExpressionWrapper(F(name) - INSTANT, DateTimeField()) for name in ("closes_at", "ended_at"))
        dated = ExtractYear(Coalesce("opens_at", *ends), tzinfo=PARIS, output_field=IntegerField())
        edition = Substr("edition", 1, 4, output_field=TextField())
        return rows.annotate(facet_code=Coalesce(edition, Cast(dated, TextField()), output_field=TextField()))


def all_of(instrument: Instrument) -> str:
    """Path of the list of one instrument's calls."""
    return f"{CALLS.page_address}?instrument={instrument.code}"


def following(instrument: Instrument | None = None) -> list[Download]:
    """The calls of one instrument, or of all, as a calendar and as a feed, to subscribe to."""
    query = f"instrument={instrument.code}" if instrument else ""
    found = downloads(formats_of(CALLS), CALLS.file_address, query)
    return [found["ics"], found["atom"]]


def calendar(listing: Listing, origin: str) -> Iterator[str]:
    """The calls found as a calendar, in pieces; the library behind it is read with the first of them."""
    from instruments.call_calendar import icalendar

    return icalendar(listing, origin)


def heading(call: Any) -> Heading:
    lead = Text(callwords.closing_soon(), current()) if call.phase_on == Phase.CLOSING else None
    return Heading(call.phase_on, Text(callwords.label(call.phase_on), current()), lead)


IN_PARIS = _("Moment in Paris time, with its distance from UTC.")


def moment(key: str, label: Any, help: Any) -> Cell:  # noqa: A002 - the word of Cell
    """A moment on Paris's clocks, with its distance from UTC; None where it is not known."""

    def find(call: Call) -> Any:
        known = getattr(call, key)
        return known and known.astimezone(PARIS)

    return Cell(key, label, help, find, "date")


def one_of(words: Any, choices: type[TextChoices]) -> Any:
    """The help of a column that holds codes, in the reader's language: the codes themselves are the same in all."""
    return format_lazy("{} {}", words, ", ".join(choices.values))


CALLS = register(
    RecordList(
        code="calls",
        rank=20,
        title=_("Calls for proposals"),
        description=_(
            "The calls for proposals of Inserm's international instruments: open, closing soon, forthcoming and closed,"
            " with their dates in Paris time."
        ),
        page="instruments:calls",
        records=lambda: Call.objects.answering().with_phase(),
        how_many=how_many,
        facets=(
            PhaseFilter("status", _("Status"), ExpressionWrapper(F("phase_on"), CharField()), values(CallPhase)),
            Column("instrument", _("Instrument"), "instrument__code", records(lambda: Instrument.objects.answering())),
            EditionYear("year", _("Year"), ExpressionWrapper(F("edition"), CharField())),
        ),
        orders=(
            Order("status", _("By status"), lambda: READING_ORDER, heading, "status"),
            Order("name", _("By name"), lambda: ("sort_key",)),
            Order(
                "newest",
                _("Newest first"),
                lambda: (F("edition").desc(nulls_last=True), F("opens_at").desc(nulls_last=True)),
            ),
        ),
        columns=record_columns(
            Cell(
                "status",
                _("Status"),
                one_of(_("Where it stands at the moment of the file, one of:"), CallPhase),
                lambda it: it.phase_on,
                "code",
            ),
            Cell("status_name", _("Status in words"), columns.IN_FILE, lambda it: callwords.label(it.phase_on)),
            *columns.reference(
                "instrument",
                _("Instrument"),
                _("Identifier of the instrument that it is a call of."),
                _("Name of the instrument"),
            ),
            Cell(
                "edition",
                _("Edition"),
                _("The year, month or day that it is named after."),
                lambda it: it.edition,
                "date",
            ),
            moment("opens_at", _("Opens"), IN_PARIS),
            moment("closes_at", _("Closes"), IN_PARIS),
            moment("ended_at", _("Ended early"), _("When it ended before its closing date, in Paris time.")),
            Cell(
                "end_reason",
                _("Why it ended"),
                one_of(_("Empty while not known; one of:"), EndReason),
                lambda it: it.end_reason or None,
                "code",
            ),
            columns.number("received", _("Proposals received"), _("Number, where a source gives it.")),
            columns.number("selected", _("Proposals selected"), _("Number, where a source gives it.")),
        ),
        for_page=lambda rows: rows.select_related("instrument"),
        for_files=lambda rows: rows.select_related("instrument").prefetch_related("sources"),
        remarks=lambda call: (callwords.label(call.phase_on), *callwords.sentences(call)),
        more_formats={"ics": Format("iCalendar", "text/calendar; charset=utf-8", calendar)},
    )
)
