"""Where a record is used: the records that name it, the texts that link to it, take a value from it, or say one by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.content import standing
from portal.core.content.specs import Shape, concept_of, concepts, references
from portal.core.enums import ANSWERING
from portal.core.models import Published
from portal.core.searchable import searchables
from portal.core.text import languages, record_links, values

MOST = 200  # records told of
LEAST = 1000  # a smaller number stands in a text by chance
YEARS = range(1900, 2101)  # and so does a year
# Not facts of the record: when it shows, when it was looked at, how large its file is.
OUR_OWN = (
    "publish_at",
    "unpublish_at",
    "reviewed_on",
    "next_review",
    "retrieved_on",
    "as_of",
    "size",
    "width",
    "height",
)
SPACES = (" ", "\u00a0", "\u202f")


@dataclass
class Use:
    """A record in which another is used, and how: in words of the reader's language."""

    record: Any
    how: list[str] = field(default_factory=list)


def of(record: Any) -> list[Use]:
    """The records in which `record` is used, at most `MOST`; one that uses it in several ways stands there once.

    Two queries for each kind of row that could: none for each record found.
    """
    found: dict[Any, Use] = {}
    for user, how in (*naming(record), *in_texts([*_references(record), *_values(record)])):
        if user is None or user == record or len(found) >= MOST:
            continue
        use = found.setdefault((type(user), user.pk), Use(user))
        if how not in use.how:
            use.how.append(how)
    return list(found.values())


def drafts_named_by(record: Any, document: dict[str, Any]) -> dict[type[models.Model], list[Any]]:
    """The records that `record` names, by its document, and that the public does not see, by their models."""
    named: dict[type[models.Model], set[str]] = {}
    for model, code in references(concept_of(type(standing.owner(record))).shape, document):
        if issubclass(model, Published):
            named.setdefault(model, set()).add(code)
    found = {
        model: list(model._base_manager.filter(code__in=codes).exclude(status__in=ANSWERING))
        for model, codes in named.items()
    }
    return {model: records for model, records in found.items() if records}


def naming(record: Any) -> Iterator[tuple[Any, str]]:
    """The records that name `record` in a column of theirs or of a row inside them, each with the column's name."""
    for column, way in standing.naming(record._meta.model):
        for row in _with_owner(column.model._base_manager.filter(**{column.name: record}), way):
            yield standing.owner(row), capfirst(str(column.verbose_name))


def in_texts(wanted: list[tuple[str, str]]) -> Iterator[tuple[Any, str]]:
    """The records in whose texts, or their rows', one of the patterns stands, each given as (pattern, words for it)."""
    for shape, way in standing.shapes() if wanted else ():
        columns = [languages.localized(name, code) for name in sorted(shape.translated) for code in languages.codes()]
        asked = Q(pk__in=())
        for pattern, _how in wanted:
            for column in columns:
                asked |= Q(**{f"{column}__contains": pattern})
        for row in _with_owner(shape.model._base_manager.filter(asked), way):
            texts = [getattr(row, column) or "" for column in columns]
            for pattern, how in wanted:
                if any(pattern in text for text in texts):
                    yield standing.owner(row), how


def _with_owner(rows: models.QuerySet, way: str) -> models.QuerySet:
    """The first rows, each read with the record that it lies in, `way` above it ("route__instrument__", "" for itself)."""
    above = way.removesuffix("__")
    return (rows.select_related(above) if above else rows)[:MOST]


def _references(record: Any) -> Iterator[tuple[str, str]]:
    """What a text has in it that links to the record or takes a value from it, with words for it."""
    code = getattr(record, "code", "")
    for kind, searchable in searchables().items():
        if isinstance(record, searchable.model):
            yield record_links.token(kind, code), _("a link in its text")
    if code:
        for kind in values.kinds():
            for end in (".", "]]"):
                yield f"[[{kind}.{code}{end}", _("a value in its text")


def _values(record: Any) -> Iterator[tuple[str, str]]:
    """The amounts and days of the record as a text may say them, in each language, with words for it."""
    shape = concept_of(type(record)).shape if type(record) in {each.model for each in concepts()} else None
    for value in dict.fromkeys(_held(shape, [record])) if shape else ():
        for text in (text for code in languages.codes() for text in _spelt(value, code)):
            yield text, _("the same value, written out: %(value)s") % {"value": text}


def _held(shape: Shape, rows: Iterable[Any]) -> Iterator[Any]:
    for row in rows:
        for column in shape.columns:
            value = getattr(row, column.attname)
            if column.name in OUR_OWN or column.is_relation or isinstance(value, bool):
                continue
            is_amount = isinstance(value, int) and value >= LEAST and value not in YEARS
            if is_amount or isinstance(value, date | datetime):
                yield value
        for child in shape.children.values():
            yield from _held(child, child.model._base_manager.filter(**{child.parent: row}))


def _spelt(value: Any, code: str) -> list[str]:
    """A value as a text of the language `code` may spell it."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    with override(code):
        if isinstance(value, date):
            return [formats.date_format(value, "j F Y")]
        text = formats.number_format(value, use_l10n=True, force_grouping=True)
    separator = next((each for each in text if not each.isdigit()), "")
    return [text.replace(separator, space) for space in SPACES] if separator.isspace() else [text]
