"""Calendar of calls (RFC 5545) for subscription: an event for each opening and each closing.

Only announced dates, no estimates. An event keeps its UID whatever happens to the call; a changed date increases its
SEQUENCE, so that calendars move the event instead of adding one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText, vUri

from instruments import callwords
from instruments.enums import CUT_SHORT, EndReason
from instruments.models import Call
from portal.core.lists.exporters import batches
from portal.core.lists.formats import LICENCE
from portal.core.lists.listing import Listing
from portal.core.text import numbers
from portal.core.text.languages import Text, current, text_of
from portal.core.text.typography import plain

NAMESPACE = UUID("6f0c1d1e-6d0b-5c52-9d0c-3b8f5e3f7a11")
PARIS_IN_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
MINUTE = timedelta(minutes=1)
END = "END:VCALENDAR\r\n"


def icalendar(listing: Listing, origin: str) -> Iterator[str]:
    """Yields the calendar of the calls in `listing`, in pieces. Moments are in UTC, unambiguous when the clocks change.

    The time zone is included all the same: it names the zone of the dates, and a calendar needs at least one component.
    """
    yield _head(listing, origin).to_ical().decode().removesuffix(END) + PARIS_IN_RULES.replace("\n", "\r\n")
    for calls in batches(listing):
        yield "".join(event.to_ical().decode() for call in calls for event in events(call, origin))
    yield END


def _head(listing: Listing, origin: str) -> Calendar:
    """The calendar without its events: name, description, refresh interval, time zone."""
    record_list, found = listing.record_list, Calendar()
    tail = f"?{listing.query}" if listing.query else ""
    found.add("prodid", "-//Inserm//International cooperation//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("uid", _uid(f"{listing.query}", current()))
    for name in ("name", "x-wr-calname"):
        found.add(name, _text(str(record_list.title)))
    found.add("description", _text(str(record_list.description)))
    found.add("x-wr-timezone", "Europe/Paris")
    found.add("url", vUri(f"{origin}{record_list.page_address}{tail}"))
    found.add("source", vUri(f"{origin}{record_list.file_address('ics')}{tail}"), parameters={"VALUE": "URI"})
    found.add("x-published-ttl", "PT12H")
    found.add("x-licence", vUri(LICENCE))
    if listing.errors:
        found.add("comment", _text(" ".join(listing.errors.values())))
    return found


def events(call: Call, origin: str) -> Iterator[Event]:
    """Yields the events of the announced opening and closing of a call; cancelled ones if the call was withdrawn."""
    cut_short, withdrawn = call.end_reason in CUT_SHORT, call.end_reason == EndReason.WITHDRAWN
    if call.opens_at:
        never = cut_short and (call.ended_at is None or call.ended_at <= call.opens_at)
        yield _event(call, "opens", call.opens_at, _("Opens: %(call)s"), never, origin)
    if call.closes_at:
        never = withdrawn or (cut_short and call.ended_at is None)
        yield _event(call, "closes", call.ended_at or call.closes_at, _("Closes: %(call)s"), never, origin)


def _event(call: Call, kind: str, moment: datetime, words: str, is_cancelled: bool, origin: str) -> Event:
    """The event of one date of a call; `kind` tells opening from closing."""
    name, found = text_of(call, "name"), Event()
    said = [str(text_of(call, "summary")), *map(str, callwords.sentences(call)), str(text_of(call.instrument, "name"))]
    found.add("uid", _uid(call.code, kind))
    found.add("dtstamp", call.revised_at.replace(microsecond=0))
    found.add("last-modified", call.revised_at.replace(microsecond=0))
    found.add("sequence", call.sequence)
    start, end = _span(kind, moment.astimezone(UTC).replace(microsecond=0))
    found.add("dtstart", start)
    if end:
        found.add("dtend", end)
    found.add("summary", _text(words % {"call": name}, name))
    found.add("description", _text("\n".join(line for line in said if line)))
    found.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    found.add("transp", "TRANSPARENT")  # a date to know of takes nobody's time
    if call.public_address:
        found.add("url", vUri(f"{origin}{call.public_address}"))
    return found


def _span(kind: str, moment: datetime) -> tuple[datetime, datetime | None]:
    """Start and end of an event: a moment, but the last minute of the day for what closes at midnight.

    What closes at 00:00 on 1 March stands in a calendar on 28 February, and its end is the moment itself.
    """
    if kind == "closes" and numbers.last_day(moment) != localtime(moment).date():
        return moment - MINUTE, moment
    return moment, None


def _uid(*parts: str) -> str:
    """UID of a calendar or an event, made from parts that never change."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


def _text(words: str, said_in: Text | Any = None) -> vText:
    """A text property with its language."""
    language = said_in.language if said_in else current()
    return vText(plain(words, language), params={"LANGUAGE": language})
