"""Import and export on the desk: two links on a list, and one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.content.dump import complete, mapping
from portal.core.content.specs import Shape, concept_of
from portal.editing import pages
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.tables import uploads
from portal.editing.tables.columns import Column, columns_of, headings
from portal.editing.tables.files import BIGGEST, TYPES, WRITERS, Table, TableError, read
from portal.editing.tables.run import Outcome, apply, look


class FileForm(forms.Form):
    """A file that holds a table; `table` once it is clean."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    table: Table

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.table = read(file.read(BIGGEST + 1))
        except TableError as error:
            raise forms.ValidationError(str(error)) from None
        return file


class TableMixin(admin.ModelAdmin):
    """For a ModelAdmin of content: its records out as CSV and XLSX, and in again. `more_columns` come after the model's own."""

    more_columns: tuple[Column, ...] = ()

    @property
    def shape(self) -> Shape:
        return concept_of(self.model).shape

    @property
    def columns(self) -> list[Column]:
        return [*columns_of(self.shape), *self.more_columns]

    def may_import(self, request: HttpRequest) -> bool:
        """Whether the user brings tables in: translators do not, since a table writes every language."""
        both = self.has_add_permission(request) and self.has_change_permission(request)
        return both and acts.may(request.user, Act.IMPORT, self.model)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        ours = [path("import/", view(self.import_view), name=pages.name(self, "import"))]
        ours += [
            path(f"export.{ending}", view(self.export_view), {"ending": ending}, pages.name(self, f"export_{ending}"))
            for ending in WRITERS
        ]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        tools = [(_("Import"), pages.address(self, "import"))] if self.may_import(request) else []
        for ending in WRITERS:
            address = pages.address(self, f"export_{ending}") + (f"?{query}" if query else "")
            tools.append((_("Export %(format)s") % {"format": ending.upper()}, address))
        return super().changelist_view(request, {"table_tools": tools, **(extra_context or {})})

    def export_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        """The records that the list shows, with the same query string: search, filters."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        shown = self.get_changelist_instance(request).get_queryset(request)
        columns = self.columns
        found = complete(self.shape, self.model._default_manager.filter(pk__in=shown.order_by().values("pk")))
        documents = [mapping(self.shape, record) for record in found.order_by("code")]
        table = Table(
            list(headings(columns).values()), [[column.text(each) for column in columns] for each in documents]
        )
        try:
            data = WRITERS[ending](table)
        except TableError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(pages.address(self, "changelist"))
        name = f"{self.opts.model_name}-{timezone.localdate()}.{ending}"
        return HttpResponse(data, TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """First the form, then what the file would change, then the change."""
        if not self.may_import(request):
            raise PermissionDenied
        if request.method == "POST" and "kept" in request.POST:
            return self._import(request)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        return self._look(request, form, form.table if form.is_valid() else None)

    def _look(self, request: HttpRequest, form: FileForm, table: Table | None) -> HttpResponse:
        outcome, word = None, ""
        try:
            outcome = look(self.shape, self.columns, table, request.user) if table else None
        except TableError as error:
            form.add_error("file", str(error))
        if outcome and table and outcome.changed and not outcome.is_refused:
            word = uploads.keep(table, request.user, self.model, outcome.digest)
        return self._table_page(request, form, outcome, word)

    def _import(self, request: HttpRequest) -> HttpResponse:
        found = uploads.take(request.POST["kept"], request.user, self.model)
        if found is None:
            messages.error(request, _("This import is too old, or was done already. Choose the file again."))
            return HttpResponseRedirect(pages.address(self, "import"))
        table, digest = found
        outcome = apply(self.shape, self.columns, table, request.user, digest)
        if outcome.digest != digest:
            messages.warning(
                request, _("The records have changed since you looked. Here is what the file would change now.")
            )
            return self._look(request, FileForm(), table)
        if outcome.is_refused:
            return self._table_page(request, FileForm(), outcome, "")
        prepared = len(outcome.prepared)
        count = len(outcome.changed) - prepared
        if count or not prepared:
            words = ngettext("%(count)d record imported.", "%(count)d records imported.", count)
            messages.success(request, words % {"count": count})
        if prepared:
            words = ngettext(
                "%(count)d change prepared: a publisher makes it public.",
                "%(count)d changes prepared: a publisher makes them public.",
                prepared,
            )
            messages.success(request, words % {"count": prepared})
        return HttpResponseRedirect(pages.address(self, "changelist"))

    def _table_page(self, request: HttpRequest, form: FileForm, outcome: Outcome | None, word: str) -> HttpResponse:
        context = {
            "title": _("Import: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "form": form,
            "columns": self.columns,
            "outcome": outcome,
            "kept": word,
        }
        return pages.page(request, self, "admin/table_import.html", context)
