"""Pages of the changes that wait: a form kept as one, what it would change, publishing and dropping it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.content.dump import digest
from portal.core.content.write import UnreadableError
from portal.core.models import Revision
from portal.editing import pages
from portal.editing.forms import dates, normalise
from portal.editing.forms.bar import PREPARE
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.people.roles import may_publish
from portal.editing.review import preview
from portal.editing.revisions import edit_conflict, history, scheduled
from portal.editing.revisions.wording import said

MINOR, WHEN, CONFIRM = "_minor", "_publish_at", "_confirm"
DROP, SURE, TAKE_BACK = "_drop", "_sure", "_take_back"


class ScheduledChanges(admin.ModelAdmin):
    """Keeps a form as a change that waits, and shows, publishes or drops it."""

    _known: Any  # the record of an address, or 404; a page in the frame of a record; back to a page, with what stood against it
    _record_page: Any
    _told: Any
    ask_for_review: Any  # of what is kept

    def _change_of_form(self, request: HttpRequest, record: Any, waiting: list[Revision]) -> Revision | None:
        """The change that the form shows or is kept in: the one asked for, else the person's own; None for a new one."""
        asked = normalise.position(request.GET.get(PREPARE, ""))
        own = next((each for each in waiting if each.author_id == request.user.pk), None)
        return next((each for each in waiting if each.pk == asked), own)

    def _is_preparing(self, request: HttpRequest, record: Any, change: Revision | None) -> bool:
        """Whether the form is that of a pending change: asked for, or all that the person may write in."""
        if not acts.may(request.user, Act.PREPARE, record):
            return False
        if request.method == "POST":
            return PREPARE in request.POST
        return change is not None and (PREPARE in request.GET or not acts.may_write(request.user, record))

    def _prepared_form(self, pending: Revision, record: Any, context: dict[str, Any], shown: Any) -> Any:
        """The form of the record as it would be."""

        def drawn() -> Any:
            scheduled.put(pending)
            context["state"] = digest(history.document(record))
            return shown().render()

        try:
            return scheduled.undone(drawn)
        except UnreadableError:  # its page says so
            return HttpResponseRedirect(pages.address(self, "preparation", record))

    def _prepare(
        self, request: HttpRequest, record: Any, old: Revision | None, context: dict[str, Any], shown: Any
    ) -> HttpResponse:
        """Keeps what was sent as a change that waits, in `old` if there is one."""
        publish_at = None

        def save() -> Any:
            document = history.document(record)  # with the change in it
            if found := edit_conflict.find(record, document, request.POST.get(edit_conflict.FIELD, "")):
                # The form was filled from something else: what was not touched in it is as the change has it.
                request.POST = edit_conflict.merged(request.POST, self, request, record, found[1])  # type: ignore[assignment]
            context["state"] = digest(document)
            return shown()

        try:
            publish_at = dates.moment(request.POST.get(WHEN, ""))
            if publish_at and publish_at <= timezone.now():
                raise ValidationError(
                    _("This moment has passed: choose a later one, or leave it empty and publish it now.")
                )
        except ValidationError as error:
            request.faults += error.messages  # type: ignore[attr-defined]
        response, found = scheduled.capture(record, save, old)
        if found is None:
            return response
        had_moment = bool(old and old.publish_at)
        decides = may_publish(request.user)  # whoever publishes sets the moment, and confirms the consequences
        scheduled.keep(
            record,
            found,
            request.user,
            old,
            publish_at=publish_at if decides else None,
            comment=request.POST.get("_note", "")[:200],
            is_minor=MINOR in request.POST,
            is_confirmed=decides and CONFIRM in request.POST,
        )
        if had_moment and not decides:
            messages.warning(
                request, _("It no longer goes public by itself: a publisher looks at it and sets the moment.")
            )
        said = list(messages.get_messages(request))  # "was changed successfully" is not true yet
        for each in said:
            if each.level >= messages.WARNING:
                messages.add_message(request, each.level, each.message)
        messages.success(request, _("The change is prepared. The public page is as before."))
        self.ask_for_review(request, record, scheduled.of(record).filter(authors=request.user).last())
        return HttpResponseRedirect(pages.address(self, "preparation", record))

    def preparation_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The changes that are prepared for the record, beside what it says now; published, dropped, taken back from here."""
        record = self._known(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request, record)
        found = [*scheduled.of(record), *scheduled.dropped(record)]
        if not found:
            messages.info(request, _("No change is prepared for this record."))
            return HttpResponseRedirect(pages.address(self, "change", record))
        entries = [self._entry(request, record, pending) for pending in found]
        context = {"entries": entries, "change_address": pages.address(self, "change", record)}
        return self._record_page(request, record, "admin/desk_preparation.html", _("Pending changes"), context)

    def _entry(self, request: HttpRequest, record: Any, pending: Revision) -> dict[str, Any]:
        """One change on the page of those prepared for a record."""
        is_shown = preview.is_previewed(record) and pending.dropped_at is None
        return {
            "pending": pending,
            "authors": pending.authors.order_by("pk"),
            "may_drop": self._may_drop(request, record, pending),
            **self._differences(pending, record),
            "previews": preview.links(record, pending) if is_shown else {},
            "asks_to_drop": request.GET.get(DROP) == pending.seal,
        }

    def _differences(self, pending: Revision, record: Any) -> dict[str, Any]:
        """What would change and what has changed meanwhile; nothing of a change that can no longer be read."""
        try:
            changes, conflicts = scheduled.changes(pending), scheduled.conflicts(pending)
        except UnreadableError:
            return {"changes": [], "conflicts": [], "is_unreadable": True}
        owner = standing.owner(record)
        return {"changes": said(changes, owner), "conflicts": said(conflicts, owner)}

    def _may_drop(self, request: HttpRequest, record: Any, pending: Revision) -> bool:
        """Whether the user drops a pending change: their own alone, or anybody's for those who publish."""
        if acts.may(request.user, Act.DROP, record):
            return True
        return acts.may(request.user, Act.PREPARE, record) and scheduled.is_only_by(pending, request.user)

    def _decide(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Publishes, drops or takes back the change that the person saw, which its seal tells from any later state of it."""
        address = pages.address(self, "preparation", record)
        every = [*scheduled.of(record), *scheduled.dropped(record)]
        pending = next((each for each in every if each.seal == request.POST.get("_seen")), None)
        if pending is None or (pending.dropped_at is not None) != (TAKE_BACK in request.POST):
            messages.error(
                request, _("Not done: somebody has written in this change since you looked. Here it is as it is now.")
            )
            return HttpResponseRedirect(address)
        if not (may_publish(request.user) if "_publish" in request.POST else self._may_drop(request, record, pending)):
            raise PermissionDenied
        if TAKE_BACK in request.POST:
            scheduled.take_back(pending)
            messages.success(request, _("The change waits again. A publisher sets when it goes public."))
        elif DROP in request.POST and SURE not in request.POST:
            return HttpResponseRedirect(f"{address}?{DROP}={pending.seal}")
        elif DROP in request.POST:
            scheduled.drop(pending)
            messages.success(request, _("The pending change is dropped. The public page is as before."))
        else:
            return self._publish(request, record, pending)
        return HttpResponseRedirect(address)

    def _publish(self, request: HttpRequest, record: Any, pending: Revision) -> HttpResponse:
        try:
            if scheduled.conflicts(pending) and "_anyway" not in request.POST:
                raise ValidationError(_("The record has changed meanwhile: look at both versions, and confirm."))
            scheduled.publish(pending, request.user, CONFIRM in request.POST)
        except ValidationError as error:
            return self._told(request, error, pages.address(self, "preparation", record))
        messages.success(request, _("The pending change is public."))
        return HttpResponseRedirect(pages.address(self, "change", record))
