"""Descriptions of the datasets for the open data page and the catalogue: fields, files, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.content import revisions, version
from portal.core.content.specs import Shape
from portal.core.exports import Export, exports
from portal.core.resource import Resource, columns, links, resources, rows


@dataclass(frozen=True)
class File:
    """A file of a dataset: its format, its media type, its path."""

    name: str
    media_type: str
    address: str


@dataclass(frozen=True)
class Field:
    """A field of a dataset: its name in the files, its label, its description, its type."""

    key: str
    label: str
    help: str
    kind: str


@dataclass(frozen=True)
class Described:
    """Description of a dataset in the active language."""

    code: str
    title: str
    description: str
    page: str
    count: int
    changed: datetime | None  # Europe/Paris
    fields: list[Field] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


KINDS = {
    "text": gettext_lazy("text"),
    "texts": gettext_lazy("text in each language"),
    "code": gettext_lazy("code"),
    "address": gettext_lazy("address"),
    "date": gettext_lazy("date"),
    "number": gettext_lazy("number"),
    "truth": gettext_lazy("true or false"),
    "geometry": gettext_lazy("geometry"),
    "list": gettext_lazy("list"),
    "record": gettext_lazy("another record"),
}


def kind_words(kind: str) -> str:
    """Name of a type in the active language; also "list of …"."""
    if kind.startswith("list of "):
        return _("list: %(kind)s") % {"kind": kind_words(kind.removeprefix("list of "))}
    return str(KINDS.get(kind, kind))


@version.kept
def sets() -> list[Described]:
    """Descriptions of all datasets that have files of their own."""
    return [_described(export) for export in exports()]


def _described(export: Export) -> Described:
    """Description of a published dataset."""
    changed = export.changed()
    return Described(
        export.code,
        str(export.title),
        str(export.description),
        export.page_address,
        export.count(),
        changed and localtime(changed),
        [Field(cell.key, str(cell.label), str(cell.help), kind_words(cell.type)) for cell in export.fields],
        [
            File(str(form.name), form.media_type.partition(";")[0], export.address(ending))
            for ending, form in export.formats.items()
        ],
    )


# --- the API's own ---------------------------------------------------------------------------------------------------


@version.kept
def resource_lists() -> list[Described]:
    """Descriptions of all lists of the API, with their fields."""
    root = reverse("api-v1:api-root")
    found = []
    for resource in resources().values():
        records = resource.published()
        changed = revisions.newest(records)
        meta = resource.model._meta
        found.append(
            Described(
                resource.name,
                str(meta.verbose_name_plural),
                "",
                f"{root}{resource.name}/",
                records.count(),
                changed and localtime(changed),
                list(_fields(resource)),
            )
        )
    return found


def _fields(resource: Resource) -> Iterator[Field]:
    """Yields the fields of a record in the API."""
    yield from _columns(resource.shape, resource.hidden)
    for computed in resource.computed:
        yield Field(computed.name, str(computed.label), str(computed.help), kind_words("code"))
    yield Field("pages", _("Pages"), _("Address of its page in each language."), kind_words("texts"))
    yield Field("api", _("Address in the API"), "", kind_words("address"))
    yield Field("updated_at", _("Last change"), _("When its content last changed."), kind_words("date"))


def _columns(shape: Shape, hidden: frozenset[str], before: str = "") -> Iterator[Field]:
    """Yields the fields of a content shape, nested rows included."""
    for column in columns(shape, hidden):
        kind = "texts" if column.name in shape.translated else _kind(column)
        yield Field(f"{before}{column.name}", str(column.verbose_name), str(column.help_text), kind_words(kind))
    for link in links(shape, hidden):
        yield Field(f"{before}{link.name}", str(link.verbose_name), str(link.help_text), kind_words("list of record"))
    for name, inner in rows(shape, hidden).items():
        yield from _columns(inner, hidden, f"{before}{name}[].")


def _kind(column: Any) -> str:
    """Code of the type of a column."""
    if column.is_relation:
        return "record"
    if column.choices or column.name == "code":
        return "code"
    kinds = {
        "BooleanField": "truth",
        "DecimalField": "number",
        "PositiveIntegerField": "number",
        "PositiveSmallIntegerField": "number",
        "DateField": "date",
        "DateTimeField": "date",
        "PartialDateField": "date",
        "URLField": "address",
    }
    return kinds.get(type(column).__name__, "text")
