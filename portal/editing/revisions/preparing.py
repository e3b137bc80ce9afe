"""Changes to a public record that wait: captured from a form, looked at, published or dropped.

A change is captured by saving the form and taking all back: what is kept is the record as it would be. Nothing of it is in
the record's own tables, so that no page, feed or search can show it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Set
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from reversion.errors import RevertError

from portal.core.revision import RevisionKind
from portal.editing.models import Preparation
from portal.editing.people import guard
from portal.editing.revisions import desk
from portal.editing.revisions.history import Key, RowChange, Rows, apply, compare, key_of, present, read, rows, rows_of

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
        with transaction.atomic(), guard.lifted():
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


class UnreadableError(Exception):
    """What was kept no longer fits the models: the portal has changed since."""


def state(parts: Kept, record: models.Model) -> Rows:
    """What was kept, as rows. Raises UnreadableError."""
    try:
        return rows_of([read(*part) for part in parts], key_of(record))
    except (RevertError, LookupError, ValueError, TypeError, FieldDoesNotExist) as error:
        raise UnreadableError(str(error)) from error


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
        if met or (row.kind == "removed" and any(key == row.key for key, _name in wanted)):
            found.append(RowChange(row.key, row.kind, met))
    return found


def put(preparation: Preparation) -> None:
    """Writes the prepared change into the record; for looking at it, inside `undone`."""
    apply(changes(preparation))


def capture(record: models.Model, save: Callable[[], Any], old: Preparation | None) -> tuple[Any, Any]:
    """Lets `save` save the record's form, takes all back, and gives its answer and the record as it would be (or None)."""

    def work() -> tuple[Any, Any]:
        before = old.before if old else kept(record)
        if old:
            put(old)
        response = save()
        if response.status_code != 302:
            response.render()  # the form again, with its errors: it is drawn while the rows it shows exist
            return response, None
        return response, _captured(record, before)

    return undone(work)


def written(record: models.Model, write: Callable[[], Any]) -> dict[str, Kept]:
    """The record before and after `write`, as `keep` takes them; what `write` wrote is taken back."""

    def work() -> dict[str, Kept]:
        before = kept(record)
        write()
        return _captured(record, before)

    return undone(work)


def _captured(record: models.Model, before: Kept) -> dict[str, Kept]:
    return {"before": before, "after": kept(record, {(label, pk) for label, pk, _row in before})}


def keep(record: models.Model, values: dict[str, Any]) -> None:
    """Keeps what was captured as the prepared change of the record; `values["author"]` is one of its authors from now on."""
    key = {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    with transaction.atomic():
        Preparation.objects.update_or_create(**key, defaults=values)[0].authors.add(values["author"])


def is_only_by(preparation: Preparation, user: Any) -> bool:
    """Whether `user` alone has written in the prepared change."""
    return list(preparation.authors.values_list("pk", flat=True)) == [user.pk]


def publish(preparation: Preparation, user: Any, is_confirmed: bool = False) -> None:
    """Makes the prepared change public, once, as one revision.

    Raises GoneError when somebody else has published, dropped or rewritten it since it was read, ValidationError when it
    no longer fits the record, and UnconfirmedError when it has consequences that nobody has confirmed.
    """
    record = preparation.record
    try:
        with transaction.atomic():
            _claim(preparation)
            with desk.edited(
                record, user, gettext_noop("Prepared change, made public"), preparation.is_minor, RevisionKind.SCHEDULED
            ):
                apply(with_free_keys(changes(preparation)))
                preparation.delete()
                desk.settle(record, user, is_confirmed or preparation.is_confirmed)
    except (IntegrityError, models.ProtectedError) as error:
        raise ValidationError(str(error)) from error


class GoneError(ValidationError):
    """The prepared change is no longer what was read."""


def _claim(preparation: Preparation) -> None:
    """Takes the prepared change for this transaction: another one waits for its end, and then finds nothing to take."""
    as_read = Preparation.objects.filter(pk=preparation.pk, prepared_at=preparation.prepared_at)
    if not as_read.update(failure=preparation.failure):
        raise GoneError(_("This change has been published, dropped or written in meanwhile."))


def with_free_keys(found: list[RowChange]) -> list[RowChange]:
    """The same, the rows that the change adds having no key yet."""
    return [
        RowChange((row.key[0], ""), "added", row.changes) if row.kind == "added" and int(row.key[1]) >= NEW else row
        for row in found
    ]


# The database does not answer, or takes no writes: the change is as good as before, and waits.
UNAVAILABLE = (OperationalError, InternalError, InterfaceError)


def publish_due() -> int:
    """Publishes what is due; gives how many. One that cannot be is kept with the reason, for the desk's first page.

    Raises an error of `UNAVAILABLE` when the database does not let it: what is due stays due.
    """
    done = 0
    for preparation in Preparation.objects.due().select_related("author"):
        try:
            if preparation.record is None:  # a draft that was deleted meanwhile
                preparation.delete()
                continue
            with override(settings.LANGUAGE_CODE):  # nobody's language is active here
                publish(preparation, preparation.author)
            done += 1
        except UNAVAILABLE:
            raise
        except GoneError:  # another process was there first
            continue
        except Exception as error:
            _note_failure(preparation, error)
    return done


def _note_failure(preparation: Preparation, error: Exception) -> None:
    """Keeps why it could not be published, and logs it: once, by the process that keeps it."""
    with override(settings.LANGUAGE_CODE):
        words = _("It can no longer be read: drop it, and prepare the change again.")
        if isinstance(error, ValidationError):
            words = " ".join(error.messages)
    as_read = Preparation.objects.filter(pk=preparation.pk, prepared_at=preparation.prepared_at, failure="")
    if as_read.update(failure=words[:2000]):
        logger.warning("A prepared change could not be published: %s: %s", preparation.pk, error)
