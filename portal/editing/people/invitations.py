"""Links by which a person chooses a password of their own: the invitation to a new account, and the way back to a forgotten one.

A link works once and for seven days (`settings.PASSWORD_RESET_TIMEOUT`): it is signed with the state of the account, so that nothing
is kept of it and a new password, a sign-in or another address ends it.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.html import format_html
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.editing.people.models import Person

logger = logging.getLogger(__name__)


def link(request: HttpRequest, user: Any) -> str:
    """Absolute address by which `user` chooses a password, in the language of their desk where that is known."""
    key = urlsafe_base64_encode(str(user.pk).encode())
    path = reverse("account_invitation", args=(key, default_token_generator.make_token(user)))
    language = Person.objects.of(user).language
    return request.build_absolute_uri(f"{path}?language={language}" if language else path)


def invite(request: HttpRequest, user: Any) -> None:
    """Shows the link to who asked for it, to be passed on; sends it as well where mail is set up and an address is known."""
    address = link(request, user)
    words = _("Give {} this link: it works once, for seven days. {}")
    if is_mailed := bool(settings.EMAIL_HOST and user.email and _send(user, address)):
        words = _("{} receives this link by e-mail: it works once, for seven days. {}")
    shown = format_html('<input type="text" class="desk-link" readonly size="60" value="{}">', address)
    messages.add_message(
        request,
        messages.INFO if is_mailed else messages.WARNING,
        format_html(words, user.get_full_name() or user, shown),
    )


def _send(user: Any, address: str) -> bool:
    """Sends the link to the person, in their language; returns whether the mail server took it."""
    with override(Person.objects.of(user).language or settings.LANGUAGE_CODE):
        subject = _("Your account at the portal of international cooperation")
        text = _("Choose a password with this link. It works once, for seven days:")
        try:
            return bool(send_mail(subject, f"{text}\n\n{address}\n", None, [user.email]))
        except OSError as error:  # what smtplib raises is one
            logger.warning("An invitation could not be sent: %s", error)
            return False


def invitation(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Page behind a link: chooses a password. Answers 404, with what to do, when the link works no more."""
    user = _invited(key)
    if user is None or not default_token_generator.check_token(user, token):
        return _sealed(render(request, "account/invitation_over.html", status=404))
    form: Any = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        Person.objects.end_sessions(user)
        messages.success(request, _("Your password is set. Sign in with it."))
        return _sealed(redirect("account_login"))
    return _sealed(render(request, "account/invitation.html", {"form": form, "invited": user}))


def _invited(key: str) -> Any:
    try:
        pk = int(force_str(urlsafe_base64_decode(key)))
    except (ValueError, OverflowError):
        return None
    return get_user_model().objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None


def _sealed(response: HttpResponse) -> HttpResponse:
    """The response, kept by nobody, its address told to nobody."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
