"""Extensions of the admin's forms: languages side by side, states of translations, reasons against saving."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.core.text import languages
from portal.editing.forms import dates
from portal.editing.review.translations import State, States
from portal.editing.revisions.wording import difference

Fields = Iterable[str | tuple[str, ...]]


def side_by_side(model: Any, fields: Fields) -> list[str | tuple[str, ...]]:
    """`fields`, with the language columns of one text grouped on one line."""

    def text_of(name: str | tuple[str, ...]) -> Any:
        """The translated field that a column belongs to; its own name for any other."""
        column = next((f for f in model._meta.fields if f.name == name), None)
        return getattr(getattr(column, "translated_field", None), "name", name)

    lines: list[tuple[Any, ...]] = [tuple(found) for _name, found in groupby(fields, key=text_of)]
    return [line if len(line) > 1 else line[0] for line in lines]


class SideBySide:
    """Mixin for admin classes and inlines that shows the languages of a text side by side."""

    model: Any

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)  # type: ignore[misc]
        return [(title, {**shown, "fields": side_by_side(self.model, shown["fields"])}) for title, shown in found]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # People take the cross beside a choice for "clear"; Django's would delete the chosen record.
            field.widget.can_delete_related = False
        return dates.dated(db_field, field)


class StatedInline(SideBySide):
    """Inline that shows the translation state of its texts."""

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        formset.form = stating(written_once(formset.form), getattr(request, "states", None))
        return formset


def stating(form: type[forms.ModelForm], states: States | None) -> type[forms.ModelForm]:
    """Subclass of `form` that shows the translation state of each text in its help text."""
    if states is None:
        return form
    known = states

    class Stating(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                if state := known.of(self.instance, name):
                    field.help_text = format_html("{}{}", format_state(state, self.instance), field.help_text)

    return Stating


def format_state(state: State, row: Any) -> SafeString:
    """HTML for the state of a text, shown under its field; if outdated, with the change and a button to confirm it."""
    if state.mark is None:
        words = {"current": _("Up to date"), "missing": _("Missing")}[state.code]
        return format_html('<span class="text-state text-{}">{}</span> ', state.code, words)
    return format_html(
        '<span class="text-state text-outdated">{}</span> '
        '<span class="text-change" lang="{}">{}</span> '
        '<button type="submit" form="desk-current" name="mark" value="{}">{}</button> ',
        _("The other language has changed since:"),
        state.mark.source_language,
        _change_in_words(state.mark.was, languages.in_language(row, state.mark.field, state.mark.source_language)),
        state.mark.pk,
        _("This text still holds"),
    )


def _change_in_words(was: str, becomes: str | None) -> SafeString | str:
    """What has changed between two texts, or HTML of texts, as one reads it: no tag is a word."""
    before, after = in_words(was), in_words(becomes or "")
    return difference(before, after) if before != after else _("only how it is set out, no word")


def in_words(markup: str) -> str:
    """The words of a text, a line for each paragraph, heading or point of a list."""
    if "<" not in markup:
        return markup
    lines = re.sub(r"</(?:p|h\d|li|tr|blockquote)>|<br\s*/?>", "\n", markup)
    plain = html.unescape(re.sub(r"<[^>]*>", " ", lines))
    return "\n".join(line for each in plain.split("\n") if (line := " ".join(each.split())))


def written_once(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """Subclass of `form` in which a required text may be given in any one language."""
    columns = form._meta.model._meta.fields
    needed: dict[str, list[str]] = {}
    for column in columns:
        original = getattr(column, "translated_field", None)
        if original is not None and not original.blank and column.name in form.base_fields:
            needed.setdefault(original.name, []).append(column.name)

    class Written(form):  # type: ignore[valid-type,misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name in (name for names in needed.values() for name in names):
                self.fields[name].required = False

        def clean(self) -> Any:
            cleaned = super().clean()
            for names in needed.values():
                if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
                    self.add_error(names[0], ValidationError(_("Write this in one language at least.")))
            return cleaned

    return Written


def kept_if_unchanged(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """`form` of a row, which asks the database nothing where nobody has touched it: the row was valid when it was saved."""

    class KeptIfUnchanged(form):  # type: ignore[valid-type,misc]
        def full_clean(self) -> None:
            if not (self.is_bound and self.instance.pk) or self.has_changed():
                super().full_clean()
                return
            self._errors = ErrorDict()
            self.cleaned_data = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}

    return KeptIfUnchanged


def refusing(form: type[forms.ModelForm], faults: list[str]) -> type[forms.ModelForm]:
    """Subclass of `form` that is invalid for the reasons `faults`, keeping what was typed; `form` if there are none."""

    class Refusing(form):  # type: ignore[valid-type,misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, [ValidationError(fault) for fault in faults])
            return cleaned

    return Refusing if faults else form
