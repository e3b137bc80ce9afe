"""Limits a form to the fields that a person's role covers; the others are disabled, and what is posted is ignored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.content import standing
from portal.core.enums import ANSWERING, Status
from portal.core.models import Published
from portal.core.text import languages
from portal.editing.people import acts, roles
from portal.editing.people.acts import Act, Kind

DATES = ("publish_at", "unpublish_at")  # fields for publishers only


def texts(model: type[models.Model]) -> dict[str, str]:
    """The columns of `model` that hold a translated text, with their language: {"name_fr": "fr", …}."""
    return {column: code for columns in languages.translated(model).values() for code, column in columns.items()}


def is_writable(field: str, model: type[models.Model], user: Any) -> bool:
    """Whether the role of `user` covers the column `field` of `model`."""
    language = texts(model).get(field)
    if language and not roles.may_write(user, language):
        return False
    if not language and not acts.may(user, Act.ANSWER if acts.kind_of(model) is Kind.REPORT else Act.FACTS, model):
        return False
    return not (field in DATES and issubclass(model, Published)) or roles.may_publish(user)


def restricted(form: type[forms.ModelForm], model: type[models.Model], user: Any) -> type[forms.ModelForm]:
    """Subclass of `form` that disables the fields which the role of `user` does not cover; see its method `ignored`."""

    class Restricted(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                if name in own and not is_writable(name, model, user):
                    field.disabled = True
            if issubclass(model, Published) and not roles.may_publish(user):
                self._keep_unpublished()

        def clean(self) -> Any:
            """Adds an error if a row with a form of its own is moved into a public record beyond the user's role."""
            cleaned = super().clean()
            parent = standing.parents().get(model)
            chosen = self.cleaned_data.get(parent) if parent and parent in self.fields else None
            if chosen is not None and parent in self.changed_data and not acts.may_write(user, chosen):
                self.add_error(parent, _("This record is public: what belongs to it is prepared on its own form."))
            return cleaned

        def _keep_unpublished(self) -> None:
            """Offers only the statuses that keep a record unpublished; fixes the status of one that is public."""
            field = self.fields.get("status")
            if field is None:
                return
            if self.instance.pk and self.initial.get("status") in ANSWERING:
                field.disabled = True
            else:
                field.choices = [choice for choice in Status.choices if choice[0] not in ANSWERING]

        def ignored(self) -> list[str]:
            """Labels of the disabled fields for which another value was posted."""
            return [str(self.fields[name].label) for name in self.fields if self._was_posted_in_vain(name)]

        def _was_posted_in_vain(self, name: str) -> bool:
            """Whether a value was posted for a disabled field that differs from the one it keeps."""
            field, widget = self.fields[name], self.fields[name].widget
            if not field.disabled or widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name)):
                return False
            posted = widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            field.disabled = False
            try:
                return field.has_changed(self.get_initial_for_field(field, name), posted)
            finally:
                field.disabled = True

    # Only columns of the model are restricted, not the form's own controls.
    own = {field.name for field in (*model._meta.get_fields(),)}
    return Restricted


class ByRole(admin.ModelAdmin):
    """Mixin for a ModelAdmin that applies the table of permissions (acts.py) to its form and its inlines."""

    kind = Kind.RECORD  # row of the table in acts.py

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and acts.may(request.user, Act.ADD, self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return acts.may(request.user, Act.DELETE, self.model)
        return acts.may_delete(request.user, obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Drops a forged "save as new", which Django would accept even where no form offers it."""
        if not self.save_as and "_saveasnew" in request.POST:
            posted = request.POST.copy()
            del posted["_saveasnew"]
            request.POST = posted  # type: ignore[assignment]
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return restricted(super().get_form(request, obj, change=change, **kwargs), self.model, request.user)

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form = restricted(formset.form, inline.model, request.user)
            yield formset, inline

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saves, and warns of values that were ignored because the user's role does not cover them."""
        super().save_related(request, form, formsets, change)
        every = [form, *(row for formset in formsets for row in formset.forms)]
        ignored = [capfirst(name) for each in every if hasattr(each, "ignored") for name in each.ignored()]
        if ignored:
            names = ", ".join(dict.fromkeys(ignored))
            messages.warning(
                request, _("Not changed, since your role does not write it: %(names)s.") % {"names": names}
            )
