"""The part of a record's form that asks for a review, and answers one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.models import Revision
from portal.editing import pages
from portal.editing.forms import normalise
from portal.editing.forms.bar import REVIEW
from portal.editing.models import ReviewState
from portal.editing.review import requests

ANSWERS = {"_approve": ReviewState.APPROVED, "_send_back": ReviewState.SENT_BACK}


class Reviews(admin.ModelAdmin):
    """Sends a record for review, shows what is asked about it, and takes the answers and comments."""

    _known: Any  # the record of an address, or 404

    def review_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the form shows of reviews: for whom one can ask, what is asked, what was answered last."""
        asked = list(requests.of(record))
        waiting = [each for each in asked if each.state == ReviewState.WAITING]
        return {
            "review_choices": requests.choices(request.user),
            "review_waiting": [(each, requests.is_for(each, request.user)) for each in waiting],
            "review_answer": asked[-1] if asked and not waiting else None,
        }

    def ask_for_review(self, request: HttpRequest, record: Any, change: Revision | None = None) -> None:
        """Asks for a review when the button says so; what has become public is approved by whoever made it so."""
        if REVIEW in request.POST:
            whom, note = (request.POST.get(name, "") for name in (requests.FOR, requests.NOTE))
            requests.ask(record, request.user, whom, note, change)
            messages.success(request, _("Sent for review."))
        elif change is None and standing.is_public(record):
            requests.close(record, request.user)

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes an answer to a request for review, a comment on a field, or that a comment is settled."""
        record = self._known(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            self._note(request, record)
        return HttpResponseRedirect(pages.address(self, "change", record))

    def _note(self, request: HttpRequest, record: Any) -> None:
        words = request.POST.get("words", "").strip()
        if "settle" in request.POST:
            requests.settle(record, request.user, normalise.position(request.POST["settle"]))
            messages.success(request, _("The comment is settled."))
        elif "_comment" in request.POST:
            if not words:
                messages.error(request, _("Not noted: the comment is empty."))
                return
            requests.comment(record, request.user, request.POST.get("field", ""), words)
            messages.success(request, _("The comment stands beside its field."))
        else:
            self._answer(request, record, words)

    def _answer(self, request: HttpRequest, record: Any, words: str) -> None:
        state = next((state for name, state in ANSWERS.items() if name in request.POST), None)
        found = requests.of(record).filter(pk=normalise.position(request.POST.get("request", ""))).first()
        if state is None or found is None:
            return
        if not requests.is_for(found, request.user):
            raise PermissionDenied
        if state == ReviewState.SENT_BACK and not words:
            messages.error(request, _("Not sent back yet: say in a word what is missing."))
        elif requests.answer(found, request.user, state, words):
            messages.success(request, capfirst(f"{ReviewState(state).label}."))
        else:
            messages.error(request, _("Somebody else has answered meanwhile."))
