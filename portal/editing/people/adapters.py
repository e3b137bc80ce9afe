"""Adapters of allauth: waiting times after failures, fresh sign-ins, messages, the name of the second factor."""

from __future__ import annotations

import logging
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.web import visitors
from portal.editing.people import attempts, sessions

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by name and password, with growing waits after failures (`attempts`) and no sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("This name and this password do not go together."),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Try again in five minutes."),
        "rate_limited": gettext_lazy("Too many wrong codes. Try again in five minutes."),
        "incorrect_code": gettext_lazy("This code is not right. A new one appears every 30 seconds."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return visitors.address(request) or "unknown"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        seconds = attempts.seconds_to_wait(credentials.get("username", ""), self._address(request))
        if seconds:
            minutes = -(-seconds // 60)
            raise ValidationError(
                ngettext(
                    "Too many wrong attempts. Try again in %(n)s minute.",
                    "Too many wrong attempts. Try again in %(n)s minutes.",
                    minutes,
                )
                % {"n": minutes},
                code="too_many_login_attempts",
            )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        address = self._address(request)
        attempts.note_failure(credentials.get("username", ""), address)
        logger.warning("signing in: wrong password for %r from %s", credentials.get("username", "")[:150], address)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            attempts.forget_failures(credentials.get("username", ""), self._address(request))
        return user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password must be given again: only when the sign-in is not recent."""
        started = self.request.session.get(sessions.STARTED, 0) if self.request else 0
        return time.time() - started > account_settings.REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def _address(self, request: HttpRequest) -> str:
        return visitors.visitor(request) or "unknown"


class FactorAdapter(DefaultMFAAdapter):
    """The second factor: its messages, and the names that an authenticator application shows."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right. A new one appears every 30 seconds."),
    }

    def get_totp_issuer(self) -> str:
        """The issuer's name, which the authenticator application shows beside the code."""
        return _("International cooperation")

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()
