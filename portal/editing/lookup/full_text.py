"""All that records say, searched word by word: texts of every language, numbers, dates, codes; public or not.

Read from the newest revision of each record and kept under the content version: a search asks the database nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from portal.core.content import version
from portal.core.content.specs import PARTIAL, concepts
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.text import languages
from portal.editing.forms import dates
from portal.editing.review.translations import prose

EXCERPT = 140  # characters shown of a text in which something was found
NAMES = ("name", "title", "heading", "acronym", "short_name", "full_name", "local_name", "former_name", "path")
_TAG = re.compile(r"<[^>]*>")
_GROUPS = re.compile(r"(?<=\d)[\s\u00a0\u202f,'’](?=\d{3}(?!\d))")  # thousands in either language
_OTHERS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Text:
    """What one record says: its names, folded, and each of its values as it is read and as it is searched."""

    model: str
    pk: int
    code: str
    status: str
    name: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    folded: str
    missing: tuple[tuple[str, str], ...] = ()  # (field, language) of each text that another language has


@dataclass(frozen=True)
class Found:
    record: Text
    excerpt: str = ""  # where the words stand, if not in the name


def search(asked: str) -> list[Found]:
    """The records that hold every word of the query, best first: by name, then by what else they say."""
    terms = _terms(asked)
    if len(asked) < 2 or not terms:
        return []
    found = [(rank, text) for text in texts() if (rank := _rank(text, terms)) is not None]
    found.sort(key=lambda pair: (pair[0], pair[1].name.casefold(), pair[1].code))
    return [Found(text, _excerpt(text, terms) if rank > 2 else "") for rank, text in found]


@version.kept
def texts() -> list[Text]:
    """What every record says now. Two queries."""
    newest = Revision.objects.filter(object_id__isnull=False).order_by().values("model", "object_id")
    last = newest.annotate(last=Max("pk")).values("last")
    rows = Revision.objects.filter(pk__in=last, document__isnull=False).exclude(kind=RevisionKind.DELETED)
    known = {concept.label: concept for concept in concepts()}
    columns = ("model", "object_id", "code", "document")
    return [_text(known[row[0]].model, *row) for row in rows.order_by("pk").values_list(*columns) if row[0] in known]


def _text(kind: Any, model: str, pk: int, code: str, document: dict[str, Any]) -> Text:
    values = tuple(dict.fromkeys(_values(document)))
    named = [str(each) for name in NAMES for each in _values(document.get(name))]
    status = document.get("status") or kind._meta.get_field("status").get_default() if _has_status(kind) else ""
    name = _name(document) or code
    return Text(
        *(model, pk, code, status, name),
        tuple(fold(each) for each in dict.fromkeys((name, code, *named))),
        values,
        "".join(fold(value) for value in (code, *values)),
        tuple(_missing(kind, document)),
    )


def _missing(kind: Any, document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in prose(kind):
        texts = document.get(name)
        if isinstance(texts, dict) and name not in PARTIAL:
            yield from ((name, code) for code in languages.codes() if not texts.get(code))


def _has_status(kind: Any) -> bool:
    return any(field.name == "status" for field in kind._meta.concrete_fields)


def _name(document: dict[str, Any]) -> str:
    for field in ("name", "title", "heading", "path"):
        value = document.get(field)
        if isinstance(value, dict) and value:
            return value.get(languages.current()) or next(iter(value.values()))
        if isinstance(value, str) and value:
            return value
    return ""


def _values(value: Any) -> Iterator[str]:
    """Every text and number inside a document, as one reads it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner) if name != "id" else ()
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    elif value is not None and not isinstance(value, bool):
        yield " ".join(html.unescape(_TAG.sub(" ", str(value))).split())


def without_accents(text: str) -> str:
    """Small letters without accents; "œ" is "oe"."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """ " words between spaces ", without accents or capitals; numbers without their separators."""
    return f" {_OTHERS.sub(' ', without_accents(_GROUPS.sub('', text))).strip()} "


def _terms(asked: str) -> list[str]:
    """What a record must hold: the beginnings of words, whole numbers; a date also as it is stored."""
    with suppress(ValidationError):  # no date: words
        asked = dates.partial(asked) if len(asked) > len("2027-04") else asked
    return [_term(word) for word in fold(asked).split()]


def _term(word: str) -> str:
    if word.isdigit():
        return f" {word} "
    return f" {word}" if word.isascii() else word  # other scripts have no spaces between words


def _rank(text: Text, terms: list[str]) -> int | None:
    """0: the whole name or code, 1: it begins so, 2: all words are in a name, 3: in the record; None: not found."""
    if not all(term in text.folded for term in terms):
        return None
    whole = " ".join(term.strip() for term in terms)
    if any(name.strip() == whole for name in text.names):
        return 0
    if any(name.strip().startswith(whole) for name in text.names):
        return 1
    return 2 if any(all(term in name for term in terms) for name in text.names) else 3


def _excerpt(text: Text, terms: list[str]) -> str:
    """The first value that holds most of the words, cut around the first of them."""
    best = max(text.values, key=lambda value: sum(term in fold(value) for term in terms), default="")
    if len(best) <= EXCERPT:
        return best
    word = re.escape(terms[0].strip())
    place = re.search(word, without_accents(best)) if terms else None
    start = max(0, (place.start() if place else 0) - EXCERPT // 3)
    start = best.rfind(" ", 0, start) + 1 if start else 0
    end = best.find(" ", start + EXCERPT)
    return f"{'… ' if start else ''}{best[start : end if end > 0 else None]}{' …' if end > 0 else ''}"
