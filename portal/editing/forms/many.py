"""Acts on many records of a list at once: asked first, told with their number, taken back with one button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.content import revisions
from portal.core.enums import Status
from portal.core.models import Published
from portal.core.revision import RevisionKind
from portal.editing import pages
from portal.editing.forms import normalise
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.revisions import saving

MOST = 500  # records at once
UNDO = "desk_many"  # session key: the last act that can be taken back


@dataclass(frozen=True)
class ManyAct:
    """An act on many records: what it needs, which columns it sets, and its words, which take the number of records."""

    name: str
    needs: Act
    label: Any
    columns: tuple[str, ...]
    values: Callable[[Any], dict[str, Any]]
    asked: Callable[[int], str]
    done: Callable[[int], str]


def _ask_to_confirm(count: int) -> str:
    return ngettext("Confirm %(count)d record as still true?", "Confirm %(count)d records as still true?", count)


def _confirmed(count: int) -> str:
    return ngettext("%(count)d record confirmed: still true.", "%(count)d records confirmed: still true.", count)


def _ask_to_publish(count: int) -> str:
    return ngettext("Publish %(count)d record?", "Publish %(count)d records?", count)


def _published(count: int) -> str:
    return ngettext("%(count)d record published.", "%(count)d records published.", count)


def _ask_to_archive(count: int) -> str:
    return ngettext("Archive %(count)d record?", "Archive %(count)d records?", count)


def _archived(count: int) -> str:
    return ngettext("%(count)d record archived.", "%(count)d records archived.", count)


def _status(status: str) -> Callable[[Any], dict[str, Any]]:
    return lambda user: {"status": status}


ACTS = {
    act.name: act
    for act in (
        ManyAct(
            "still_true",
            Act.CONFIRM,
            gettext_lazy("Confirm: still true"),
            ("reviewed_on", "reviewed_by_id"),
            lambda user: {"reviewed_on": timezone.localdate(), "reviewed_by_id": user.pk},
            _ask_to_confirm,
            _confirmed,
        ),
        ManyAct(
            "publish",
            Act.PUBLISH,
            gettext_lazy("Publish"),
            ("status",),
            _status(Status.PUBLISHED),
            _ask_to_publish,
            _published,
        ),
        ManyAct(
            "archive",
            Act.PUBLISH,
            gettext_lazy("Archive"),
            ("status",),
            _status(Status.ARCHIVED),
            _ask_to_archive,
            _archived,
        ),
    )
}


@dataclass(frozen=True)
class Sorted:
    """The chosen records: those that the act is done with, and those that it is not, each with the reason."""

    ready: list[Any]
    left: list[tuple[Any, str]]


def sort(act: ManyAct, records: Iterable[Any], user: Any) -> Sorted:
    """Sorts out with which of the records `user` may do the act, and which allow it."""
    ready, left = [], []
    for record in records:
        if reason := _reason(act, record, user):
            left.append((record, reason))
        else:
            ready.append(record)
    return Sorted(ready, left)


def _reason(act: ManyAct, record: Any, user: Any) -> str:
    """Why the act cannot be done with the record; "" if it can."""
    if not acts.may(user, act.needs, record):
        return _("Your role may not do this with a record that is public.")
    if "status" not in act.columns:
        return ""
    status = act.values(user)["status"]
    if record.status == status:
        return _("It is so already.")
    if status == Status.ARCHIVED and record.status != Status.PUBLISHED:
        return _("Only what is public is archived.")
    was, record.status = record.status, status
    try:
        record.full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        record.status = was
    return ""


def carry_out(act: ManyAct, records: list[Any], user: Any) -> int:
    """Does the act with the records, in one transaction, one revision each; gives how many.

    Raises ValidationError when it has consequences that are confirmed on the record's own form.
    """
    values = act.values(user)
    if not records:
        return 0
    model = type(records[0])
    keys = [record.pk for record in records]
    with transaction.atomic():
        if "status" not in values:  # no text changes: neither translations nor the search take it for an edit
            model._base_manager.filter(pk__in=keys).update(**values)
            revisions.note(model, keys, user, RevisionKind.CONFIRMED)
            return len(keys)
        with saving.edited(*records, by=user):
            for record in records:
                _set(record, values)
                saving.settle(record, user, False)
    return len(keys)


def _set(record: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


class ManyMixin(admin.ModelAdmin):
    """Mixin for a ModelAdmin: acts on many of its records, each with a page that asks, and a way back."""

    def acts_of(self, request: HttpRequest) -> list[ManyAct]:
        """The acts that the user may do on some of these records."""
        if not issubclass(self.model, Published):
            return []
        return [act for act in ACTS.values() if acts.may(request.user, act.needs, self.model)]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions of the list: those of the table above that the user may do."""
        own = {act.name: (_ask, act.name, act.label) for act in self.acts_of(request)}
        return {**own, **super().get_actions(request)}

    def get_urls(self) -> list[Any]:
        """The page that asks, beside Django's."""
        view = self.admin_site.admin_view(self.many_view)
        return [path("many/", view, name=pages.name(self, "many")), *super().get_urls()]

    def many_address(self, name: str, keys: Iterable[Any]) -> str:
        """Path of the page that asks whether to do an act with records."""
        return f"{pages.address(self, 'many')}?act={name}&ids={','.join(map(str, keys))}"

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """Asks whether to do the act with the records that the address names, then does it. 404 for another act."""
        act = ACTS.get(request.GET.get("act", ""))
        if act is None:
            raise Http404
        if act not in self.acts_of(request):
            raise PermissionDenied
        keys = [normalise.position(each) for each in request.GET.get("ids", "").split(",")][: MOST + 1]
        records = list(self.get_queryset(request).filter(pk__in=keys[:MOST]))
        found = sort(act, records, request.user)
        if request.method == "POST":
            return self._do(request, act, found)
        context = {
            "title": act.label,
            "question": act.asked(len(found.ready)) % {"count": len(found.ready)} if found.ready else "",
            "found": found,
            "most": MOST if len(keys) > MOST else None,
        }
        return pages.page(request, self, "admin/desk_many.html", context)

    def _do(self, request: HttpRequest, act: ManyAct, found: Sorted) -> HttpResponse:
        try:
            self.do_with(request, act, found.ready)
        except ValidationError as error:
            for words in error.messages:
                messages.error(request, words)
            messages.error(request, _("Nothing was done: this is confirmed on the form of the record."))
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(pages.address(self, "changelist"))

    def do_with(self, request: HttpRequest, act: ManyAct, records: list[Any]) -> None:
        """Does the act with the records, tells how many, and notes how to take it back. Raises ValidationError."""
        before = [[record.pk, *_plain(getattr(record, column) for column in act.columns)] for record in records]
        if count := carry_out(act, records, request.user):
            messages.success(request, act.done(count) % {"count": count})
            after = _plain(act.values(request.user).values())
            request.session[UNDO] = {"model": self.opts.label_lower, "act": act.name, "before": before, "after": after}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the button that takes the last act on many back."""
        last = request.session.get(UNDO)
        last = last if last and last["model"] == self.opts.label_lower else None
        if last and "_undo" in request.POST:
            del request.session[UNDO]
            count = self._undo(request, last)
            words = ngettext(
                "Taken back: %(count)d record is as before.", "Taken back: %(count)d records are as before.", count
            )
            messages.success(request, words % {"count": count})
            return HttpResponseRedirect(request.get_full_path())
        if last:
            count = len(last["before"])
            extra_context = {**(extra_context or {}), "undo": ACTS[last["act"]].done(count) % {"count": count}}
        return super().changelist_view(request, extra_context)

    def _undo(self, request: HttpRequest, last: dict[str, Any]) -> int:
        """Gives those records that are still as the act left them the values from before; gives how many."""
        act = ACTS[last["act"]]
        if act not in self.acts_of(request):
            raise PermissionDenied
        was = {key: values for key, *values in last["before"]}
        found = [
            record
            for record in self.get_queryset(request).filter(pk__in=was)
            if _plain(getattr(record, column) for column in act.columns) == last["after"]
        ]
        with transaction.atomic():
            for record in found:
                carry_out(_setting(act, was[record.pk]), [record], request.user)
        return len(found)


def _setting(act: ManyAct, values: list[Any]) -> ManyAct:
    """The act with the given values of its columns."""
    found = dict(zip(act.columns, values, strict=True))
    return replace(act, values=lambda user: found)


def _plain(values: Iterable[Any]) -> list[Any]:
    """Values as the session keeps them."""
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in values]


def _ask(model_admin: ManyMixin, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """Action of the list: leads to the page that asks."""
    keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
    return HttpResponseRedirect(model_admin.many_address(request.POST["action"], keys))
