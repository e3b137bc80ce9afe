"""The dated events of the cooperation, as their page lists and draws them; the same as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from portal.core.content import reference, version
from portal.core.dates import PartialDate
from portal.core.drawing.picture import Picture
from portal.core.lists.facets import Question
from portal.core.lists.formats import Format, cell, plain, table
from portal.core.text import languages, numbers
from portal.pages.drawings.counts import typeset
from portal.pages.drawings.history import Event, Wide, wide
from portal.pages.drawings.upright import Phone, phone
from portal.pages.enums import Lane
from portal.pages.models import Page, TimelineEvent


@dataclass(frozen=True)
class Told:
    """An event, and the page of the record that it tells of, if it has one."""

    event: TimelineEvent
    record: Any
    address: str | None


@dataclass(frozen=True)
class History:
    """All events, and both drawings of them; None where nothing is dated."""

    told: tuple[Told, ...]
    wide: Wide | None
    phone: Phone | None


@version.kept
def history() -> History:
    """Of every published event."""
    return of(TimelineEvent.objects.published().prefetch_related("sources"))


def of(events: Iterable[TimelineEvent]) -> History:
    listed = list(events)
    records = reference.records(event.record for event in listed if event.record)
    told = tuple(_told(event, records.get(event.record)) for event in listed)
    drawn = [_drawn(each, each.event.date) for each in told if each.event.date]
    lanes = [(lane.value, typeset(str(lane.label))) for lane in Lane]
    today = timezone.localdate()
    return History(told, wide(drawn, lanes, today), phone(drawn, lanes, today))


def _told(event: TimelineEvent, record: Any) -> Told:
    return Told(event, record, getattr(record, "public_address", None))


def _drawn(told: Told, when: PartialDate) -> Event:
    event = told.event
    precise = when.precision in ("month", "day") and not event.date_to
    return Event(
        code=event.code,
        words=typeset(str(languages.text_of(event, "name"))),
        date=typeset(numbers.partial_date(when)) if precise else "",
        start=when,
        end=event.date_to,
        goes_on=event.goes_on,
        lane=event.lane,
        kind=_kind(told.record),
        address=told.address or f"#event-{event.code}",
    )


def _kind(record: Any) -> str:
    """Which mark of the map stands for a record: that of its instrument or form of partnership, else its own."""
    of_which = getattr(record, "instrument", None) or getattr(record, "modality", None) or record
    return getattr(of_which, "code", "")


# --- the same as files ------------------------------------------------------------------------------------------------

COLUMNS = ("id", "date", "date_to", "goes_on", "lane", "name", "text", "record", "url", "sources")


class Asked(Question):
    """The history that is asked for as a file."""

    def __init__(self, page: Page, found: History) -> None:
        super().__init__(QueryDict())
        self.page, self.found = page, found


def comma_separated(asked: Asked, origin: str) -> Iterator[str]:
    """One line per event."""
    yield table([[*COLUMNS], *(_row(told, origin) for told in asked.found.told)], is_start=True)


def _row(told: Told, origin: str) -> list[str]:
    event = told.event
    sources = [f"{source.publisher}, {languages.text_of(source, 'title')}" for source in event.sources.all()]
    known: list[Any] = [event.code, event.date, event.date_to, event.goes_on, event.lane]
    known += [languages.text_of(event, "name").value, languages.text_of(event, "text").value, event.record]
    return [cell(plain(value)) for value in (*known, origin + told.address if told.address else None, sources)]


def scalable(asked: Asked, origin: str) -> Iterator[str]:
    """The wide drawing."""
    drawn, page = asked.found.wide, asked.page
    if drawn is None:
        return
    names = dict.fromkeys(source.publisher for told in asked.found.told for source in told.event.sources.all())
    yield Picture(
        title=str(languages.text_of(page, "name")),
        date=numbers.day(timezone.localdate()),
        says=str(languages.text_of(page, "summary")),
        source=", ".join(names),
        address=origin + page.get_absolute_url(),
        template="components/drawings/history_wide.html",
        context={"history": drawn, "is_file": True},
        size=(drawn.width, drawn.height),
    ).svg()


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", comma_separated),
    "svg": Format("SVG", "image/svg+xml; charset=utf-8", scalable),
}
