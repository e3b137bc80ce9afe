"""What all files of a list share: their head, their licence, their cells; and how they are sent, whole or as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from itertools import chain
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.translation import override

from portal.core.dates import PartialDate
from portal.core.licence import PUBLISHER
from portal.core.licence import URL as LICENCE
from portal.core.lists.facets import Question
from portal.core.lists.workbook import MEDIA_TYPE
from portal.core.text import languages

T = TypeVar("T")
WHOLE = 256 * 1024  # characters, or bytes: a file up to this size is sent whole, so that it has a length and an ETag
TO_KEEP = ("text/csv", "text/calendar", MEDIA_TYPE)  # types that a browser keeps as a file rather than show
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


@dataclass(frozen=True)
class Download:
    """A link to a file: the format's name, its media type, the address."""

    name: str
    type: str
    address: str


@dataclass(frozen=True)
class Format:
    """A format: its name for people, its media type, what writes it from a list and the site's origin, in pieces."""

    name: str | Promise
    media_type: str
    write: Callable[[Any, str], Iterable[str | bytes]]


def head(question: Question) -> dict[str, Any]:
    """What a file says of itself before its rows."""
    own: dict[str, Any] = {
        "language": languages.current(),
        "licence": LICENCE,
        "publisher": PUBLISHER,
        "query": question.query,
    }
    return {**own, "errors": question.errors} if question.errors else own


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, texts in one language, lists of such."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (PartialDate, languages.Text, Promise)):
        return str(value) or None
    return value


def cell(value: Any) -> str:
    """A plain value as a cell of a spreadsheet, which must compute nothing: what it would is led by an apostrophe.

    A list is one cell, its values parted by "; "; a number stays one, its sign included.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool):
        return str(value).lower()
    text = "; ".join(cell(item) for item in value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def table(rows: list[list[str]], is_start: bool = False) -> str:
    """Lines of a CSV file; at its start a byte order mark, which spreadsheets need in order to read UTF-8."""
    out = io.StringIO(newline="")
    out.write("\ufeff" if is_start else "")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def downloads(formats: Mapping[str, Format], address: Callable[[str], str], query: str) -> dict[str, Download]:
    """The files of a list by their ending, for the same query; `address(ending)` is the path of one."""
    tail = f"?{query}" if query else ""
    return {
        ending: Download(str(written.name), written.media_type.partition(";")[0], address(ending) + tail)
        for ending, written in formats.items()
    }


def answer(request: HttpRequest, question: Question, written: Format, origin: str, name: str) -> HttpResponseBase:
    """The list as a file called `name`: 400, with the faults and no row, when the query is not understood.

    A small file is sent whole, a large one as it is written. Any site may read it: the data are open.
    """
    own = {
        "Link": f'<{LICENCE}>; rel="license"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Language": languages.current(),
        "X-Robots-Tag": "noindex",
    }
    if written.media_type.startswith(TO_KEEP):
        own["Content-Disposition"] = f'attachment; filename="{name}"'
    status = HTTPStatus.BAD_REQUEST if question.errors else HTTPStatus.OK
    if request.method == "HEAD":
        return StreamingHttpResponse((), written.media_type, status, headers=own)  # no rows are read to know a length
    pieces, begun, size = iter(written.write(question, origin)), [], 0
    for piece in pieces:
        begun.append(piece)
        size += len(piece)
        if size > WHOLE:
            stream = in_language(languages.current(), chain(begun, pieces))
            return StreamingHttpResponse(stream, written.media_type, status, headers=own)
    return HttpResponse(begun, written.media_type, status, headers=own)


def in_language(language: str, pieces: Iterator[T]) -> Iterator[T]:
    """The pieces, each made in this language: a stream is read after the request has left its own."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
