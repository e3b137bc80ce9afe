"""One change of one record at the desk, whatever made it: a form, a prepared change, a way back, an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import reversion
from django.core.exceptions import ValidationError
from django.db import models, transaction

from portal.core.content import revisions
from portal.core.revision import RevisionKind
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
    record: models.Model, user: Any, comment: str = "", is_minor: bool = False, kind: str = RevisionKind.SAVED
) -> Iterator[None]:
    """What is saved inside is one revision of `record` by `user`, all or nothing.

    The state before is kept if nothing has kept it yet; texts that the change leaves behind in the other language are
    marked, unless it is minor.
    """
    with edited_together([record], user, comment, is_minor, kind):
        yield


@contextmanager
def edited_together(
    records: Iterable[models.Model],
    user: Any,
    comment: str = "",
    is_minor: bool = False,
    kind: str = RevisionKind.SAVED,
) -> Iterator[None]:
    """The same for several records: one revision of them all. As many queries for each, however many there are."""
    with transaction.atomic(), revisions.by(user, kind):
        before = []
        for record in records:
            history.keep(record)
            before.append((record, history.rows(record)))
        with reversion.create_revision():
            reversion.set_user(user)
            reversion.set_comment(comment)
            yield
        for record, was in before:
            translations.follow(record, was, history.rows(record), is_minor)
        revisions.flush()  # in the same transaction: what is written and who wrote it stand or fall together
