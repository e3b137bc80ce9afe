"""Normalises typed values: "60 000 €", "48,85", "www.inserm.fr". Shared by forms and imported tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portal.core.fields import PartialDateField
from portal.editing.forms import dates

_BESIDE = re.compile(r"[\s\u00a0\u202f\u2009'’€]")  # separators of thousands, and the currency
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")  # thousands as in English
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MINUS = str.maketrans("−–", "--")
LARGEST_KEY = 2**63 - 1


def whole(text: str) -> str:
    """Normalises a whole number: "60 000 €" and "60,000" give "60000"; "60.000" raises ValidationError."""
    bare = _BESIDE.sub("", text).translate(_MINUS)
    if "." in bare:
        raise ValidationError(_("Write a whole number, without a point: 60000."))
    return bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare


def decimal(text: str) -> str:
    """Normalises a decimal number: "48,85" gives "48.85"; "1 234,5" and "1,234.5" give "1234.5"."""
    bare = _BESIDE.sub("", text).translate(_MINUS)
    return bare.replace(",", "") if "." in bare else bare.replace(",", ".", 1)


def address(text: str) -> str:
    """Normalises a web address: "www.inserm.fr" gives "https://www.inserm.fr"."""
    bare = text.strip()
    return f"https://{bare}" if bare and not _SCHEME.match(bare) and not bare.startswith("/") else bare


def plain(field: models.Field, text: str) -> str:
    """Normalises text typed for a model field, by the field's type. Raises ValidationError as `whole` does."""
    for kinds, read in _PLAIN:
        if isinstance(field, kinds):
            return read(text)
    return text


_PLAIN: tuple[tuple[type[models.Field], Callable[[str], str]], ...] = (
    (models.IntegerField, whole),
    (models.DecimalField, decimal),
    (models.URLField, address),
    (PartialDateField, dates.partial),
    (models.DateField, dates.day),
)


def position(text: str) -> int:
    """Parses a non-negative integer sent by the admin's own pages, such as a primary key; 0 for anything else."""
    return min(int(text), LARGEST_KEY) if text.isascii() and text.isdigit() and len(text) < 20 else 0


# --- in forms --------------------------------------------------------------------------------------------------------


def normalised(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """Subclass of `form` whose number fields normalise what is typed."""

    class Normalised(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for field in self.fields.values():
                _normalise(field)

        def add_error(self, field: str | None, error: Any) -> None:
            """Adds errors of fields that are not in this form as errors of the whole form."""
            if field is None and hasattr(error, "error_dict"):
                known = {name: found for name, found in error.error_dict.items() if name in self.fields}
                others = [one for name, found in error.error_dict.items() if name not in known for one in found]
                error = ValidationError({**known, NON_FIELD_ERRORS: others} if others else known)
            super().add_error(field, error)

    return Normalised


_READ: dict[Any, tuple[Callable[[str], str], str]] = {
    forms.IntegerField: (whole, "numeric"),
    forms.DecimalField: (decimal, "decimal"),
}


def _normalise(field: forms.Field) -> None:
    """Makes one form field normalise its input, and shows number fields as text inputs."""
    inner = getattr(field.widget, "widget", field.widget)  # the widget inside Django's related-field wrapper
    if isinstance(inner, AutocompleteMixin):
        _known_only(inner)
    if isinstance(inner, AutocompleteSelectMultiple):
        inner.is_required = True  # hides "clear all": each item has its own cross
    if type(field) in _READ:
        read, mode = _READ[type(field)]
        _read(field, read)
        # No <input type="number">: a browser does not send what it does not take for a number.
        kept = {name: value for name, value in field.widget.attrs.items() if name not in ("min", "max", "step")}
        if not field.widget.is_hidden:
            field.widget = forms.TextInput({**kept, "inputmode": mode, "size": "12"})


def _known_only(widget: Any) -> None:
    """Drops values that are no keys before the widget looks them up in the database."""
    plainly = widget.optgroups
    widget.optgroups = lambda name, value, attrs=None: plainly(
        name, [key for key in value if position(str(key))], attrs
    )


def _read(field: forms.Field, read: Callable[[str], str]) -> None:
    """Makes `field` pass its text through `read` first."""
    plainly = field.to_python
    field.to_python = lambda value: plainly(read(value) if isinstance(value, str) else value)  # type: ignore[method-assign]
