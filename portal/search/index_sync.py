"""The index follows the records: once a document is written, every search document made from it is brought up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.core.content.differences import Document
from portal.core.content.dump import KEY
from portal.core.content.revisions import Written
from portal.core.content.specs import Shape, references
from portal.core.searchable import Searchable, name_sources, searchables
from portal.core.text import languages
from portal.search import analysis, index
from portal.search.models import IndexState, SearchDocument

MANY_KEYS = 50  # names changed at once, beyond which asking for each costs more than looking at every record

Records = dict[type[models.Model], set[Any]]  # by model, the keys of records


@cache
def followed() -> dict[type[models.Model], list[tuple[Searchable, str]]]:
    """Each model that some search document is made from, with the kinds made from it and the paths that lead to it.

    A path names relations from the kind's own model ("partners__institution"); "pk" for its own records.
    """
    found: dict[type[models.Model], list[tuple[Searchable, str]]] = defaultdict(list)
    for kind in searchables().values():
        found[kind.model].append((kind, "pk"))
        paths = dict.fromkeys(
            tuple(way[:depth]) for path in kind.follows if (way := path.split("__")) for depth in range(1, len(way) + 1)
        )
        for steps in paths:
            model = kind.model
            for step in steps:
                model = model._meta.get_field(step).related_model
            found[model].append((kind, "__".join(steps)))
    for source in name_sources():
        found.setdefault(source.model, [])
    return dict(found)


def update(written: list[Written]) -> None:
    """Brings the search documents of everything written up to date. A subscriber of the revisions."""
    if not index.is_current():
        index.rebuild()
        return
    now, records = timezone.now(), defaultdict[type[models.Model], set[Any]](set)
    codes, names = defaultdict[type[models.Model], set[str]](set), set[str]()
    for each in written:
        records[each.concept.model].add(each.pk)
        gone = {*references(each.concept.shape, each.before)} - {*references(each.concept.shape, each.after)}
        for model, code in gone:  # no longer reached from the record itself
            codes[model].add(code)
        for state in (each.before, each.after):  # the document of a row that is gone goes too
            for model, key in _rows(each.concept.shape, state):
                records[model].add(key)
        for source in name_sources():
            if source.model is each.concept.model:
                names |= {
                    analysis.fold(key) for state in (each.before, each.after) if state for key in source.keys(state)
                }
    for model, wanted in codes.items():
        if model in followed():
            records[model] |= set(model._base_manager.filter(code__in=wanted).values_list("pk", flat=True))
    _update(records, names, now)


def catch_up() -> None:
    """Brings up to date what became public, or ceased to be, since the index last looked. A job of housekeeping.

    From then on others' documents name it, or no longer do; its own carries its dates. One query while nothing is due.
    """
    if IndexState.objects.filter(due_at__lte=timezone.now()).exists():
        _update({}, set(), timezone.now())


def _update(records: Records, names: set[str], now: datetime) -> None:
    """Writes anew the documents made from these records, from those whose dates have passed, and those with these names."""
    documents = _bearing(names)
    for found in (records, _published_since(now)):
        for model, pks in found.items():
            for kind, touched in _made_from(model, pks).items():
                documents[kind] |= touched
    groups = index.other_names()
    for code, pks in documents.items():
        index.update(searchables()[code], pks, groups)
    index.remember(now)


def _rows(shape: Shape, document: Document | None) -> Iterator[tuple[type[models.Model], Any]]:
    """The rows inside a document that search documents are made from, as (model, key)."""
    for name, child in shape.children.items() if document else ():
        for row in document.get(name, ()):  # type: ignore[union-attr]
            if child.model in followed() and KEY in row:
                yield child.model, row[KEY]
            yield from _rows(child, row)


def _made_from(model: type[models.Model], pks: Iterable[Any]) -> dict[str, set[Any]]:
    """By kind, the records whose documents are made from a record of `model` among `pks`. One query for each path."""
    wanted, found = list(pks), defaultdict[str, set[Any]](set)
    for kind, path in followed().get(model, ()):
        if path == "pk":
            found[kind.kind] |= set(wanted)
        else:
            records = kind.model._base_manager.filter(**{f"{path}__in": wanted})
            found[kind.kind] |= set(records.values_list("pk", flat=True))
    return found


def _bearing(keys: set[str]) -> dict[str, set[Any]]:
    """By kind, the records whose documents hold one of these names."""
    found: dict[str, set[Any]] = defaultdict(set)
    if not keys:
        return found
    if len(keys) > MANY_KEYS:
        rows = [SearchDocument.objects.all()]
    else:
        wanted = {(code, tuple(analysis.terms(key, code))) for key in keys for code in languages.codes()}
        rows = [
            SearchDocument.objects.filter(language=code, terms__matches=("all", tuple((term, False) for term in terms)))
            for code, terms in wanted
            if terms
        ]
    for kind, pk in (key for some in rows for key in some.values_list("kind", "object_id")):
        found[kind].add(pk)
    return found


def _published_since(now: datetime) -> Records:
    """What became public, or ceased to be, since the index last looked. One query while nothing is due."""
    state = IndexState.objects.get()
    if state.due_at is None or state.due_at > now:
        return {}
    between = (state.seen_at, now)
    moved = Q(publish_at__range=between) | Q(unpublish_at__range=between)
    return {
        model: set(model._base_manager.filter(moved).values_list("pk", flat=True)) for model in index.dated_models()
    }
