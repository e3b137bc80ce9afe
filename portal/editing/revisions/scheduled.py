"""Changes to a public record that wait: captured from a form, looked at, published or dropped.

A change is captured by saving the form and taking all back: what is kept is the document as it would be, a pending
revision. Nothing of it is in the record's own tables, so that no page, feed or search can show it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.content import standing
from portal.core.content.differences import Document, RowChange, between, merged, rows
from portal.core.content.dump import KEY, digest
from portal.core.content.specs import Shape
from portal.core.content.write import UnreadableError, read, write
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.editing.people import guard
from portal.editing.revisions import history, saving

logger = logging.getLogger(__name__)

# Rows that a pending change adds have keys above this one while it waits: the same each time it is looked at, and never
# those of a row that comes meanwhile.
NEW = 2**40


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


def of(record: models.Model) -> models.QuerySet:
    """The changes that wait for the record, or for the one that a row lies in: one for each author, oldest first."""
    return Revision.pending.of(standing.owner(record)).select_related("author", "base")


def changes(pending: Revision) -> list[RowChange]:
    """What the pending change changes. Raises UnreadableError."""
    shape = history.shape_of(pending.record)
    return between(shape, _base(pending, shape), read(shape, pending.document), pending.object_id)


def conflicts(pending: Revision) -> list[RowChange]:
    """What has changed in the record since, in the very places that the pending change changes: from then to now."""
    record = pending.record
    shape = history.shape_of(record)
    wanted = {(row.key, change.attribute) for row in changes(pending) for change in row.changes}
    found = []
    for row in between(shape, _base(pending, shape), history.document(record), record.pk):
        met = [change for change in row.changes if (row.key, change.attribute) in wanted]
        if met or (row.kind == "removed" and any(key == row.key for key, _name in wanted)):
            found.append(RowChange(row.key, row.kind, met))
    return found


def _base(pending: Revision, shape: Shape) -> Document:
    """What the record said when the change was made. Raises UnreadableError."""
    return read(shape, pending.base.document if pending.base else None)


def _wanted(pending: Revision, record: models.Model) -> Document:
    """The record's document with the pending change in it. Raises UnreadableError."""
    shape = history.shape_of(record)
    return merged(shape, _base(pending, shape), read(shape, pending.document), history.document(record))


def put(pending: Revision) -> None:
    """Writes the pending change into the record; for looking at it, inside `undone`. Raises UnreadableError."""
    record = pending.record
    write(record, _wanted(pending, record))


def capture(record: models.Model, save: Callable[[], Any], old: Revision | None) -> tuple[Any, Document | None]:
    """Lets `save` save the record's form, takes all back, and gives its answer and the document as it would be (or None)."""

    def work() -> tuple[Any, Document | None]:
        before = history.document(record)
        if old:
            put(old)
        response = save()
        if response.status_code != 302:
            response.render()  # the form again, with its errors: it is drawn while the rows it shows exist
            return response, None
        return response, _as_pending(record, before)

    return undone(work)


def written(record: models.Model, change: Callable[[], Any]) -> Document:
    """The record's document after `change`; what that wrote is taken back."""

    def work() -> Document:
        before = history.document(record)
        change()
        return _as_pending(record, before)

    return undone(work)


def _as_pending(record: models.Model, before: Document) -> Document:
    """The record's document, in which the rows that `before` has not say so by their keys."""
    owner = standing.owner(record)
    shape = history.shape_of(owner)
    there = rows(shape, before, owner.pk)

    def marked(inner: Shape, data: Document) -> Document:
        out = dict(data)
        for name, child in inner.children.items():
            if name in data:
                out[name] = [
                    {
                        **marked(child, row),
                        KEY: row[KEY]
                        if (child.model._meta.label_lower, str(row[KEY])) in there
                        else NEW + row[KEY] % NEW,
                    }
                    for row in data[name]
                ]
        return out

    return marked(shape, history.document(record))


def keep(record: models.Model, document: Document, user: Any, into: Revision | None = None, **values: Any) -> None:
    """Keeps `document` as what the record is to say: in the change `into`, where `user` writes, else in a new one of theirs."""
    owner = standing.owner(record)
    told = {"document": document, "digest": digest(document), "at": timezone.now(), "failure": "", **values}
    with transaction.atomic():
        if into is None:
            Revision.dropped.of(owner).filter(author=user).delete()
            history.keep([owner])
            base = Revision.objects.of(type(owner), owner.pk).first()
            own = {"model": owner._meta.label_lower, "object_id": owner.pk, "code": document["code"], "author": user}
            into = Revision(**own, base=base, is_pending=True, kind=RevisionKind.SCHEDULED)
        for name, value in told.items():
            setattr(into, name, value)
        into.save()
        into.authors.add(user)


def drop(pending: Revision) -> None:
    """Takes the pending change away; it can be taken back until its author prepares another for the record."""
    Revision.pending.filter(pk=pending.pk).update(dropped_at=timezone.now())


def dropped(record: models.Model) -> models.QuerySet:
    """The changes to the record that were dropped and can be taken back."""
    return Revision.dropped.of(standing.owner(record)).select_related("author", "base")


def take_back(pending: Revision) -> None:
    """Lets a change that was dropped wait again, without the moment at which it was to go public."""
    Revision.dropped.filter(pk=pending.pk).update(dropped_at=None, publish_at=None)


def is_only_by(pending: Revision, user: Any) -> bool:
    """Whether `user` alone has written in the pending change."""
    return list(pending.authors.values_list("pk", flat=True)) == [user.pk]


def publish(pending: Revision, user: Any, is_confirmed: bool = False) -> None:
    """Makes the pending change public, once, as one revision by `user`, which names those who wrote it.

    Raises GoneError when somebody else has published, dropped or rewritten it since it was read, ValidationError when it
    no longer fits the record, and UnconfirmedError when it has consequences that nobody has confirmed.
    """
    record = pending.record
    kind, is_minor, authors = RevisionKind.SCHEDULED, pending.is_minor, list(pending.authors.all())
    try:
        with transaction.atomic():
            _claim(pending)
            with saving.edited(record, by=user, comment=pending.comment, is_minor=is_minor, kind=kind):
                write(record, _with_free_keys(_wanted(pending, record)))
                pending.delete()
                saving.settle(record, user, is_confirmed or pending.is_confirmed)
            history.revisions_of(record)[0].authors.set(authors)
    except (IntegrityError, models.ProtectedError) as error:
        raise ValidationError(str(error)) from error


class GoneError(ValidationError):
    """The pending change is no longer what was read."""


def _claim(pending: Revision) -> None:
    """Takes the pending change for this transaction: another one waits for its end, and then finds nothing to take."""
    as_read = Revision.pending.filter(pk=pending.pk, at=pending.at, digest=pending.digest)
    if not as_read.update(failure=pending.failure):
        raise GoneError(_("This change has been published, dropped or written in meanwhile."))


def _with_free_keys(document: Document) -> Document:
    """The same, the rows that the change adds having no key yet."""

    def freed(value: Any) -> Any:
        if isinstance(value, list):
            return [freed(each) for each in value]
        if isinstance(value, dict):
            return {name: freed(each) for name, each in value.items() if name != KEY or each < NEW}
        return value

    return freed(document)


# The database does not answer, or takes no writes: the change is as good as before, and waits.
UNAVAILABLE = (OperationalError, InternalError, InterfaceError)


def publish_due() -> int:
    """Publishes what is due; gives how many. One that cannot be is kept with the reason, for the desk's first page.

    Raises an error of `UNAVAILABLE` when the database does not let it: what is due stays due.
    """
    done = 0
    for pending in Revision.pending.due().select_related("author", "base"):
        try:
            if pending.record is None:  # a draft that was deleted meanwhile
                pending.delete()
                continue
            with override(settings.LANGUAGE_CODE):  # nobody's language is active here
                publish(pending, pending.author)
            done += 1
        except UNAVAILABLE:
            raise
        except GoneError:  # another process was there first
            continue
        except Exception as error:
            _note_failure(pending, error)
    return done


def _note_failure(pending: Revision, error: Exception) -> None:
    """Keeps why it could not be published, and logs it: once, by the process that keeps it."""
    with override(settings.LANGUAGE_CODE):
        words = _("It can no longer be read: drop it, and prepare the change again.")
        if isinstance(error, ValidationError) and not isinstance(error, UnreadableError):
            words = " ".join(error.messages)
    as_read = Revision.pending.filter(pk=pending.pk, at=pending.at, failure="")
    if as_read.update(failure=words[:2000]):
        logger.warning("A pending change could not be published: %s: %s", pending.pk, error)
