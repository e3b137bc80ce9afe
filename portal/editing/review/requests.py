"""Reviews: a record, or a change prepared for it, is sent to somebody, who approves it or sends it back; comments on its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.enums import Status
from portal.core.models import Published, Revision
from portal.editing.models import FieldComment, ReviewRequest, ReviewState
from portal.editing.people import acts, roles
from portal.editing.revisions import saving
from portal.editing.revisions.edit_conflict import name_of

FOR, NOTE = (
    "_review_by",
    "_note",
)  # fields of the form: for whom ("person:5", "role:editor", "" for all who publish), the word with it
WAITING = ReviewState.WAITING


def _of(record: Any) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}


# --- who ---------------------------------------------------------------------------------------------------------------


def choices(user: Any) -> list[tuple[str, str]]:
    """For whom `user` may ask: all who publish, a role, a colleague; as (value, label). Two queries."""
    found = [("", _("Anyone who publishes"))]
    found += [(f"role:{name}", capfirst(roles.label(name))) for name in roles.names()]
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=user.pk)
    return found + [(f"person:{each.pk}", name_of(each)) for each in people.order_by("last_name", "username")]


def _role_names(user: Any) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


def for_me(user: Any) -> QuerySet[ReviewRequest]:
    """The requests that wait for `user`: their own, their roles', and, for who publishes, those addressed to nobody."""
    mine = Q(reviewer=user) | (Q(reviewer=None) & Q(role__in=[each for each in _role_names(user) if each]))
    if roles.may_publish(user):
        mine |= Q(reviewer=None, role="")
    return _listed(ReviewRequest.objects.filter(mine, state=WAITING).exclude(asked_by=user))


def sent_back_to(user: Any) -> QuerySet[ReviewRequest]:
    """The requests of `user` that were sent back, and that they have not made again."""
    again = ReviewRequest.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
    )
    found = ReviewRequest.objects.filter(asked_by=user, state=ReviewState.SENT_BACK).exclude(Exists(again))
    return _listed(found)


def _listed(found: QuerySet[ReviewRequest]) -> QuerySet[ReviewRequest]:
    return found.select_related("asked_by", "answered_by", "content_type", "change").prefetch_related("record")


def is_for(request: ReviewRequest, user: Any) -> bool:
    """Whether `user` may answer the request: it is addressed to them, or they publish. Never one's own."""
    if request.asked_by_id == user.pk:
        return False
    named = request.reviewer_id == user.pk or bool(request.role and request.role in _role_names(user))
    return named or roles.may_publish(user)


# --- asking and answering ----------------------------------------------------------------------------------------------


def of(record: Any) -> QuerySet[ReviewRequest]:
    """All requests about the record, oldest first."""
    return ReviewRequest.objects.filter(**_of(record)).select_related("asked_by", "reviewer", "answered_by")


def ask(record: Any, user: Any, whom: str = "", note: str = "", change: Revision | None = None) -> ReviewRequest:
    """Asks for a look at the record, or at the change; one that `user` has already asked for, and that waits, is renewed."""
    kind, _colon, name = whom.partition(":")
    known = get_user_model().objects.filter(pk=name, is_active=True) if kind == "person" and name.isdecimal() else None
    values = {
        "reviewer": known.first() if known is not None else None,
        "role": name if kind == "role" and name in roles.names() else "",
        "note": note[:500],
        "change": change,
        "at": timezone.now(),
        "mailed_at": None,
    }
    return ReviewRequest.objects.update_or_create(**_of(record), asked_by=user, state=WAITING, defaults=values)[0]


def answer(request: ReviewRequest, user: Any, state: str, words: str = "") -> bool:
    """Approves the request or sends it back, once; a draft that is sent back is a draft again. Gives whether it waited."""
    with transaction.atomic():
        told = {"state": state, "answered_by": user, "answered_at": timezone.now(), "answer": words[:500]}
        if not ReviewRequest.objects.filter(pk=request.pk, state=WAITING).update(**told):
            return False
        record: Any = request.record
        is_sent_back = state == ReviewState.SENT_BACK and isinstance(record, Published)
        if is_sent_back and record.status == Status.REVIEW and acts.may_write(user, record):
            with saving.edited(record, by=user):
                record.status = Status.DRAFT
                record.save()
    return True


def close(record: Any, user: Any) -> None:
    """Approves what waited about a record that `user` has made public."""
    for request in ReviewRequest.objects.filter(**_of(record), state=WAITING):
        answer(request, user, ReviewState.APPROVED)


# --- comments ----------------------------------------------------------------------------------------------------------


def open_comments(record: Any) -> list[FieldComment]:
    """The comments on the record's fields that nobody has settled, oldest first. One query."""
    return list(FieldComment.objects.filter(**_of(record), settled_at=None).select_related("author"))


def comment(record: Any, user: Any, field: str, text: str) -> None:
    """Keeps a comment of `user` on a field of the record's form."""
    FieldComment.objects.create(**_of(record), author=user, field=field[:100], text=text[:1000])


def settle(record: Any, user: Any, key: int) -> None:
    """Marks a comment on the record as settled."""
    FieldComment.objects.filter(**_of(record), pk=key, settled_at=None).update(
        settled_by=user, settled_at=timezone.now()
    )


def commented(form: type[forms.ModelForm], comments: Iterable[FieldComment]) -> type[forms.ModelForm]:
    """Subclass of `form` that shows the comments beside their fields, each with a button that settles it."""
    by_field: dict[str, list[FieldComment]] = {}
    for each in comments:
        by_field.setdefault(each.field, []).append(each)
    if not by_field:
        return form

    class Commented(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name in by_field.keys() & self.fields.keys():
                self.fields[name].help_text = format_html("{}{}", _format(by_field[name]), self.fields[name].help_text)

    return Commented


def _format(comments: list[FieldComment]) -> Any:
    words = (
        (
            name_of(each.author),
            formats.date_format(timezone.localtime(each.at), "SHORT_DATE_FORMAT"),
            each.text,
            each.pk,
        )
        for each in comments
    )
    return format_html_join(
        "",
        '<span class="desk-remark"><b>{}</b>, {}: {} <button type="submit" form="desk-review" name="settle" value="{}">'
        + _("Settled").replace("{", "{{").replace("}", "}}")
        + "</button></span> ",
        words,
    )
