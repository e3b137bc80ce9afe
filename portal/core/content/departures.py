"""Records that left the content files: those that only the loader ever wrote, and that nothing needs, leave the site too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CASCADE, ProtectedError, Q

from portal.core.content import standing
from portal.core.content.dump import complete, digest, mapping
from portal.core.content.specs import concepts, references
from portal.core.models import Revision

Where = tuple[str, str]  # (concept, code)
Going = dict[Any, dict[Any, str]]  # {model: {key: code}}


def remove(left: dict[Where, str]) -> tuple[list[Where], list[Where]]:
    """Deletes of these records, each with the digest that the loader last wrote, those that may go.

    Gives those that went, and those that stay: an editor wrote in them, or something that stays refers to them.
    """
    going: Going = {}
    present: list[Where] = []
    for concept in concepts():
        wanted = {code: known for (label, code), known in left.items() if label == concept.label}
        if not wanted:
            continue
        rows = list(complete(concept.shape, concept.model._default_manager.filter(code__in=wanted)))
        records = {row.pk: mapping(concept.shape, row) for row in rows}
        present += [(concept.label, document["code"]) for document in records.values()]
        written = _written_by_somebody(concept.label, records)
        going[concept.model] = {
            pk: document["code"]
            for pk, document in records.items()
            if pk not in written and digest(document) == wanted[document["code"]]
        }
    while needed := _needed(going):
        for model, pk in needed:
            del going[model][pk]
    removed = _delete(going)
    return sorted(removed), sorted(set(present) - set(removed))


def _written_by_somebody(label: str, pks: Iterable[Any]) -> set[Any]:
    """The keys of those records in which a person wrote, or prepares a change."""
    own = Revision._base_manager.filter(model=label, object_id__in=list(pks))
    waits = Q(is_pending=True, dropped_at=None)
    return set(own.filter(waits | Q(author__isnull=False)).values_list("object_id", flat=True))


def _needed(going: Going) -> set[tuple[Any, Any]]:
    """Of these records, those that something refers to which does not go with them, as (model, key)."""
    found = set()
    for model, codes in going.items():
        for relation in model._meta.get_fields(include_hidden=True) if codes else ():
            if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created:
                found |= {(model, pk) for pk in _needed_by(relation, going, list(codes))}
    waiting = Revision.pending.exclude(document=None)
    for label, document in waiting.values_list("model", "document") if any(going.values()) else ():
        shape = next(concept.shape for concept in concepts() if concept.label == label)
        for model, code in references(shape, document):
            found |= {(model, pk) for pk, known in going.get(model, {}).items() if known == code}
    return found


def _needed_by(relation: Any, going: Going, pks: list[Any]) -> Iterator[Any]:
    """The keys among `pks` that rows on the far side of `relation` name; what lies in a record that goes does not count."""
    field = relation.field
    way, top = [], field.model
    while parent := standing.parents().get(top):
        way.append(parent)
        top = top._meta.get_field(parent).related_model
    if way and field.name == way[0]:
        return  # the record's own rows
    is_content = any(concept.model is top for concept in concepts())
    if not is_content and getattr(field.remote_field, "on_delete", None) is CASCADE:
        return  # kept about the record, not said by anybody
    rows = field.model._base_manager.filter(**{f"{field.name}__in": pks})
    for pk, owner in rows.values_list(field.name, "__".join(way) or "pk"):
        if owner not in going.get(top, {}):
            yield pk


def _delete(going: Going) -> list[Where]:
    """Deletes the records, those that refer to others before these."""
    removed: list[Where] = []
    for concept in reversed(concepts()):
        waiting: list[Any] = list(concept.model._base_manager.filter(pk__in=going.get(concept.model, {})))
        while waiting:
            later = [record for record in waiting if not _deleted(record)]
            removed += [(concept.label, record.code) for record in waiting if record not in later]
            if len(later) == len(waiting):
                break  # protected by what no document says
            waiting = later
    return removed


def _deleted(record: Any) -> bool:
    try:
        record.delete()
    except ProtectedError:
        return False
    return True
