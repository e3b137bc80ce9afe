"""Filling the index: from records to search documents."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core.enums import ANSWERING, Status
from portal.core.models import Published
from portal.core.searchable import Entry, NameGroup, Searchable, name_sources, searchables
from portal.core.text import languages
from portal.core.text.markup import TAG, unescaped
from portal.search import analysis
from portal.search.models import IndexState, SearchDocument

BATCH = 200
_TOKEN = re.compile(r"\[\[[^\[\]]*+\]\]")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")  # InterAging
_HYPHENS = re.compile(r"[-‐‑]")
_KEY = ("kind", "object_id", "language")

Names = dict[str, list[NameGroup]]


def plain(text: str) -> str:
    """A text or HTML as one line of words, the publisher's tokens left out."""
    bare = unescaped(TAG.sub(" ", text)) if "<" in text else text
    return analysis.composed(" ".join(_TOKEN.sub(" ", bare).split()))


def other_names() -> Names:
    """The groups of names by folded key."""
    found: Names = defaultdict(list)
    for source in name_sources():
        for group in source.groups():
            for key in {analysis.fold(key) for key in group.keys}:
                found[key].append(group)
    return found


def window(record: Any, guards: Iterable[str]) -> tuple[datetime | None, datetime | None] | None:
    """From when until when the public may see the record; None when it never may as things are.

    What has no dates of publication, such as a country, is always public.
    """
    above = [getattr(record, name) for name in guards]
    if not isinstance(record, Published):
        return None, None
    if record.status != Status.PUBLISHED or any(other.status not in ANSWERING for other in above):
        return None
    starts = [other.publish_at for other in (record, *above) if other.publish_at]
    return max(starts, default=None), record.unpublish_at


def document(kind: Searchable, record: Any, language: str, names: Names) -> SearchDocument | None:
    """The row of one record in one language; None when there is nothing for the public in it."""
    open_between, entry = window(record, kind.guards), kind.entry(record, language)
    if open_between is None or entry is None:
        return None
    called = _names(entry, names, language)
    title, own = _padded([entry.title, *called], language)
    around = [*entry.around, *_also(entry.around, names, language)]
    tied, about = _padded([entry.summary, *around], language)
    body = [words for text in entry.body if (words := plain(text))]
    _, inside = _padded(body, language)
    return SearchDocument(
        language=language,
        kind=kind.kind,
        code=record.code,
        object_id=record.pk,
        publish_at=open_between[0],
        unpublish_at=open_between[1],
        address=entry.address,
        title=entry.title,
        names="\n".join(called),
        summary=plain(entry.summary),
        body="\n".join(dict.fromkeys([*filter(None, map(plain, around)), *body])),
        folded="".join(f"\n {analysis.fold(name)}" for name in (entry.title, *called)) + "\n",
        title_terms=title,
        summary_terms=tied,
        terms=" ".join(sorted({*own, *about, *inside})),
    )


def _padded(texts: Iterable[str], language: str) -> tuple[str, set[str]]:
    """The terms of several texts between spaces, one line per text; and as a set."""
    lines = [analysis.terms(text, language) for text in texts]
    return "".join(f" {' '.join(line)} \n" for line in lines), {term for line in lines for term in line}


def _names(entry: Entry, names: Names, language: str) -> list[str]:
    """Every other name: the entry's own, those of the groups it belongs to, compounds together and apart."""
    found = [*entry.names, *_also([entry.title, *entry.names], names, language)]
    spelt = [
        written
        for name in [entry.title, *found]
        for written in (_HYPHENS.sub("", name), _HUMP.sub(" ", name))
        if written != name
    ]
    said = {analysis.fold(entry.title): ""}
    for name in map(plain, [*found, *spelt]):
        said.setdefault(analysis.fold(name), name)
    return [name for key, name in said.items() if key and name]


def _also(called: Iterable[str], names: Names, language: str) -> list[str]:
    """What else goes by one of these names, in one language or in all."""
    groups = [group for name in called for group in names.get(analysis.fold(name), ())]
    return [name for group in groups for key in (language, "") for name in group.names.get(key, ())]


def update(kind: Searchable, pks: Iterable[Any], names: Names | None = None) -> None:
    """Writes the rows of these records anew, and removes those of what is no longer there or no longer public."""
    known, wanted = other_names() if names is None else names, sorted(set(pks))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        rows = [
            row
            for record in kind.records().filter(pk__in=batch)
            for code in languages.codes()
            if (row := document(kind, record, code, known))
        ]
        kept = {(row.object_id, row.language) for row in rows}
        with transaction.atomic():
            old = SearchDocument.objects.filter(kind=kind.kind, object_id__in=batch)
            gone = [pk for pk, *key in old.values_list("pk", "object_id", "language") if tuple(key) not in kept]
            SearchDocument.objects.filter(pk__in=gone).delete()
            columns = [f.name for f in SearchDocument._meta.concrete_fields if not f.primary_key and f.name not in _KEY]
            SearchDocument.objects.bulk_create(rows, update_conflicts=True, unique_fields=_KEY, update_fields=columns)


def rebuild(progress: Callable[[int, int, str], None] = lambda done, total, label: None) -> int:
    """Builds the whole index; `progress(done, total, heading)` hears of each batch. Gives the number of documents."""
    started, names, done = timezone.now(), other_names(), 0
    keys = {kind: list(kind.model._base_manager.order_by("pk").values_list("pk", flat=True)) for kind in all_kinds()}
    total = sum(map(len, keys.values()))
    with transaction.atomic():
        SearchDocument.objects.exclude(kind__in=searchables()).delete()
        for kind, pks in keys.items():
            SearchDocument.objects.filter(kind=kind.kind).exclude(object_id__in=pks).delete()
            for start in range(0, len(pks), BATCH):
                update(kind, pks[start : start + BATCH], names)
                done += len(pks[start : start + BATCH])
                progress(done, total, str(kind.label))
        remember(started)
    return SearchDocument.objects.count()


def all_kinds() -> Iterator[Searchable]:
    yield from searchables().values()


# --- what the index was built by -------------------------------------------------------------------------------------


@cache
def digest() -> str:
    """Of everything that shapes a document but the records: this code, the rooms' entries, the words of addresses."""
    rooms = [Path(app.path) / "kinds.py" for app in apps.get_app_configs()]
    here = Path(__file__).parent
    files = [*rooms, here / "analysis.py", here / "index.py", *sorted(here.glob("languages/*.yaml"))]
    catalogues = [path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]
    total = hashlib.sha256(",".join(languages.codes()).encode())
    for path in (*files, *catalogues):
        if path.exists():
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_current() -> bool:
    """Whether the index was built by the present rules, and holds anything."""
    return IndexState.objects.filter(digest=digest()).exists() and SearchDocument.objects.exists()


def remember(now: datetime) -> None:
    """Notes that the index is as the records are at `now`, and when the next publication is due."""
    state = {"digest": digest(), "seen_at": now, "due_at": next_publication(now)}
    if not IndexState.objects.filter(pk=1).update(**state):
        IndexState.objects.create(pk=1, **state)


def dated_models() -> list[Any]:
    """Every model with dates of publication whose records are in some document, or in its names."""
    from portal.search.index_sync import followed

    return [model for model in followed() if any(f.name == "publish_at" for f in model._meta.concrete_fields)]


def next_publication(after: datetime) -> datetime | None:
    """The next moment at which a record becomes public that another's document may then name."""
    first, *others = (
        model._base_manager.filter(status__in=ANSWERING, **{f"{column}__gt": after}).order_by().values_list(column)
        for model in dated_models()
        for column in ("publish_at", "unpublish_at")
    )
    coming = first.union(*others, all=True).order_by("publish_at").first()
    return coming[0] if coming else None
