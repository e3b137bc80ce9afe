"""A field of a form that names a record of any kind, or leads to one: its name is typed, a record is chosen."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.forms.widgets import Script
from django.urls import reverse


class RecordInput(AdminTextInputWidget):
    """A line of text, for which a script offers the records whose names begin like what is typed.

    What is kept is the kind and the code ("office/brussels"), which can also be typed; so can an address, where it may.
    """

    class Media:
        js = (Script("js/desk-record.js", type="module"),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"data-portal-record": reverse("desk:references"), "autocomplete": "off"}
        return context


class RecordFields:
    """Mixin for admin classes and inlines: the columns named in `record_fields`, in any language, are chosen by name."""

    record_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        name = getattr(getattr(db_field, "translated_field", None), "name", db_field.name)
        if name in self.record_fields:
            kwargs["widget"] = RecordInput()
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
