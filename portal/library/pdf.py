"""A PDF as somebody sends it, looked at by its content: open, whole, and without anything that runs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from portal.core.text import numbers

MEGABYTES = 20
MOST_INSIDE = 50_000_000  # bytes of unpacked objects that are looked at: more is no leaflet

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.S)
_PACKED = re.compile(rb"/ObjStm\b(?:(?!endobj).){0,400}?stream\r?\n(.*?)endstream", re.S)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)\b")


def check(sent: File) -> bytes:
    """The bytes of a PDF. Raises ValidationError for any other file, one that is locked, and one that does things."""
    if (sent.size or 0) > MEGABYTES * 1_000_000:
        words = _("This file is larger than %(limit)s MB.")
        raise ValidationError(words, "too_large", {"limit": numbers.number(MEGABYTES)})
    body = sent.read()
    if not re.match(rb"%PDF-[12]\.\d", body) or b"%%EOF" not in body[-2048:]:
        raise ValidationError(_("This file is not a PDF, or it is damaged."), "no_pdf")
    told = b"".join(_structure(body))
    if _ENCRYPTED.search(told):
        raise ValidationError(_("This PDF is locked. Save it without a password first."), "locked")
    if _RUNS.search(told):
        words = _("This PDF holds a script, a form or another file. Print it to a new PDF, and send that one.")
        raise ValidationError(words, "runs")
    return body


def _structure(body: bytes) -> Iterator[bytes]:
    """What the file says of itself: all but pictures and text, and the objects that it keeps packed; names spelt out."""
    yield _spelt(_STREAM.sub(b"stream", body))
    left = MOST_INSIDE
    for found in _PACKED.finditer(body):
        try:
            opened = zlib.decompressobj().decompress(found[1], left)
        except zlib.error:
            continue
        left -= len(opened)
        if left <= 0:
            raise ValidationError(_("This file is not a PDF, or it is damaged."), "no_pdf")
        yield b"\n" + _spelt(opened)


def _spelt(names: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), names)
