"""How a record is cited: who says it, its title, its date, its address, and the day on which it was read.

Every record with a page of its own in the active language is cited, and what a kind says besides (`portal/core/cited.py`);
some pages that show all records of a kind are cited as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from portal.core import cited, licence
from portal.core.content import revisions, version
from portal.core.resource import Resource, public, resource_of, resources
from portal.core.text import languages, values

WHOLE = "page"  # stands for the resource in the key and in the files of a page that is cited as a whole


@dataclass(frozen=True)
class Citation:
    """A record as it is cited in one language; `changed` is the day of its last change or of its last check."""

    resource: str
    code: str
    language: str
    title: str
    note: str
    address: str
    changed: date | None
    consulted: date
    author: str = licence.PUBLISHER

    @property
    def key(self) -> str:
        """What it is called in a list of references; another one in each language."""
        return f"inserm-{self.resource}-{self.code}-{self.language}"

    @property
    def bibtex(self) -> str:
        """Path of its file in BibTeX."""
        return self._file("bib")

    @property
    def ris(self) -> str:
        """Path of its file in RIS."""
        return self._file("ris")

    def _file(self, ending: str) -> str:
        return reverse("opendata:cite", kwargs={"resource": self.resource, "code": self.code, "ending": ending})


def find(name: str, code: str, origin: str) -> Citation | None:
    """The citation of the record of a resource; None where nothing with a page in the active language has this code."""
    if name == WHOLE:
        return of_whole(code, origin)
    resource = resources().get(name)
    if resource is None:
        return None
    record = resource.answering().filter(code=code).first()
    has_page = record is not None and cited.of_kind(resource.model).has_page(record)
    return of(record, origin) if has_page else None


def of_whole(code: str, origin: str) -> Citation | None:
    """The citation of a page that is cited as a whole, under this code; its date is that of the newest of its records."""
    whole = cited.whole(code)
    if whole is None:
        return None
    changed = version.keep(("cited as a whole", code), lambda: revisions.newest(public(whole.model)))
    return Citation(
        resource=WHOLE,
        code=code,
        language=languages.current(),
        title=str(whole.title),
        note="",
        address=f"{origin}{reverse(whole.page)}",
        changed=timezone.localdate(changed) if changed else None,
        consulted=timezone.localdate(),
    )


def of(record: Any, origin: str) -> Citation | None:
    """The citation of a record whose page the public sees. One query."""
    return of_each([record], origin).get(record.pk)


def of_each(records: Iterable[Any], origin: str) -> dict[Any, Citation]:
    """By key, the citations of these records of one model, in the active language. One query, however many there are."""
    listed = list(records)
    resource = resource_of(type(listed[0])) if listed else None
    if resource is None:
        return {}
    addresses = {record.pk: _address(resource, record) for record in listed}
    when, today = revisions.dates(listed), timezone.localdate()
    said = cited.of_kind(resource.model)
    return {
        record.pk: Citation(
            resource=resource.name,
            code=record.code,
            language=languages.current(),
            title=_words(record, "name"),
            note=said.note(record) if said.note else "",
            address=f"{origin}{addresses[record.pk]}",
            changed=_last(record, when.get(record.pk)),
            consulted=today,
        )
        for record in listed
        if addresses[record.pk]
    }


def _address(resource: Resource, record: Any) -> str | None:
    """Its path in the active language, where it is to be cited."""
    said = cited.of_kind(resource.model)
    address = (said.address or resource.address)(record, languages.current())
    is_cited = address and (said.note or "#" not in address)
    return address if is_cited else None


def _words(record: Any, field: str) -> str:
    found = languages.text_of(record, field)
    return values.filled(found.value, found.language)


def _last(record: Any, changed: datetime | None) -> date | None:
    """The day of the last change, in Paris, or that of the last check against the sources if it came later."""
    days = (timezone.localdate(changed) if changed else None, getattr(record, "reviewed_on", None))
    return max(filter(None, days), default=None)
