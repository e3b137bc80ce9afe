"""Pages of the changes that wait: a form kept as one, what it would change, publishing and dropping it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.content.write import UnreadableError
from portal.core.models import Revision
from portal.editing import pages
from portal.editing.forms import normalise
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.people.roles import may_publish
from portal.editing.review import preview
from portal.editing.revisions import scheduled
from portal.editing.revisions.wording import said

MINOR, PREPARE, WHEN, CONFIRM = "_minor", "_prepare", "_publish_at", "_confirm"
DROP, SURE = "_drop", "_sure"


class ScheduledChanges(admin.ModelAdmin):
    """Keeps a form as a change that waits, and shows, publishes or drops it."""

    _known: Any  # the record of an address, or 404; a page in the frame of a record; back to a page, with what stood against it
    _record_page: Any
    _told: Any

    def _prepared_form(self, pending: Revision, record: Any, shown: Any) -> Any:
        """The form of the record as it would be."""

        def drawn() -> Any:
            scheduled.put(pending)
            return shown().render()

        try:
            return scheduled.undone(drawn)
        except UnreadableError:  # its page says so
            return HttpResponseRedirect(pages.address(self, "preparation", record))

    def _prepare(self, request: HttpRequest, record: Any, old: Revision | None, save: Any) -> HttpResponse:
        publish_at = None
        try:
            publish_at = normalise.moment(request.POST.get(WHEN, ""))
            if publish_at and publish_at <= timezone.now():
                raise ValidationError(
                    _("This moment has passed: choose a later one, or leave it empty and publish it now.")
                )
        except ValidationError as error:
            request.faults += error.messages  # type: ignore[attr-defined]
        response, found = scheduled.capture(record, save, old)
        if found is None:
            return response
        decides = may_publish(request.user)  # whoever publishes sets the moment, and confirms the consequences
        scheduled.keep(
            record,
            found,
            request.user,
            publish_at=publish_at if decides else None,
            comment=request.POST.get("_note", "")[:200],
            is_minor=MINOR in request.POST,
            is_confirmed=decides and CONFIRM in request.POST,
        )
        if old and old.publish_at and not decides:
            messages.warning(
                request, _("It no longer goes public by itself: a publisher looks at it and sets the moment.")
            )
        said = list(messages.get_messages(request))  # "was changed successfully" is not true yet
        for each in said:
            if each.level >= messages.WARNING:
                messages.add_message(request, each.level, each.message)
        messages.success(request, _("The change is prepared. The public page is as before."))
        return HttpResponseRedirect(pages.address(self, "preparation", record))

    def preparation_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is prepared for the record, beside what it says now; published or dropped from here."""
        record = self._known(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        pending = scheduled.of(record)
        if pending is None and (gone := scheduled.dropped(record)):
            return self._dropped_view(request, record, gone)
        if pending is None:
            messages.info(request, _("No change is prepared for this record."))
            return HttpResponseRedirect(pages.address(self, "change", record))
        if request.method == "POST":
            return self._decide(request, record, pending)
        context = {
            "pending": pending,
            "authors": pending.authors.order_by("pk"),
            "may_drop": self._may_drop(request, record, pending),
            **self._differences(pending, record),
            "previews": preview.links(record) if preview.is_previewed(record) else {},
            "change_address": pages.address(self, "change", record),
            "asks_to_drop": DROP in request.GET,
        }
        return self._record_page(request, record, "admin/desk_preparation.html", _("Prepared change"), context)

    def _dropped_view(self, request: HttpRequest, record: Any, gone: Revision) -> HttpResponse:
        """What was dropped, and the way to take that back."""
        may_drop = self._may_drop(request, record, gone)
        if request.method == "POST" and "_take_back" in request.POST:
            if not may_drop:
                raise PermissionDenied
            scheduled.take_back(gone)
            messages.success(request, _("The change waits again. A publisher sets when it goes public."))
            return HttpResponseRedirect(pages.address(self, "preparation", record))
        context = {
            "pending": gone,
            "authors": gone.authors.order_by("pk"),
            "may_drop": may_drop,
            **self._differences(gone, record),
            "change_address": pages.address(self, "change", record),
        }
        return self._record_page(request, record, "admin/desk_dropped.html", _("Dropped change"), context)

    def _differences(self, pending: Revision, record: Any) -> dict[str, Any]:
        """What would change and what has changed meanwhile; nothing of a change that can no longer be read."""
        try:
            changes, conflicts = scheduled.changes(pending), scheduled.conflicts(pending)
        except UnreadableError:
            return {"changes": [], "conflicts": [], "is_unreadable": True}
        owner = standing.owner(record)
        return {"changes": said(changes, owner), "conflicts": said(conflicts, owner)}

    def _may_drop(self, request: HttpRequest, record: Any, pending: Revision) -> bool:
        """Whether the user drops a prepared change: their own alone, or anybody's for those who publish."""
        if acts.may(request.user, Act.DROP, record):
            return True
        return acts.may(request.user, Act.PREPARE, record) and scheduled.is_only_by(pending, request.user)

    def _decide(self, request: HttpRequest, record: Any, pending: Revision) -> HttpResponse:
        drops = DROP in request.POST
        if not (self._may_drop(request, record, pending) if drops else may_publish(request.user)):
            raise PermissionDenied
        if request.POST.get("_seen") != pending.seal:
            messages.error(
                request, _("Not done: somebody has written in this change since you looked. Here it is as it is now.")
            )
            return HttpResponseRedirect(pages.address(self, "preparation", record))
        if drops and SURE not in request.POST:
            return HttpResponseRedirect(f"{pages.address(self, 'preparation', record)}?{DROP}=1")
        if drops:
            scheduled.drop(pending)
            messages.success(request, _("The prepared change is dropped. The public page is as before."))
            return HttpResponseRedirect(pages.address(self, "preparation", record))
        try:
            if scheduled.conflicts(pending) and "_anyway" not in request.POST:
                raise ValidationError(_("The record has changed meanwhile: look at both versions, and confirm."))
            scheduled.publish(pending, request.user, CONFIRM in request.POST)
        except ValidationError as error:
            return self._told(request, error, pages.address(self, "preparation", record))
        messages.success(request, _("The prepared change is public."))
        return HttpResponseRedirect(pages.address(self, "change", record))
