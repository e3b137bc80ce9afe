"""What people type, as they type it: "60 000 €", "48,85", "www.inserm.fr". Forms and tables read it the same way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _

_BESIDE = re.compile(r"[\s\u00a0\u202f\u2009'’€]")  # between thousands, before and after a sum
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")  # as English writes thousands
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MINUS = str.maketrans("−–", "--")
LARGEST_KEY = 2**63 - 1


def whole(text: str) -> str:
    """ "60 000 €" and "60,000" as 60000. Raises ValidationError for "60.000", which some would read as sixty."""
    bare = _BESIDE.sub("", text).translate(_MINUS)
    if "." in bare:
        raise ValidationError(_("Write a whole number, without a point: 60000."))
    return bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare


def decimal(text: str) -> str:
    """ "48,85" and "1 234,5" as 48.85 and 1234.5; "1,234.5" as 1234.5."""
    bare = _BESIDE.sub("", text).translate(_MINUS)
    return bare.replace(",", "") if "." in bare else bare.replace(",", ".", 1)


def address(text: str) -> str:
    """ "www.inserm.fr" as https://www.inserm.fr."""
    bare = text.strip()
    return f"https://{bare}" if bare and not _SCHEME.match(bare) and not bare.startswith("/") else bare


def plain(field: models.Field, text: str) -> str:
    """What was typed for a column of a model, as the column itself reads it."""
    for kinds, read in ((models.IntegerField, whole), (models.DecimalField, decimal), (models.URLField, address)):
        if isinstance(field, kinds):
            return read(text)
    return text


def moment(text: str) -> datetime | None:
    """A day and an hour in ISO, on Paris's clocks unless it says otherwise; None for nothing. Raises ValidationError."""
    if not text.strip():
        return None
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None:
        words = _("“%(value)s” is not a day and an hour, such as 2026-03-01T12:00.")
        raise ValidationError(words, params={"value": text[:40]})
    return make_aware(found) if is_naive(found) else found


def position(text: str) -> int:
    """A number that the desk's own pages send, such as a key; 0 for anything else."""
    return min(int(text), LARGEST_KEY) if text.isascii() and text.isdigit() and len(text) < 20 else 0


# --- in forms --------------------------------------------------------------------------------------------------------


def forgiving(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """`form`, which reads numbers as people type them."""

    class Forgiving(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for field in self.fields.values():
                _forgive(field)

        def add_error(self, field: str | None, error: Any) -> None:
            """What the model says of a field that is not in this form, such as one of another role's, stands above it."""
            if field is None and hasattr(error, "error_dict"):
                known = {name: found for name, found in error.error_dict.items() if name in self.fields}
                others = [one for name, found in error.error_dict.items() if name not in known for one in found]
                error = ValidationError({**known, NON_FIELD_ERRORS: others} if others else known)
            super().add_error(field, error)

    return Forgiving


_READ: dict[Any, tuple[Callable[[str], str], str]] = {
    forms.IntegerField: (whole, "numeric"),
    forms.DecimalField: (decimal, "decimal"),
}


def _forgive(field: forms.Field) -> None:
    inner = getattr(field.widget, "widget", field.widget)  # of a choice of records: what stands in Django's frame
    if isinstance(inner, AutocompleteMixin):
        _known_only(inner)
    if isinstance(inner, AutocompleteSelectMultiple):
        inner.is_required = True  # no cross for all: each has its own, and this one is no item of their list
    if type(field) in _READ:
        read, mode = _READ[type(field)]
        _read(field, read)
        # Not a field for numbers: a browser would keep what it takes for none to itself.
        kept = {name: value for name, value in field.widget.attrs.items() if name not in ("min", "max", "step")}
        if not field.widget.is_hidden:
            field.widget = forms.TextInput({**kept, "inputmode": mode, "size": "12"})


def _known_only(widget: Any) -> None:
    """Django looks up what a choice was before it says that there is no such choice: it may be no key at all."""
    plainly = widget.optgroups
    widget.optgroups = lambda name, value, attrs=None: plainly(
        name, [key for key in value if position(str(key))], attrs
    )


def _read(field: forms.Field, read: Callable[[str], str]) -> None:
    plainly = field.to_python
    field.to_python = lambda value: plainly(read(value) if isinstance(value, str) else value)  # type: ignore[method-assign]
