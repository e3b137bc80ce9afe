"""A list as CSV (RFC 4180), XLSX, JSON, GeoJSON (RFC 7946), Atom (RFC 4287): the rows of its page, all pages of it, in their order.

Each writer gives its file in pieces of some hundred rows, so that a large one is never whole in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max

from portal.core.content import revisions
from portal.core.dates import PartialDate
from portal.core.lists.formats import LICENCE, PUBLISHER, Format, cell, dump, head, plain, table
from portal.core.lists.listing import Listing
from portal.core.lists.workbook import MEDIA_TYPE, Heading, workbook
from portal.core.text.languages import Text, current, text_of

BATCH = 500
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def batches(listing: Listing) -> Iterator[tuple[Any, ...]]:
    """The rows found, some hundred at a time; none when the query is not understood."""
    if listing.errors:
        return iter(())
    rows = listing.for_files().iterator(chunk_size=BATCH)
    return iter(lambda: tuple(islice(rows, BATCH)), ())


def properties(listing: Listing, record: Any, origin: str) -> dict[str, Any]:
    """The columns of a record as plain values; paths of this site become addresses."""
    found = {column.key: plain(column.value(record)) for column in listing.record_list.columns}
    return {key: f"{origin}{value}" if _is_path(value) else value for key, value in found.items()}


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("/")


def comma_separated(listing: Listing, origin: str) -> Iterator[str]:
    """One line per record, after the keys of the columns."""
    yield table([[column.key for column in listing.record_list.columns]], is_start=True)
    for records in batches(listing):
        found = [properties(listing, record, origin) for record in records]
        yield table([[cell(value) for value in row.values()] for row in found])


def spreadsheet(listing: Listing, origin: str) -> Iterator[bytes]:
    """A workbook: one line per record, after the words of the columns."""
    record_list = listing.record_list
    yield from workbook(
        str(record_list.title),
        f"{origin}{record_list.page_address}",
        [Heading(str(column.label), column.type) for column in record_list.columns],
        ([*properties(listing, record, origin).values()] for records in batches(listing) for record in records),
    )


def plain_json(listing: Listing, origin: str) -> Iterator[str]:
    """The records as objects under "results", after what the file says of itself."""
    yield from _wrapped(
        {**_about(listing, origin), "results": []},
        ([dump(properties(listing, record, origin)) for record in records] for records in batches(listing)),
    )


def geojson(listing: Listing, origin: str) -> Iterator[str]:
    """A FeatureCollection; a record whose place no source states has no geometry."""
    yield from _wrapped(
        {"type": "FeatureCollection", **_about(listing, origin), "features": []},
        ([dump(_feature(listing, record, origin)) for record in records] for records in batches(listing)),
    )


def _about(listing: Listing, origin: str) -> dict[str, Any]:
    tail = f"?{listing.query}" if listing.query else ""
    return {
        "title": str(listing.record_list.title),
        **head(listing),
        "page": f"{origin}{listing.record_list.page_address}{tail}",
        "count": 0 if listing.errors else listing.count,
    }


def _wrapped(shell: dict[str, Any], parts: Iterator[list[str]]) -> Iterator[str]:
    """An object whose last value is a list, written around it."""
    yield dump(shell)[:-2]  # without "]}"
    comma = ""
    for part in parts:
        yield comma + ",".join(part)
        comma = ","
    yield "]}"


def _feature(listing: Listing, record: Any, origin: str) -> dict[str, Any]:
    find = listing.record_list.places
    spots = list(dict.fromkeys((spot.longitude, spot.latitude) for spot in find(record))) if find else []
    geometry: dict[str, Any] | None = {"type": "MultiPoint", "coordinates": [[*spot] for spot in spots]}
    if len(spots) < 2:
        geometry = {"type": "Point", "coordinates": [*spots[0]]} if spots else None
    own = properties(listing, record, origin)
    return {"type": "Feature", "id": own["id"], "geometry": geometry, "properties": own}


def atom(listing: Listing, origin: str) -> Iterator[str]:
    """A feed in the page's language; an entry keeps its identifier whatever happens to its address."""
    record_list, tail = listing.record_list, f"?{escape(listing.query)}" if listing.query else ""
    tag = f"tag:{settings.FEED_AUTHORITY},2026:{current()}/{record_list.code}"
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(current())}>'
        f"<id>{escape(_xml(tag))}{tail}</id><title>{_text(record_list.title)}</title>"
        f"<subtitle>{_text(record_list.description)}</subtitle><updated>{_moment(last_change(listing))}</updated>"
        f'<link rel="self" type="application/atom+xml" href="{origin}{record_list.file_address("atom")}{tail}"/>'
        f'<link rel="alternate" type="text/html" href="{origin}{record_list.page_address}{tail}"/>'
        f'<link rel="license" href="{LICENCE}"/><rights>{_text(LICENCE)}</rights>'
        f"<author><name>{_text(PUBLISHER)}</name></author>"
    )
    for records in batches(listing):
        when = revisions.dates(records)
        yield "".join(
            _entry(record, tag, origin, when.get(record.pk) or changed(record), record_list.remarks)
            for record in records
        )
    yield "</feed>\n"


def _entry(record: Any, tag: str, origin: str, updated: datetime, remarks: Callable[[Any], Any] | None) -> str:
    name, summary = text_of(record, "name"), text_of(record, "summary")
    address = record.public_address
    link = f'<link rel="alternate" type="text/html" href="{escape(origin + address)}"/>' if address else ""
    return (
        f"<entry><id>{escape(tag)}/{escape(record.code)}</id>"
        f"<title xml:lang={quoteattr(name.language)}>{_text(name)}</title>"
        f"<updated>{_moment(updated)}</updated>{link}"
        f"<summary xml:lang={quoteattr(summary.language)}>{_text(summary)}</summary>"
        f"{_content(remarks(record), summary) if remarks else ''}</entry>"
    )


def _content(remarks: Iterable[Any], summary: Text) -> str:
    """What is to be read of an entry: the remarks in the page's language, then the summary in its own."""
    said = [f"<p>{escape(str(remark))}</p>" for remark in remarks]
    if summary:
        said.append(f"<p lang={quoteattr(summary.language)}>{escape(str(summary))}</p>")
    return f'<content type="html">{_text("".join(said))}</content>'


def changed(record: Any) -> datetime:
    """Where no change of it is known yet: for which date it holds, or was confirmed."""
    known = [_start(record.as_of), _start(record.reviewed_on), record.publish_at]
    return max((moment for moment in known if moment), default=UNKNOWN)


def last_change(listing: Listing) -> datetime:
    """When one of the rows found last changed."""
    if listing.errors:
        return UNKNOWN
    newest = revisions.newest(listing.rows)
    if newest:
        return newest
    found = listing.rows.order_by().aggregate(*(Max(name) for name in ("as_of", "reviewed_on", "publish_at")))
    known = [_start(found["as_of__max"]), _start(found["reviewed_on__max"]), found["publish_at__max"]]
    return max((moment for moment in known if moment), default=UNKNOWN)


def _start(day: Any) -> datetime | None:
    """The first moment of a day, or of the first day that a partial date may be."""
    if not day:
        return None
    return datetime.combine(day.earliest if isinstance(day, PartialDate) else day, time.min, UTC)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(words: Any) -> str:
    return escape(_xml(str(words)))


def _xml(text: str) -> str:
    """Without the characters that XML cannot hold, not even escaped."""
    return _NOT_XML.sub("", text)


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", comma_separated),
    "xlsx": Format("XLSX", MEDIA_TYPE, spreadsheet),
    "json": Format("JSON", "application/json", plain_json),
    "geojson": Format("GeoJSON", "application/geo+json", geojson),
    "atom": Format("Atom", "application/atom+xml; charset=utf-8", atom),
}


def formats_of(record_list: Any) -> dict[str, Format]:
    """The formats of a list by their ending."""
    common = {ending: form for ending, form in FORMATS.items() if ending != "geojson" or record_list.places}
    return {**common, **record_list.more_formats}
