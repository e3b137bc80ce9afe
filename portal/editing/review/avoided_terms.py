"""Words to avoid: finds wrong forms in texts, and names the words to write instead.

The app that knows such words, as the glossary does, registers them in its `kinds.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.content.differences import Rows
from portal.core.content.specs import Shape
from portal.core.models import Source
from portal.core.registry import Registry
from portal.core.templatetags.portal import language_name
from portal.core.text import languages
from portal.core.text.markup import TAG, unescaped
from portal.editing.review.translations import prose
from portal.editing.revisions.wording import label_of

MOST = 8  # messages shown after one save

# What is not running text: tags with their attributes, tokens, addresses; quotations and passages in another language,
# up to the end of the text if never closed. The possessive quantifiers keep the search linear.
_NOT_TEXT = re.compile(
    r"<(cite|q|blockquote|code)\b.*?(?:</\1>|\Z)|<(?!br\b|hr\b)(\w++)[^<>]*\slang=.*?(?:</\2>|\Z)"
    rf"|{TAG.pattern}|\[\[[^\[\]]*+\]\]|(?<!\w)\w++://\S++|www\.\S++"
    r"|(?<![^\s<>@\[\]])[^\s<>@\[\]]++@[^\s<>]++",
    re.DOTALL | re.IGNORECASE,
)
_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_RUN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Avoided:
    """A wrong form, the words to write instead, and the language of the texts in which it is wrong ("": all)."""

    words: str
    instead: str
    language: str


@dataclass(frozen=True)
class Found:
    """A wrong form found in a text: the label of the field, its language."""

    field: str
    language: str
    avoided: Avoided

    def __str__(self) -> str:
        """One sentence about it, in the reader's language."""
        names = {
            "words": self.avoided.words,
            "field": self.field,
            "language": language_name(self.language),
            "instead": self.avoided.instead,
        }
        return _("“%(words)s” stands in “%(field)s” (%(language)s). Write “%(instead)s”.") % names


_sources: Registry[int, Callable[[], Iterable[Avoided]]] = Registry("kinds")


def register(source: Callable[[], Iterable[Avoided]]) -> None:
    """`source()` gives wrong forms as of now; a few queries at most."""
    _sources.append(source)


class Dictionary:
    """All wrong forms as of now, and the titles of sources, in which a wrong form is allowed as part of the title."""

    def __init__(self) -> None:
        self.words = [each for source in _sources.values() for each in source()]
        self._titles: list[str] | None = None

    def of(self, language: str) -> list[Avoided]:
        """The wrong forms that count in texts of `language`."""
        return [each for each in self.words if each.language in ("", language)]

    def found(self, text: str, language: str) -> list[Avoided]:
        """The wrong forms in a text of `language`: as whole words, with the same letters and accents."""
        if not text:
            return []
        running = _running(text)
        met = [each for each in self.of(language) if _pattern(each.words).search(running)]
        if not met:
            return []
        for title in self.titles():
            running = running.replace(title, " ")
        return [each for each in met if _pattern(each.words).search(running)]

    def titles(self) -> list[str]:
        """The titles of sources that contain a wrong form, longest first; read from the database once, when needed."""
        if self._titles is None:
            columns = [languages.localized("title", code) for code in languages.codes()]
            known = {title for row in Source.objects.values_list(*columns) for title in row if title}
            patterns = [_pattern(each.words) for each in self.words]
            plain = (_running(title) for title in known)
            self._titles = sorted((t for t in plain if any(p.search(t) for p in patterns)), key=len, reverse=True)
        return self._titles


def _running(text: str) -> str:
    """The running text of HTML, with uniform apostrophes, spaces and hyphens."""
    return unescaped(_NOT_TEXT.sub(" ", text)).translate(_SAME)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Pattern that finds `words` as whole words, case-sensitive but for a first letter that may start a sentence."""
    plain = words.translate(_SAME)
    first = re.escape(plain[0])
    if not plain.isupper():
        first = f"[{re.escape(plain[0].upper())}{re.escape(plain[0].lower())}]"
    rest = re.escape(plain[1:]).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){first}{rest}(?!\w)")


# --- at a save -------------------------------------------------------------------------------------------------------


def columns(model: Any) -> list[tuple[str, str]]:
    """(column, language) of every prose text of `model`; none for sources, whose titles are quoted as they are."""
    names = () if model is Source else prose(model)
    return [(languages.localized(name, code), code) for name in names for code in languages.codes()]


def in_rows(rows: Iterable[tuple[Any, dict[str, Any]]]) -> list[Found]:
    """The wrong forms in a record and in the rows inside it, each given as (model, values). Two queries at most."""
    known, found = Dictionary(), []
    for model, values in rows:
        for column, code in columns(model):
            met = known.found(values.get(column) or "", code)
            found += [Found(label_of(model, column)[0], code, each) for each in met]
    return list(dict.fromkeys(found))[:MOST]


def of(rows: Rows) -> list[Found]:
    """The wrong forms in the stored rows of a record."""
    return in_rows((apps.get_model(label), values) for (label, _pk), values in rows.items())


def warn(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> None:
    """Adds a warning to the page for each wrong form in a form that was saved; the save itself stands."""
    kept = [row.instance for formset in formsets for row in formset.forms if row not in formset.deleted_forms]
    for one in in_rows((type(row), vars(row)) for row in [form.instance, *(row for row in kept if row.pk)]):
        messages.warning(request, str(one))


# --- in all records --------------------------------------------------------------------------------------------------


_open: ContextVar[Dictionary | None] = ContextVar("dictionary", default=None)


@contextmanager
def one_dictionary() -> Iterator[None]:
    """Shares one `Dictionary` between all searches inside, so that it is read once."""
    before = _open.set(_open.get() or Dictionary())
    try:
        yield
    finally:
        _open.reset(before)


def records(shape: Shape) -> set[Any]:
    """Primary keys of the records of one kind whose texts contain a wrong form. One query per kind of row, plus two."""
    known = _open.get() or Dictionary()
    return _keys(shape, known, "pk") if known.words else set()


def _keys(shape: Shape, known: Dictionary, owner: str) -> set[Any]:
    """Primary keys of the records with a wrong form in rows of `shape` or below; `owner` is the path to the record."""
    found = {
        key
        for key, *values in _candidates(shape, known, owner)
        if any(known.found(text, code) for (_column, code), text in zip(columns(shape.model), values, strict=True))
    }
    for child in shape.children.values():
        found |= _keys(child, known, child.parent if owner == "pk" else f"{child.parent}__{owner}")
    return found


def _candidates(shape: Shape, known: Dictionary, owner: str) -> Any:
    """Rows that may contain a wrong form, as (owner, *texts): the database only searches its longest run of letters."""
    wanted = Q()
    for column, code in columns(shape.model):
        for run in {max(_RUN.findall(each.words[1:]), key=len, default="") for each in known.of(code)}:
            wanted |= Q(**{f"{column}__contains": run})
    if not wanted:
        return ()
    texts = [column for column, _code in columns(shape.model)]
    return shape.model._base_manager.filter(wanted).values_list(owner, *texts).iterator()
