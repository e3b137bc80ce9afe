"""The end of sessions of the admin: after 30 idle minutes (SESSION_COOKIE_AGE), after 8 hours in any case, and at once
when the account is closed, or when the password or the second factor is changed in another session.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from django.http import HttpRequest

from portal.editing.people.models import Person

LONGEST = 8 * 3600  # seconds from sign-in
TOUCHED = 60  # seconds between two writes of the time last seen, so that not every request writes the session

STARTED, FRESH, SEEN, FACTOR = "desk_started", "desk_fresh", "desk_seen", "desk_factor"


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Stores the moment of signing in, in the session."""
    now = time.time()
    request.session.update({STARTED: now, FRESH: now, SEEN: now})


def is_over(request: HttpRequest, person: Person) -> bool:
    """Whether the session has lasted too long, or began before all sessions of `person` were ended."""
    session, now = request.session, time.time()
    ended = person.sessions_from.timestamp() if person.sessions_from else 0
    return now - session.get(STARTED, 0) > LONGEST or session.get(FRESH, 0) < ended


def extend(request: HttpRequest) -> None:
    """Extends the idle timeout of the session."""
    now = time.time()
    if now - request.session.get(SEEN, 0) > TOUCHED:
        request.session[SEEN] = now


def has_used_factor(request: HttpRequest) -> bool:
    """Whether the second factor was used or set up in this session."""
    return request.session.get(FACTOR) == str(request.user.pk)


def end_others(request: HttpRequest, user: Any) -> None:
    """Ends every session of `user` but this one."""
    Person.objects.end_sessions(user)
    request.session[FRESH] = time.time()


def _factor_used(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Notes in the session that the second factor was used."""
    request.session[FACTOR] = str(user.pk)


def _factor_added(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Ends the other sessions once a second factor is set up, which counts as used in this one."""
    if authenticator.type == Authenticator.Type.TOTP:
        end_others(request, user)
        _factor_used(request, user)


def _factor_removed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Ends the other sessions once a second factor is removed; this one has used none any more."""
    end_others(request, user)
    request.session.pop(FACTOR, None)


def _password_changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Notes that the person has chosen a password of their own."""
    Person.objects.update_or_create(user=user, defaults={"password_given": False})


def _account_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Ends the sessions of an account that is closed."""
    if not instance.is_active and not raw:
        Person.objects.end_sessions(instance)


def connect() -> None:
    """Connects the signal handlers; called once, at start-up."""
    user_logged_in.connect(begin, dispatch_uid="desk.begin")
    authenticator_used.connect(_factor_used, dispatch_uid="desk.factor_used")
    authenticator_added.connect(_factor_added, dispatch_uid="desk.factor_added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="desk.factor_removed")
    password_changed.connect(_password_changed, dispatch_uid="desk.password_changed")
    post_save.connect(_account_saved, sender=get_user_model(), dispatch_uid="desk.account_saved")
