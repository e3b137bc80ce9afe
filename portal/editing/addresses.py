"""The desk's pages of addresses that lead elsewhere: those that editors write, and those that records once had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.core import targets
from portal.core.models import FormerAddress, Redirect
from portal.core.searchable import searchables
from portal.core.text import languages, record_links
from portal.editing import pages
from portal.editing.forms.base import DeskAdmin
from portal.editing.lookup.record_field import RecordFields
from portal.editing.people.acts import Kind
from portal.editing.people.roles import language_name
from portal.editing.subjects import Subject

OTHERS = ("/admin/", "/api/")
"""What is no part of the public pages, and answers for itself."""

# --- redirects --------------------------------------------------------------------------------------------------------


def of_this_site(typed: str, host: str) -> str:
    """What is typed, a whole address perhaps, as an address of this site. Raises ValidationError for another site's."""
    parts = urlsplit(typed.strip())
    own = {host, urlsplit(settings.SITE_URL).netloc if settings.SITE_URL else host}
    if parts.netloc and parts.netloc not in own:
        words = _("This is an address of another site, “%(host)s”. Redirects lead from and to this site alone.")
        raise ValidationError(words, params={"host": parts.netloc})
    path = unquote(parts.path)
    rest = f"?{parts.query}" * bool(parts.query) + f"#{parts.fragment}" * bool(parts.fragment)
    return (path if path.startswith("/") else f"/{path}") + rest


def is_page(path: str, request: HttpRequest) -> bool:
    """Whether a page answers at this path by itself: a redirect from there would never be asked."""
    if path.startswith(OTHERS):
        return True
    asked = copy(request)
    asked.method, asked.path, asked.path_info, asked.GET = "GET", path, path, QueryDict()
    with override(languages.from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
            response = match.func(asked, *match.args, **match.kwargs)
        except Http404:
            return False
    return "Location" not in response.headers


class RedirectForm(forms.ModelForm):
    """What an editor types: addresses as they stand in a browser, a record by its name."""

    request: HttpRequest

    class Meta:
        labels = {"path": gettext_lazy("old address"), "target": gettext_lazy("leads to")}
        help_texts = {
            "path": gettext_lazy("As it stands in a browser: whole, or from its first slash on."),
            "target": gettext_lazy("A record (type its name and choose), or an address of this site."),
        }

    def clean_path(self) -> str:
        path = of_this_site(self.cleaned_data["path"], self.request.get_host()).partition("#")[0].partition("?")[0]
        if is_page(path, self.request):
            raise ValidationError(_("There is a page at this address: nobody would be redirected."))
        return path

    def clean_target(self) -> str:
        typed = self.cleaned_data["target"].strip()
        if named := targets.reference_in(typed):
            return self._address_of(named)
        return of_this_site(typed, self.request.get_host())

    def _address_of(self, named: str) -> str:
        """The address of a record in the language of the old path."""
        kind, _slash, code = named.partition("/")
        with override(languages.from_path(self.cleaned_data.get("path", "")) or settings.LANGUAGE_CODE):
            found = record_links.addresses(record_links.token(kind, code)).get((kind, code))
        if not found:
            raise ValidationError(_("There is no public page of this record in the language of the old path."))
        return found


class LanguageFilter(admin.SimpleListFilter):
    """The list filter `?language=<code>`, by the names of the languages."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        is_redirect = queryset.model is Redirect
        return queryset.filter(
            **({"path__startswith": f"/{self.value()}/"} if is_redirect else {"language": self.value()})
        )


@admin.register(Redirect)
class RedirectAdmin(RecordFields, DeskAdmin):
    subject = Subject.WORDS
    purpose = gettext_lazy("Old addresses that lead to new ones")
    kind = Kind.SHARED
    form = RedirectForm
    fields = ("path", "target")
    list_display = ("path", "target")
    list_filter = (LanguageFilter,)
    search_fields = ("path", "target")
    record_fields = ("target",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.request = request
        return form


# --- what records once had --------------------------------------------------------------------------------------------


def with_records(rows: Iterable[FormerAddress]) -> None:
    """Puts beside each row the record that it was of, None where that is gone. One query for each kind."""
    mine: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        mine[row.model].append(row)
    kinds = {kind.model._meta.label_lower: kind for kind in searchables().values()}
    for label, same in mine.items():
        numbers = [row.object_id for row in same]
        known = record_links.records(kinds[label]).in_bulk(numbers) if label in kinds else {}
        for row in same:
            row.record = known.get(row.object_id)


class KnownRecords(ChangeList):
    """A page of the list, whose rows know their records."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        with_records(self.result_list)


class KindFilter(admin.SimpleListFilter):
    """The list filter `?kind=<model>`, by the names of the kinds."""

    title = gettext_lazy("kind of record")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = FormerAddress.objects.order_by("model").values_list("model", flat=True).distinct()
        return [(label, kind_name(label)) for label in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(model=self.value()) if self.value() else queryset


def kind_name(label: str) -> str:
    """What records of the model of this label are called."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except LookupError:  # of a room that is no more
        return label


class FormerAddressAdmin(admin.ModelAdmin):
    """Addresses that records once had, in words; the site writes them by itself."""

    list_display = ("old_address", "of_record", "kind_of_record", "in_language")
    list_display_links = ("old_address",)
    list_filter = (KindFilter, LanguageFilter)
    search_fields = ("slug",)
    ordering = ("model", "slug")
    fields = readonly_fields = list_display

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return KnownRecords

    @admin.display(description=gettext_lazy("former address"), ordering="slug")
    def old_address(self, row: Any) -> str:
        record = _record(row)
        if record is None:
            return row.slug
        former = copy(record)
        setattr(former, languages.localized("slug", row.language), row.slug)
        return former.address_in(row.language) or row.slug

    @admin.display(description=gettext_lazy("leads to"))
    def of_record(self, row: Any) -> SafeString | str:
        record = _record(row)
        if record is None:
            return _("a record that is no more")
        address = pages.form_of(type(record), record.pk)
        return format_html('<a href="{}">{}</a>', address, record)

    @admin.display(description=gettext_lazy("kind of record"), ordering="model")
    def kind_of_record(self, row: Any) -> str:
        return kind_name(row.model)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def in_language(self, row: Any) -> str:
        return language_name(row.language)


def _record(row: Any) -> Any:
    if not hasattr(row, "record"):
        with_records([row])
    return row.record
