"""Changes to a public record that wait: captured from a form, looked at, published or dropped.

A change is captured by saving the form and taking all back: what is kept is the record as it would be. Nothing of it is in
the record's own tables, so that no page, feed or search can show it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Set
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_noop, override

from portal.editing import desk
from portal.editing.history import Key, RowChange, Rows, apply, compare, key_of, present, read, rows, rows_of
from portal.editing.models import Preparation

logger = logging.getLogger(__name__)

# Rows that a prepared change adds have keys above this one while it waits: the same each time it is looked at, and never
# those of a row that comes meanwhile.
NEW = 2**40

Kept = list[list[str]]  # (model, primary key, the row as JSON)


class _Undone(Exception):  # noqa: N818 - not an error: the way out of a transaction
    pass


def undone(work: Callable[[], Any]) -> Any:
    """What `work` gives; what it wrote is taken back."""
    result = None
    try:
        with transaction.atomic():
            result = work()
            raise _Undone
    except _Undone:
        return result


def kept(record: models.Model, before: Set[Key] = frozenset()) -> Kept:
    """The record as it stands, to be kept; rows that are not among `before` get keys of their own."""
    found = []
    for version in present(record):
        label, pk = version._model._meta.label_lower, version.object_id
        data = version.serialized_data
        if before and (label, pk) not in before and int(pk) < NEW:
            data = data.replace(f'"pk": {pk}', f'"pk": {NEW + int(pk)}', 1)
            pk = str(NEW + int(pk))
        found.append([label, pk, data])
    return found


def state(parts: Kept, record: models.Model) -> Rows:
    return rows_of([read(*part) for part in parts], key_of(record))


def changes(preparation: Preparation) -> list[RowChange]:
    record = preparation.record
    return compare(state(preparation.before, record), state(preparation.after, record))


def conflicts(preparation: Preparation) -> list[RowChange]:
    """What has changed in the record since, in the very places that the prepared change changes: from then to now."""
    record = preparation.record
    wanted = {(row.key, change.attribute) for row in changes(preparation) for change in row.changes}
    since = compare(state(preparation.before, record), rows(record))
    found = []
    for row in since:
        met = [change for change in row.changes if (row.key, change.attribute) in wanted]
        if met or (row.kind == "removed" and any(key == row.key for key, _ in wanted)):
            found.append(RowChange(row.key, row.kind, met))
    return found


def put(preparation: Preparation) -> None:
    """Writes the prepared change into the record; for looking at it, inside `undone`."""
    apply(changes(preparation))


def capture(record: models.Model, save: Callable[[], Any], old: Preparation | None) -> tuple[Any, Any]:
    """Lets `save` save the record's form, takes all back, and gives its answer and the record as it would be (or None)."""
    before = old.before if old else kept(record)
    keys = {(label, pk) for label, pk, _ in before}

    def work() -> tuple[Any, Any]:
        if old:
            put(old)
        response = save()
        if response.status_code != 302:
            response.render()  # the form again, with its errors: it is drawn while the rows it shows exist
            return response, None
        return response, {"before": before, "after": kept(record, keys)}

    return undone(work)


def publish(preparation: Preparation, user: Any, is_confirmed: bool = False) -> None:
    """Makes the prepared change public, as one revision. Raises ValidationError when it no longer fits the record,
    and UnconfirmedError when it has consequences that nobody has confirmed.
    """
    record = preparation.record
    try:
        with (
            transaction.atomic(),
            desk.edited(record, user, gettext_noop("Prepared change, made public"), preparation.is_minor),
        ):
            apply(with_free_keys(changes(preparation)))
            preparation.delete()
            desk.settle(record, user, is_confirmed or preparation.is_confirmed)
    except (IntegrityError, models.ProtectedError) as error:
        raise ValidationError(str(error)) from error


def with_free_keys(found: list[RowChange]) -> list[RowChange]:
    """The same, the rows that the change adds having no key yet."""
    return [
        RowChange((row.key[0], ""), "added", row.changes) if row.kind == "added" and int(row.key[1]) >= NEW else row
        for row in found
    ]


def publish_due() -> int:
    """Publishes what is due; gives how many. One that fails is kept with the reason, for the morning list."""
    done = 0
    for preparation in Preparation.objects.due().select_related("author"):
        if preparation.record is None:  # a draft that was deleted meanwhile
            preparation.delete()
            continue
        try:
            with override(settings.LANGUAGE_CODE):  # whoever's request this is
                publish(preparation, preparation.author)
            done += 1
        except ValidationError as error:
            logger.warning("A prepared change could not be published: %s", error)
            Preparation.objects.filter(pk=preparation.pk).update(failure=" ".join(error.messages)[:2000])
    return done
