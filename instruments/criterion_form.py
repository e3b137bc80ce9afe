"""The form of a criterion at the desk: its value is chosen among those of its kind, or is a number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from instruments.enums import CRITERION_VALUES, CriterionKind
from instruments.models import Criterion

KNOWN = {value for values in CRITERION_VALUES.values() for value in values.values}


def split(value: Any) -> list[str]:
    """The values in a text, without the spaces around them."""
    return [each.strip() for each in str(value or "").split(",") if each.strip()]


class ValueInput(forms.Widget):
    """Boxes to tick for each kind that has a list, and a number for the others; a script shows those of the kind chosen."""

    template_name = "admin/instruments/criterion_value.html"

    class Media:
        js = (forms.widgets.Script("js/desk-criterion.js", type="module"),)  # type: ignore[attr-defined]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = split(value)
        context["groups"] = [
            {
                "kind": str(kind),
                "label": capfirst(str(CriterionKind(kind).label)),
                "choices": [(code, capfirst(str(label)), code in given) for code, label in values.choices],
            }
            for kind, values in CRITERION_VALUES.items()
        ]
        context["number"] = "" if set(given) & KNOWN else ", ".join(given)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        # By the site's own templates: those of Django's forms know nothing of them.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        chosen = [part for each in ([found] if isinstance(found, str) else found) for part in split(each)]
        number = data.get(f"{name}_number", "").strip()
        allowed = CRITERION_VALUES.get(data.get(f"{name.removesuffix('value')}kind", ""))
        if allowed is None:  # a number, or what came without a kind
            return number or ",".join(chosen)
        # Boxes of another kind that were ticked before the kind was changed count for nothing.
        return ",".join(code for code in chosen if code in allowed.values or code not in KNOWN) or number

    def id_for_label(self, id_: str) -> str:
        return ""  # it is a group of fields, each with a label of its own


class ValueField(forms.CharField):
    """Field of the values of a criterion; spaces between them are no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return split(initial) != split(data)


class CriterionForm(forms.ModelForm):
    """The criterion, whose value is chosen."""

    value = ValueField(max_length=80, widget=ValueInput, label=Criterion._meta.get_field("value").verbose_name)  # type: ignore[union-attr]

    class Meta:
        model = Criterion
        fields = "__all__"  # noqa: DJ007 - the admin says which
