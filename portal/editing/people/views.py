"""Pages about one's own account that allauth lacks."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from portal.core.text import languages
from portal.editing import unsaved
from portal.editing.people import roles, sessions
from portal.editing.people.forms import OwnForm

LONG = 40  # characters: a text of fewer is typed again in a moment


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Page of the signed-in person's account: roles, language, password, second factor."""
    person = request.person  # type: ignore[attr-defined]
    form = OwnForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(person.language or languages.from_header(request)):
            messages.success(request, _("Your choice is kept."))
        return redirect("account")
    context = {
        "form": form,
        "roles": [capfirst(roles.label(group.name)) for group in request.user.groups.order_by("name")],  # type: ignore[union-attr]
        "factors": {row.type: row.wrap() for row in request.user.authenticator_set.all()},  # type: ignore[union-attr]
    }
    return render(request, "account/account.html", context)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends all other sessions of the signed-in person."""
    sessions.end_others(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account")


@login_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Stores the language chosen in the admin's header, and redirects back to the page it was chosen on."""
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        request.person.language = code  # type: ignore[attr-defined]
        request.person.save(update_fields=["language"])  # type: ignore[attr-defined]
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else reverse("admin:index"))


def pulse(request: HttpRequest) -> HttpResponse:
    """Who is signed in, as JSON, for a form that is being filled; to be asked, as anything at the desk, extends the session.

    `person` is "" for nobody; `token` is what a form must send with it; `left` are the seconds until the session ends in any case.
    """
    is_in = request.user.is_authenticated and sessions.has_used_factor(request)
    answer = {"person": str(request.user.pk) if is_in else "", "token": get_token(request), "left": 0}
    return JsonResponse({**answer, "left": unsaved.seconds_left(request)} if is_in else answer)


def signed_in(request: HttpRequest) -> HttpResponse:
    """Page after a sign-in in another window, which closes itself where the browser lets it."""
    return render(request, "account/signed_in.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Response 403 to a form that is too old to be trusted, with the long texts in it, so that they can be copied."""
    is_editors = request.path_info.startswith("/admin/") and request.user.is_authenticated
    texts = [value for values in request.POST.lists() for value in values[1] if len(value) > LONG] if is_editors else []
    return render(request, "403_csrf.html", {"texts": texts, "path": request.path}, status=HTTPStatus.FORBIDDEN)


def too_many(request: HttpRequest) -> HttpResponse:
    """Response 429 of the sign-in pages, with `Retry-After` in seconds."""
    response = render(request, "account/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = "60"
    return response
