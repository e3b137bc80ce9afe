"""One change of one record at the desk, whatever made it: a form, a pending change, a way back, an import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.core.content import revisions, standing
from portal.core.content.differences import Document
from portal.core.content.write import write
from portal.core.revision import RevisionKind
from portal.editing.people import acts, guard
from portal.editing.review import translations
from portal.editing.revisions import history


class UnconfirmedError(ValidationError):
    """What was written has consequences that nobody has confirmed; the messages name them."""


checks: list[Callable[[models.Model, Any, bool], None]] = []
"""What rooms look at once a record is written otherwise than by its form: check(record, user, is_confirmed)."""


def settle(record: models.Model, user: Any, is_confirmed: bool) -> None:
    """Lets the rooms look at what was written. Raises UnconfirmedError, before anything is kept."""
    for check in checks:
        check(record, user, is_confirmed)


@contextmanager
def edited(
    *records: models.Model,
    by: Any,
    comment: str = "",
    is_minor: bool = False,
    kind: str = RevisionKind.SAVED,
) -> Iterator[list[Document]]:
    """What is written inside is one revision of each record that becomes another, by `by`, all or nothing.

    Gives what each said before, which is kept if nothing has kept it yet; texts that the change leaves behind in the other
    language are marked, unless it is minor.
    """
    with transaction.atomic(), revisions.by(by, kind, comment):
        before = history.keep(dict.fromkeys(standing.owner(record) for record in records))
        yield list(before.values())
        after = revisions.flush()  # in the same transaction: what is written and who wrote it stand or fall together
        for key in before.keys() & after.keys():
            translations.follow(*key, before[key], after[key], is_minor)


def bring_back(record: models.Model, document: Document | None, user: Any, is_confirmed: bool = False) -> None:
    """Writes an earlier document into the record, there or deleted, in the name of `user`.

    Raises ValidationError where the document cannot be read or is not allowed, or was public and `user` does not publish.
    """
    there = [] if record._state.adding else [record]
    with edited(*there, by=user, kind=RevisionKind.RESTORED):
        with guard.lifted():
            write(record, document)
        if not acts.may_write(user, record):
            raise ValidationError(_("That version was public: a publisher brings it back."))
        settle(record, user, is_confirmed)
