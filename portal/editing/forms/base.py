"""The form of a record at the desk: history, two editors at once, pending changes, previews, states of the languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.content.differences import Document, Rows, between
from portal.core.content.dump import digest
from portal.core.content.write import UnreadableError, read
from portal.core.models import Revision
from portal.editing import pages, unsaved
from portal.editing.forms import bar, normalise, richtext
from portal.editing.forms.mixins import SideBySide, kept_if_unchanged, refusing, stating, written_once
from portal.editing.forms.reviews import Reviews
from portal.editing.forms.scheduled_changes import CONFIRM, MINOR, ScheduledChanges
from portal.editing.lookup import uses
from portal.editing.models import Outdated
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.people.restrict import ByRole
from portal.editing.people.roles import may_publish, may_write
from portal.editing.review import avoided_terms, missing_values, preview, requests, translations
from portal.editing.revisions import deleted, edit_conflict, history, saving, scheduled
from portal.editing.revisions.wording import said

PAGE = 20  # revisions on a page of the history


def _told(rows: Rows) -> list[Any]:
    """What a form says of the stored texts: words to avoid, and values that are missing."""
    return [*avoided_terms.of(rows), *missing_values.of(rows)]


class DeskAdmin(ByRole, SideBySide, Reviews, ScheduledChanges):
    """Of every record that editors write."""

    change_form_template = "admin/desk_form.html"
    object_history_template = "admin/desk_history.html"
    view_on_site = False  # the form leads to the page in each language

    # --- the form -----------------------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_view_or_change_permission(request, record):
            return super().change_view(request, object_id, form_url, extra_context)
        request.POST = bar.completed(request, record)  # type: ignore[assignment]
        waiting = list(scheduled.of(record))
        pending = self._change_of_form(request, record, waiting)
        is_preparing = self._is_preparing(request, record, pending)
        context = {**(extra_context or {}), "waiting": waiting}
        request.states, request.faults = translations.States(record), []  # type: ignore[attr-defined]
        request.comments = requests.open_comments(record)  # type: ignore[attr-defined]

        def shown() -> Any:
            return super(DeskAdmin, self).change_view(request, object_id, form_url, context)

        if request.method == "POST" and not is_preparing:
            with saving.edited(record, by=request.user, is_minor=MINOR in request.POST) as (document,):
                context |= self._context(request, record, document, pending, is_preparing)
                self._look_for_faults(request, record, document, context)
                return shown()
        context |= self._context(request, record, history.document(record), pending, is_preparing)
        if request.method == "POST":
            return self._prepare(request, record, pending, context, shown)
        return self._prepared_form(pending, record, context, shown) if is_preparing and pending else shown()

    def _look_for_faults(self, request: Any, record: Any, document: Document, context: dict[str, Any]) -> None:
        """Notes what stands against the save: the person's role, or somebody else's save meanwhile."""
        self._look_for_unsaved(request)
        if not acts.may_write(request.user, record):
            request.faults.append(
                _("Not saved: your role prepares changes to public records, and a publisher makes them public.")
            )
        if found := edit_conflict.find(record, document, request.POST.get(edit_conflict.FIELD, "")):
            request.POST = edit_conflict.merged(request.POST, self, request, record, found[1])
            context["conflict"] = found[0]
            request.faults.append(_("Not saved yet: somebody else has changed this record meanwhile."))

    def _look_for_unsaved(self, request: Any) -> None:
        """Notes that the form only comes back as it was typed."""
        if unsaved.TAKE_UP in request.POST:
            request.faults.append(_("Not saved yet: this is what you had typed. Read it once more, then save."))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        request.faults = []  # type: ignore[attr-defined]
        request.POST = bar.completed(request, None)  # type: ignore[assignment]
        if request.method == "POST":
            self._look_for_unsaved(request)
        shown = {"buttons": bar.buttons(request.user, self.model, None, is_preparing=False)}
        with saving.edited(by=request.user):
            return super().add_view(request, form_url, {**shown, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        return super().render_change_form(
            request, {**context, "kept": request.POST.get(unsaved.NUMBER, "")}, *args, **kwargs
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with saving.edited(obj, by=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        with saving.edited(*queryset, by=request.user):
            super().delete_queryset(request, queryset)

    def _context(
        self,
        request: HttpRequest,
        record: models.Model,
        document: Document,
        pending: Revision | None,
        is_preparing: bool,
    ) -> dict[str, Any]:
        shown = bar.buttons(request.user, self.model, record, is_preparing)
        return {
            **self.review_context(request, record),
            "buttons": shown,
            "may_ask": any(button.name == bar.REVIEW for button in shown),
            "pending": pending,
            "is_preparing": is_preparing,
            "state": digest(document),
            "told": [] if request.method == "POST" else _told(history.own_rows(record, document)),
            "previews": self._previews(record, pending),
            "drafts": self._drafts(request, record, document)
            if request.method == "GET" and standing.is_public(record)
            else [],
            "addresses": preview.public_addresses(record),
            "may_publish": may_publish(request.user),
            "is_public": standing.is_public(record),
        }

    def _previews(self, record: Any, pending: Revision | None) -> dict[str, str]:
        """Previews of what the public does not see: a change that waits, or the record while it is not public."""
        is_shown = preview.is_previewed(record) and (pending or not preview.is_visible(record))
        return preview.links(record, pending) if is_shown else {}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form = normalise.normalised(stating(written_once(form), getattr(request, "states", None)))
        form = requests.commented(form, getattr(request, "comments", ()))
        return refusing(form, getattr(request, "faults", []))

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form = kept_if_unchanged(normalise.normalised(formset.form))
            yield formset, inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """With all that the rows' forms show, read at once."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        options = inline.model._meta
        own = [field for field in options.concrete_fields if field.is_relation]
        links = [field.name for field in own if field.related_model is not self.model]
        kwargs["queryset"] = (
            kwargs["queryset"].select_related(*links).prefetch_related(*(field.name for field in options.many_to_many))
        )
        return kwargs

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")  # of an address typed without one
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return richtext.rich(db_field, field) if field and richtext.is_rich(db_field) else field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for words in richtext.removals(form):
            messages.warning(request, words)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._saved(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj, super().response_change(request, obj))

    def _saved(self, request: HttpRequest, record: Any, response: HttpResponse) -> HttpResponse:
        """Lets the browser forget what it kept, and tells where the public sees the record."""
        unsaved.note_saved(request)
        self.ask_for_review(request, record)
        if IS_POPUP_VAR not in request.POST and (words := preview.format_public_links(record)):
            messages.info(request, words)
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        avoided_terms.warn(request, form, formsets)
        missing_values.warn(request, form, formsets)

    # --- history ------------------------------------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, newest first, field by field; any earlier state can be brought back."""
        record = self._known(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, record)
        start = normalise.position(request.GET.get("from", ""))
        found = list(history.revisions_of(record).prefetch_related("authors")[start : start + PAGE + 1])
        owner = standing.owner(record)
        now = digest(history.document(record))
        entries = [
            {"revision": revision, "is_present": revision.digest == now, **self._changes(owner, revision, earlier)}
            for revision, earlier in zip(found, [*found[1:], None], strict=True)
        ]
        context = {
            "entries": entries[:PAGE],
            "reviews": requests.of(record)[:PAGE],
            "older": start + PAGE if len(found) > PAGE else None,
        }
        return self._record_page(request, record, self.object_history_template, _("History"), context)

    def _changes(self, record: Any, revision: Revision, earlier: Revision | None) -> dict[str, Any]:
        """What a revision changed, in words; None for the oldest that is kept. Nothing of one that can no longer be read."""
        shape = history.shape_of(record)
        try:
            document = read(shape, revision.document)
            before = read(shape, earlier.document) if earlier else None
        except UnreadableError as error:
            return {"changes": [], "is_unreadable": " ".join(error.messages)}
        return {"changes": said(between(shape, before, document, record.pk), record) if before else None}

    def _restore(self, request: HttpRequest, record: Any) -> HttpResponse:
        """The record as one of its revisions keeps it, in one click; what was there stays in the history."""
        if not acts.may(request.user, Act.RESTORE, record):
            raise PermissionDenied
        revision = get_object_or_404(
            history.revisions_of(record), pk=normalise.position(request.POST.get("version", ""))
        )
        try:
            saving.bring_back(standing.owner(record), revision.document, request.user, CONFIRM in request.POST)
        except ValidationError as error:
            return self._told(request, error, pages.address(self, "history", record))
        messages.success(request, _("The earlier version is back. What it replaced is in the history."))
        return HttpResponseRedirect(pages.address(self, "change", record))

    def _told(self, request: HttpRequest, error: ValidationError, address: str) -> HttpResponse:
        """Back to the page, which says what stood against it, and asks for a confirmation if that is enough."""
        for words in error.messages:
            messages.error(request, words)
        return HttpResponseRedirect(f"{address}?confirm=1" if isinstance(error, saving.UnconfirmedError) else address)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        address = pages.address(self, "deleted") if self.has_add_permission(request) else ""
        return super().changelist_view(request, {"deleted_address": address, **(extra_context or {})})

    # --- where it is used ---------------------------------------------------------------------------------------------

    def used_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The records and texts in which the record is used, and those that it names and nobody sees yet."""
        record = self._known(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {"uses": uses.of(record), "drafts": self._drafts(request, record, history.document(record))}
        return self._record_page(request, record, "admin/desk_used.html", _("Used in"), context)

    def _drafts(self, request: HttpRequest, record: Any, document: Document) -> list[dict[str, Any]]:
        """What the record names and the public does not see, by kind, with the address that publishes it for who may."""
        found = []
        for model, records in uses.drafts_named_by(record, document).items():
            model_admin: Any = self.admin_site._registry.get(model)
            may = model_admin is not None and acts.may(request.user, Act.PUBLISH, model)
            address = model_admin.many_address("publish", [each.pk for each in records]) if may else ""
            found.append({"records": records, "address": address})
        return found

    # --- languages ----------------------------------------------------------------------------------------------------

    def current_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One text, or all of one language, still hold: nothing else is touched."""
        record = self._known(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        marks = Outdated.objects.filter(
            owner_type__app_label=self.opts.app_label, owner_type__model=self.opts.model_name, owner_id=record.pk
        )
        if request.method == "POST" and request.POST.get("mark"):
            chosen = normalise.position(request.POST["mark"])
            mine = [mark for mark in marks.filter(pk=chosen) if may_write(request.user, mark.language)]
            translations.confirm(mine)
            if mine:
                messages.success(request, _("The text still holds: noted."))
            else:
                messages.error(request, _("Not noted: your role does not write this language."))
        return HttpResponseRedirect(pages.address(self, "change", record))

    # --- addresses ----------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        """The desk's own pages and Django's."""
        views = (
            ("preparation", self.preparation_view),
            ("current", self.current_view),
            ("used", self.used_view),
            ("review", self.review_view),
        )
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=pages.name(self, name),
            )
            for name, view in views
        ]
        gone = path(
            "deleted/",
            self.admin_site.admin_view(partial(deleted.deleted_view, self)),
            name=pages.name(self, "deleted"),
        )
        return [*own, gone, *super().get_urls()]

    def _known(self, request: HttpRequest, object_id: str) -> Any:
        """The record, or 404: also for what is no key at all."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(object_id)
        return record

    def _record_page(
        self, request: HttpRequest, record: Any, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        base = {
            "title": title,
            "object": record,
            "has_change_permission": self.has_change_permission(request, record),
            "may_publish": may_publish(request.user),
            "may_restore": acts.may(request.user, Act.RESTORE, record),
            "preserved_filters": self.get_preserved_filters(request),
            "is_popup": IS_POPUP_VAR in request.GET,
            "confirm": CONFIRM if "confirm" in request.GET else "",
        }
        return pages.page(request, self, template, {**base, **context})
