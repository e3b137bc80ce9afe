"""The bar at the foot of a form: what this person may do with this record now, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.enums import Status
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.people.roles import may_publish

PREPARE, REVIEW, PUBLISH, ANOTHER = "_prepare", "_review", "_publish_now", "_addanother"
SAVE = "_continue"  # Django's name for saving and staying on the form
SETS = {REVIEW: Status.REVIEW, PUBLISH: Status.PUBLISHED}  # the status that a button gives the record that it saves


@dataclass(frozen=True)
class Button:
    """A button of the bar: the name that it sends, and what it says. The first of a bar is its main one."""

    name: str
    label: str


def buttons(user: Any, model: type, record: Any, is_preparing: bool) -> list[Button]:
    """The acts that `user` may do on `record` from its form (None: a new one of `model`), the most usual first."""
    if is_preparing:
        return [Button(PREPARE, _("Save as a pending change")), Button(REVIEW, _("Send for review"))]
    status = getattr(record or model(), "status", "")  # a new one is what its kind begins with
    is_public = record is not None and standing.is_public(record)
    found = []
    if record is None or acts.may_write(user, record):
        found = _saving(status, is_public, may_publish(user))
    if record is None:
        found.append(Button(ANOTHER, _("Save and add another")))
    elif is_public and acts.may(user, Act.PREPARE, record):
        found += buttons(user, model, record, True)
    return found


def _saving(status: str, is_public: bool, publishes: bool) -> list[Button]:
    """The buttons that write the record at once."""
    found = [Button(SAVE, _("Publish") if status == Status.PUBLISHED else _("Save"))]
    if is_public and not status:
        found = [Button(SAVE, _("Save for everybody"))]
    if status == Status.DRAFT:
        found.append(Button(REVIEW, _("Send for review")))
    if status and status != Status.PUBLISHED and publishes:
        found.append(Button(PUBLISH, _("Publish")))
    return found


def completed(request: HttpRequest, record: Any) -> QueryDict:
    """What the form sends, with what the button pressed stands for: a status, or, of what is public, a pending change."""
    chosen = next((name for name in SETS if name in request.POST), None)
    if chosen is None:
        return request.POST
    data = request.POST.copy()
    if chosen == REVIEW and record is not None and standing.is_public(record):
        data[PREPARE] = "1"
    else:
        data["status"], data[SAVE] = SETS[chosen], "1"
    return data
