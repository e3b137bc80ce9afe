"""Builds the search index: turns records into search documents."""

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
    """`text`, plain or HTML, as one line of plain text without the publisher's tokens."""
    bare = unescaped(TAG.sub(" ", text)) if "<" in text else text
    return analysis.composed(" ".join(_TOKEN.sub(" ", bare).split()))


def other_names() -> Names:
    """Groups of names that go together, such as the glossary's, by folded key."""
    found: Names = defaultdict(list)
    for source in name_sources():
        for group in source.groups():
            for key in {analysis.fold(key) for key in group.keys}:
                found[key].append(group)
    return found


def window(record: Any, guards: Iterable[str]) -> tuple[datetime | None, datetime | None] | None:
    """The period (start, end) in which the record is public; None if it is not published.

    An end that is None is open. `guards` names the related records that must be public too. Records without dates of
    publication and without such records, such as countries, are always public.
    """
    above = [getattr(record, name) for name in guards]
    if not isinstance(record, Published):
        if not above:
            return None, None
        record, *above = above  # a row of a record is as public as the record that it lies in
    if record.status != Status.PUBLISHED or any(other.status not in ANSWERING for other in above):
        return None
    starts = [other.publish_at for other in (record, *above) if other.publish_at]
    return max(starts, default=None), record.unpublish_at


def document(kind: Searchable, record: Any, language: str, names: Names) -> SearchDocument | None:
    """Search document of `record` in `language`, unsaved; None if the record is not public or has no page there."""
    open_between, entry = window(record, kind.guards), kind.entry(record, language)
    if open_between is None or entry is None:
        return None
    called = _names(entry, names, language)
    title, own = _padded([entry.title, *called], language)
    around = [*entry.around, *_also(entry.around, names, language)]
    summary = entry.summary or _meaning(entry, names, language)
    tied, about = _padded([summary, *around], language)
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
        summary=plain(summary),
        body="\n".join(dict.fromkeys([*filter(None, map(plain, around)), *body])),
        folded="".join(f"\n {analysis.fold(name)}" for name in (entry.title, *called)) + "\n",
        title_terms=title,
        summary_terms=tied,
        terms=" ".join(sorted({*own, *about, *inside})),
    )


def _padded(texts: Iterable[str], language: str) -> tuple[str, set[str]]:
    """The terms of several texts, as a string (one line per text, each term between spaces) and as a set."""
    lines = [analysis.terms(text, language) for text in texts]
    return "".join(f" {' '.join(line)} \n" for line in lines), {term for line in lines for term in line}


def _names(entry: Entry, names: Names, language: str) -> list[str]:
    """All other names of an entry: its own, those of its groups, and spellings with compounds joined or separated."""
    found = [*entry.names, *_also([entry.title, *entry.names], names, language)]
    spelt = [
        written
        for name in [entry.title, *found]
        for written in (_HYPHENS.sub("", name), _HUMP.sub(" ", name))
        if written != name
    ]
    names_by_key = {analysis.fold(entry.title): ""}
    for name in map(plain, [*found, *spelt]):
        names_by_key.setdefault(analysis.fold(name), name)
    return [name for key, name in names_by_key.items() if key and name]


def _also(called: Iterable[str], names: Names, language: str) -> list[str]:
    """Other names of the groups that the names `called` belong to, in `language` or common to all."""
    groups = [group for name in called for group in names.get(analysis.fold(name), ())]
    return [name for group in groups for key in (language, "") for name in group.names.get(key, ())]


def _meaning(entry: Entry, names: Names, language: str) -> str:
    """What the thing of this title is, as the glossary has it; "" if it does not know it."""
    said = (group.meanings.get(language, "") for group in names.get(analysis.fold(entry.title), ()))
    return next(filter(None, said), "")


def update(kind: Searchable, pks: Iterable[Any], names: Names | None = None) -> None:
    """Rewrites the documents of the records `pks`, and deletes those of records that are gone or not published."""
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
    """Rebuilds the index; returns the number of documents. Calls `progress(done, total, label)` after each batch."""
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
    """Yields every kind of searchable record."""
    yield from searchables().values()


# --- state of the index ----------------------------------------------------------------------------------------------


@cache
def digest() -> str:
    """Hash of the code and configuration behind the index: its modules, the apps' `kinds.py`, the catalogues."""
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
    """Whether the index was built by the present code and configuration, and is not empty."""
    return IndexState.objects.filter(digest=digest()).exists() and SearchDocument.objects.exists()


def remember(now: datetime) -> None:
    """Stores that the index is up to date as of `now` (aware), and when the next publication is due."""
    state = {"digest": digest(), "seen_at": now, "due_at": next_publication(now)}
    if not IndexState.objects.filter(pk=1).update(**state):
        IndexState.objects.create(pk=1, **state)


def dated_models() -> list[Any]:
    """Models with dates of publication whose records contribute to documents or their names."""
    from portal.search.index_sync import followed

    return [model for model in followed() if any(f.name == "publish_at" for f in model._meta.concrete_fields)]


def next_publication(after: datetime) -> datetime | None:
    """The first moment after `after` at which a record becomes public or ceases to be; None if there is none."""
    first, *others = (
        model._base_manager.filter(status__in=ANSWERING, **{f"{column}__gt": after}).order_by().values_list(column)
        for model in dated_models()
        for column in ("publish_at", "unpublish_at")
    )
    coming = first.union(*others, all=True).order_by("publish_at").first()
    return coming[0] if coming else None
