"""E-mail about reviews, to those who wish it: at once, or once a day. A job of the housekeeping: no save waits for a mail server.

What is told is claimed first, so that one process tells it; a mail server that fails is tried again a minute later.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from portal.editing import pages
from portal.editing.models import ReviewRequest, ReviewState
from portal.editing.people.models import Mail, Person
from portal.editing.review import requests
from portal.editing.revisions.edit_conflict import name_of

logger = logging.getLogger(__name__)
MOST = 20  # requests told of in one go
MORNING = 7  # hour of the daily e-mail, and of all later ones (Europe/Paris)
PAUSE = 60.0  # seconds after a failure

_not_before = 0.0


def send() -> int:
    """Tells what is new to those who wish it; gives how many e-mails were sent. One query while there is nothing to tell."""
    global _not_before
    if not settings.EMAIL_HOST or time.monotonic() < _not_before:
        return 0
    try:
        return _send_asked() + _send_answered() + _send_daily()
    except OSError as error:  # what smtplib raises is one
        logger.warning("E-mail waits: the mail server refuses (%s).", error)
        _not_before = time.monotonic() + PAUSE
        return 0


def _send_asked() -> int:
    done = 0
    for request in ReviewRequest.objects.filter(state=ReviewState.WAITING, mailed_at=None)[:MOST]:
        if _claim(request, "mailed_at"):
            people = [each for each in _wishing(Mail.ONCE) if requests.for_me(each.user).filter(pk=request.pk).exists()]
            done += _tell(request, "mailed_at", people)
    return done


def _send_answered() -> int:
    done = 0
    answered = ReviewRequest.objects.exclude(state=ReviewState.WAITING).filter(answer_mailed_at=None)
    for request in answered.select_related("asked_by")[:MOST]:
        if _claim(request, "answer_mailed_at"):
            done += _tell(request, "answer_mailed_at", _wishing(Mail.ONCE).filter(user=request.asked_by))
    return done


def _send_daily() -> int:
    now, done = timezone.localtime(), 0
    if now.hour < MORNING:
        return 0
    late = Q(mailed_on=None) | Q(mailed_on__lt=now.date())
    for person in _wishing(Mail.DAILY).filter(late):
        if not Person.objects.filter(late, pk=person.pk).update(mailed_on=now.date()):
            continue
        waiting = [*requests.sent_back_to(person.user), *requests.for_me(person.user)]
        try:
            done += bool(waiting) and _mail(person, waiting)
        except OSError:
            Person.objects.filter(pk=person.pk).update(mailed_on=person.mailed_on)
            raise
    return done


def _wishing(when: str) -> QuerySet[Person]:
    found = Person.objects.filter(mail=when, user__is_active=True).exclude(user__email="")
    return found.select_related("user")


def _claim(request: ReviewRequest, column: str) -> bool:
    unclaimed = ReviewRequest.objects.filter(pk=request.pk, **{column: None})
    return bool(unclaimed.update(**{column: timezone.now()}))


def _tell(request: ReviewRequest, column: str, people: Iterable[Person]) -> int:
    """Sends the request to each; when the mail server fails, it is to be told again."""
    done = 0
    try:
        for person in people:
            done += _mail(person, [request])
    except OSError:
        ReviewRequest.objects.filter(pk=request.pk).update(**{column: None})
        raise
    return done


def _mail(person: Person, found: list[ReviewRequest]) -> int:
    """Sends one e-mail, in the person's language, with a line and a link for each request."""
    with override(person.language or settings.LANGUAGE_CODE):
        subject = ngettext("%(count)d review waits for you", "%(count)d reviews wait for you", len(found))
        if all(each.state != ReviewState.WAITING for each in found):
            subject = _("Your request for review has an answer")
        lines = [_line(each) for each in found]
        text = "\n\n".join([*lines, _("You chose these e-mails on the page of your account.")])
        return send_mail(subject % {"count": len(found)}, text, None, [person.user.email])


def _line(request: ReviewRequest) -> str:
    record: Any = request.record
    who: Any = request.asked_by
    if request.state == ReviewState.WAITING:
        words = _("%(record)s: to review, asked by %(who)s.")
        told = request.note
    else:
        words = _("%(record)s: approved by %(who)s.")
        if request.state == ReviewState.SENT_BACK:
            words = _("%(record)s: sent back by %(who)s.")
        told, who = request.answer, request.answered_by
    first = " ".join([words % {"record": record, "who": name_of(who) or "–"}, told]).strip()
    return f"{first}\n{settings.SITE_URL}{pages.form_of(type(record), record.pk)}"
