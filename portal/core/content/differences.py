"""Two documents of one record: what differs, row by row, and how two changes of the same one become one.

A row of a document has the key of its row in the database, so that one that was changed is told from one that went while
another came. Documents from files, and new rows, have none: what says the same, or mostly the same, is the same row.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from portal.core.content.dump import KEY, bare, scalar
from portal.core.content.specs import Shape
from portal.core.text import languages

Document = dict[str, Any]
Key = tuple[str, str]  # ("instruments.fundingrule", "12"): the model's label and the key of the row
Rows = dict[Key, dict[str, Any]]  # {key: {attribute: value}}; a text of one language is an attribute of its own

ORDER = "order"  # the attribute that says where among its like a row stands


@dataclass(frozen=True)
class Change:
    """One attribute of a row, before and after."""

    attribute: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """One row: added (no before), removed (no after), or changed in some attributes."""

    key: Key
    kind: str  # "added", "removed", "changed"
    changes: list[Change] = field(default_factory=list)

    @property
    def model(self) -> Any:
        return apps.get_model(self.key[0])


def with_keys(shape: Shape, document: Document, like: Document) -> Document:
    """The document; a row without a key has that of the row of `like` that says the same, or at least half of it."""
    out = dict(document)
    for name, child in shape.children.items():
        rows, known = [dict(row) for row in document.get(name, [])], like.get(name, [])
        used = {row[KEY] for row in rows if KEY in row}
        free = [row for row in known if KEY in row and row[KEY] not in used]
        for is_same in (_says_the_same, _says_mostly_the_same):
            for row in rows:
                found = next((other for other in free if is_same(row, other)), None) if KEY not in row else None
                if found is not None:
                    row[KEY] = found[KEY]
                    free.remove(found)
        by_key = {row[KEY]: row for row in known if KEY in row}
        rows = [with_keys(child, row, by_key.get(row.get(KEY), {})) for row in rows]
        if rows:
            out[name] = rows
    return out


def _says_the_same(row: Document, other: Document) -> bool:
    return bare(row) == bare(other)


def _says_mostly_the_same(row: Document, other: Document) -> bool:
    one, two = bare(row), bare(other)
    return 2 * sum(name in two and two[name] == value for name, value in one.items()) >= max(len(one), len(two), 1)


def rows(shape: Shape, document: Document | None, pk: Any) -> Rows:
    """The document's rows: the record's own first, which has the key `pk`, and those inside it; none for no document."""
    found: Rows = {}

    def walk(inner: Shape, row: Document, key: str) -> None:
        found[inner.model._meta.label_lower, key] = _values(inner, row)
        for name, child in inner.children.items():
            for place, each in enumerate(row.get(name, []), 1):
                walk(child, each, str(each.get(KEY, f"{key}+{place}")))

    if document is not None:
        walk(shape, document, str(pk))
    return found


def _values(shape: Shape, row: Document) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in shape.columns:
        given = row.get(column.name)
        if column.name in shape.translated:
            values |= {languages.localized(column.name, code): (given or {}).get(code) for code in languages.codes()}
        elif given is None and not column.is_relation and column.has_default():
            values[column.name] = scalar(column.get_default())
        else:
            values[column.name] = given
    return {**values, **{link.name: row.get(link.name, []) for link in shape.links}}


def compare(before: Rows, after: Rows) -> list[RowChange]:
    """What differs, the record's own row first, then in the order of the rows. Who only stands elsewhere has another order."""
    moved = _moved(before, after)
    first = next(iter(before or after), None)
    found = []
    for key in {**before, **after}:
        old, new = before.get(key, {}), after.get(key, {})
        changes = [
            Change(name, old.get(name), new.get(name))
            for name in new or old
            if _plain(old.get(name)) != _plain(new.get(name))
        ]
        if not old or not new:
            found.append(RowChange(key, "added" if new else "removed", changes))
        elif changes or key in moved:
            found.append(RowChange(key, "changed", [*changes, *([Change(ORDER, *moved[key])] if key in moved else [])]))
    return sorted(found, key=lambda row: (row.key != first, row.key[0]))


def _moved(before: Rows, after: Rows) -> dict[Key, tuple[int, int]]:
    """The places, counted from one, of rows that stand elsewhere among those of their kind that both have."""
    found: dict[Key, tuple[int, int]] = {}
    for label in {label for label, _key in before}:
        old = [key for key in before if key[0] == label and key in after]
        new = {key: place for place, key in enumerate((key for key in after if key[0] == label and key in before), 1)}
        found |= {key: (place, new[key]) for place, key in enumerate(old, 1) if new[key] != place}
    return found


def _plain(value: Any) -> Any:
    """Two values that a reader would call the same are equal: an empty text and none, a list in another order."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return None if value == "" else value


def between(shape: Shape, before: Document | None, after: Document | None, pk: Any) -> list[RowChange]:
    """What differs between two documents of the record with the key `pk`."""
    if before is not None and after is not None:
        before = with_keys(shape, before, after)
        after = with_keys(shape, after, before)
    return compare(rows(shape, before, pk), rows(shape, after, pk))


def merged(shape: Shape, base: Document, mine: Document, theirs: Document) -> Document:
    """`theirs`, with all that `mine` changed since `base`. A row that `theirs` no longer has stays away."""
    base, mine = with_keys(shape, base, theirs), with_keys(shape, mine, theirs)
    out: Document = {}
    for name in shape.names:
        found: Any
        if name in shape.children:
            found = _merged_rows(shape.children[name], *(each.get(name, []) for each in (base, mine, theirs)))
        elif name in shape.translated:
            found = _chosen(*(each.get(name, {}) for each in (base, mine, theirs)))
        else:
            found = _one(base.get(name), mine.get(name), theirs.get(name))
        if found not in (None, [], {}):
            out[name] = found
    return {**({KEY: theirs[KEY]} if KEY in theirs else {}), **out}


def _one(base: Any, mine: Any, theirs: Any) -> Any:
    return theirs if mine == base else mine


def _chosen(base: Document, mine: Document, theirs: Document) -> Document:
    found = {code: _one(base.get(code), mine.get(code), theirs.get(code)) for code in languages.codes()}
    return {code: text for code, text in found.items() if text is not None}


def _merged_rows(shape: Shape, base: list[Document], mine: list[Document], theirs: list[Document]) -> list[Document]:
    was, now = _by_key(base), _by_key(theirs)
    found = []
    for row in mine:
        key = row.get(KEY)
        if key is None or key not in was:
            found.append(deepcopy(row))  # it comes
        elif key in now:
            found.append(merged(shape, was[key], row, now[key]))
    wanted = _by_key(mine)
    if [key for key in was if key in wanted] == [key for key in wanted if key in was]:  # nothing was moved
        order = list(now)
        found.sort(key=lambda row: order.index(row[KEY]) if row.get(KEY) in now else len(order))
    known = {row.get(KEY) for row in found}
    return [*found, *(row for row in theirs if row.get(KEY) not in was and row.get(KEY) not in known)]


def _by_key(listed: Iterable[Document]) -> dict[Any, Document]:
    return {row[KEY]: row for row in listed if KEY in row}
