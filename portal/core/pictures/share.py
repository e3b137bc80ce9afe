"""The picture of a shared link: rooms tell here, in their `pictures.py`, what is drawn of their records.

A page holds no more than the picture's address, whose mark is another with each content version: whoever keeps pictures
of pages asks anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.content import version
from portal.core.pictures import sheet
from portal.core.pictures.sheet import Art
from portal.core.registry import Registry
from portal.core.text import languages, values


@dataclass(frozen=True)
class Shared:
    """The records of one model: which the public sees, and what is drawn of one, in the room `sheet.SHARED`."""

    draw: Callable[[Any], Art | None]
    records: Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class Picture:
    """The picture that a page names: its path, and its words for those who do not see it."""

    address: str
    alt: str
    width: int = sheet.WIDTH
    height: int = 630


_known: Registry[str, Shared] = Registry("pictures")


def register(model: type[Model], draw: Callable[[Any], Art | None], records: Callable[[], QuerySet[Any]]) -> None:
    """Gives the records of a model a picture of their own."""
    _known.add(str(model._meta.model_name), Shared(draw, records))


def picture_of(record: Any) -> Picture | None:
    """The picture of a record's page, first the one that an editor gave it; None where the site's own stands for it.

    Draws nothing.
    """
    image = getattr(record, "picture", None)
    if image is not None and image.is_shown:
        words = "" if image.is_decorative else str(languages.text_of(image, "alt"))
        return Picture(image.address(), words or _name(record), image.width, image.height)
    kind = str(record._meta.model_name) if isinstance(record, Model) else ""
    if kind not in _known:
        return None
    words = _("%(name)s: a drawing, and the name in large letters") % {"name": _name(record)}
    return Picture(address(kind, record.code), words)


def address(kind: str, code: str) -> str:
    """Path of the picture as it is now, in the active language."""
    return reverse("pictures:shared", kwargs={"kind": kind, "code": code, "mark": mark()})


def mark() -> str:
    """What names the content of this moment in an address; in a transaction, which may be taken back, nothing does."""
    if not version.is_certain():
        return "now"
    return hashlib.sha256(version.current().encode()).hexdigest()[:12]


def find(kind: str, code: str) -> tuple[Any, Shared]:
    """The record of a kind that the public sees, and how it is drawn. Raises Http404."""
    known = _known.get(kind)
    record = known.records().filter(code=code).first() if known else None
    if known is None or record is None:
        raise Http404(code)
    return record, known


def drawn(record: Any, known: Shared) -> str:
    """The picture as SVG; "" where nothing can be drawn."""
    art = known.draw(record)
    return sheet.shared(_name(record), art) if art else ""


def _name(record: Any) -> str:
    found = languages.text_of(record, "name")
    return values.filled(found.value, found.language)
