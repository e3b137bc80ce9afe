"""Access to /admin/: ends expired sessions, requires a second factor, sets the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from portal.core.content import revisions
from portal.core.text import languages
from portal.editing.people import acts, guard, sessions
from portal.editing.people.models import Person

DESK = "/admin/"
LANGUAGE = "language"  # query parameter of a sign-in page, and session key until the person is known

# Every account of the admin has a second factor. Pages that open without one: signing in, setting it up, signing out.
SIGNING_IN = ("account", "account_", "mfa_")
OPEN = ("logout", "jsi18n", "set-language", "desk-pulse", "desk-signed-in")


class Desk:
    """Middleware of /admin/; for public pages it does nothing, and reads no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        person = Person.objects.of(request.user) if request.user.is_authenticated else None
        if person is None and SESSION_KEY in request.session:  # the account was closed, or its password changed
            request.session.flush()
        code = language(request, person)
        with translation.override(code):
            request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
            request.person = person  # type: ignore[attr-defined]
            if person and sessions.is_over(request, person):
                response = self._out(request, _("Your session has ended. Sign in again."))
            else:
                if person:
                    sessions.extend(request)
                with guard.writing_as(request.user if person else None), revisions.by(request.user if person else None):
                    response = self.get_response(request)
        response.headers["Content-Language"] = code
        if not person and request.GET.get(LANGUAGE) == code and not request.session.is_empty():
            request.session[LANGUAGE] = code
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Redirects people without own password or second factor; raises PermissionDenied for pages of other roles."""
        person = getattr(request, "person", None)
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        own = request.resolver_match is not None and not request.resolver_match.namespaces
        if person is None or (own and name.startswith(SIGNING_IN)) or name in OPEN:
            return None
        if person.password_given:
            messages.info(
                request, _("Choose a password of your own: the one you have is known to the person who gave it to you.")
            )
            return redirect("account_change_password")
        if sessions.has_used_factor(request):
            is_admins = request.resolver_match is not None and request.resolver_match.namespaces == ["admin"]
            if is_admins and not acts.opens(request.user, name):
                raise PermissionDenied(name)
            return None
        if Authenticator.objects.filter(
            user=person.user, type=Authenticator.Type.TOTP
        ).exists():  # set up since this session began
            return self._out(request, _("Sign in with your second factor."))
        return redirect("mfa_activate_totp")

    def _out(self, request: HttpRequest, why: str) -> HttpResponse:
        """Ends the session, and redirects to the sign-in page, which shows the message `why`."""
        logout(request)
        messages.info(request, why)
        return redirect("account_login")


def language(request: HttpRequest, person: Person | None) -> str:
    """Code of the admin's language: the person's choice, before signing in the address's; else the browser's."""
    wanted = (
        person.language if person else request.GET.get(LANGUAGE, ""),
        request.session.get(LANGUAGE, ""),
    )
    return next((code for code in wanted if code in languages.codes()), languages.from_header(request))
