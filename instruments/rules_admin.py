"""Editing the rules: example profiles are replayed on every save, and a changed verdict must be confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from instruments import answers, versions, words
from instruments.comparison import conditions
from instruments.enums import Verdict
from instruments.models import Example, ExampleVerdict, Instrument, Route, RuleSet
from portal.core.text import languages, numbers
from portal.editing.admin import MachineAdmin, NamedAdmin
from portal.editing.forms.scheduled_changes import CONFIRM
from portal.editing.revisions import saving
from portal.editing.subjects import Subject
from sites.models import Country


class Unconfirmed(Exception):  # noqa: N818 - not an error: a question to the editor
    """A save would change verdicts that nobody has confirmed; carries the deviations."""

    def __init__(self, deviations: list[versions.Deviation]) -> None:
        self.deviations = deviations
        super().__init__(len(deviations))


def in_words(deviations: list[versions.Deviation]) -> list[str]:
    """ "Recent CRCN, Japan – First Steps: fits (€10,000) → may fit (€10,000)", for each."""
    codes = {deviation.instrument for deviation in deviations}
    names = {found.code: str(found) for found in Instrument.objects.filter(code__in=codes)}

    def said(verdict: str, amount: int | None) -> str:
        label = str(Verdict(verdict).label) if verdict else _("none")
        return f"{label} ({numbers.euros(amount)})" if amount is not None else label

    return [
        _("%(example)s – %(instrument)s: %(before)s → %(after)s")
        % {
            "example": deviation.example,
            "instrument": names.get(deviation.instrument, deviation.instrument),
            "before": said(deviation.expected, deviation.expected_amount),
            "after": said(deviation.found, deviation.found_amount),
        }
        for deviation in deviations
    ]


def replayed(record: Any, user: Any, is_confirmed: bool) -> None:
    """A check of the desk: rules that come back, or were prepared, are tried on the examples like those of a form."""
    if not isinstance(record, Instrument | Route):
        return
    deviations = versions.replay()
    said = in_words(deviations)
    if deviations and not is_confirmed:
        raise saving.UnconfirmedError([_("Not saved yet: these verdicts would change."), *said])
    if deviations:
        versions.confirm(user, deviations, said)


saving.checks.append(replayed)


class ReplayingAdmin(admin.ModelAdmin):
    """Of records that hold rules. Nothing is saved until the editor has seen, and confirmed, every verdict that changes."""

    change_form_template = "admin/instruments/rules_change_form.html"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        deviations = versions.replay()
        if deviations and CONFIRM not in request.POST:
            raise Unconfirmed(deviations)
        if deviations:
            versions.confirm(request.user, deviations, in_words(deviations))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Unconfirmed as question:  # all is rolled back; the same form again, with what was typed
            request.unconfirmed = question.deviations  # type: ignore[attr-defined]
            context = {**(extra_context or {}), "unconfirmed": question.deviations, "confirm": CONFIRM}
            return super().changeform_view(request, object_id, form_url, context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        deviations = getattr(request, "unconfirmed", None)
        return confirming(form, deviations) if deviations else form


def confirming(form: type[forms.ModelForm], deviations: list[versions.Deviation]) -> type[forms.ModelForm]:
    """`form`, which refuses once and says which verdicts would change."""

    class Confirming(form):  # type: ignore[valid-type,misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            said = [ValidationError(words) for words in in_words(deviations)]
            self.add_error(None, [ValidationError(_("Not saved yet: these verdicts would change.")), *said])
            return cleaned

    return Confirming


def rules_in_words(instrument: Instrument) -> SafeString:
    """The rules of an instrument as visitors read them, in every language."""
    parts = []
    for code in languages.codes():
        with override(code):
            parts.append((code, _language_of_rules(instrument)))
    return format_html_join("", '<div lang="{0}"><p><strong>{0}</strong></p>{1}</div>', parts)


def _language_of_rules(instrument: Instrument) -> SafeString:
    found = conditions(instrument)
    every = [capfirst(words.criterion(criterion)) for criterion in found.common]
    ways = [_(" and ").join(words.criterion(criterion) for criterion in route) for route in found.routes]
    paid = [capfirst(", ".join(filter(None, (words.funding(r), words.duration(r))))) for r in instrument.funding.all()]
    lists = [(_("In every case:"), every), (_("And one of these is enough:"), ways), (_("Amount:"), paid)]
    return format_html_join(
        "",
        "<p>{}</p><ul>{}</ul>",
        ((title, format_html_join("", "<li>{}</li>", ((line,) for line in lines))) for title, lines in lists if lines),
    )


class ExampleForm(forms.ModelForm):
    """An example is entered as an address of the finder; a wrong answer in it is told here."""

    def clean(self) -> Any:
        cleaned = super().clean()
        if not (self.cleaned_data.get("answers") and self.cleaned_data.get("on")):
            return cleaned
        zones = dict(Country.objects.values_list("code", "zone"))
        found = answers.parsed(self.cleaned_data["answers"], zones, self.cleaned_data["on"])
        for name, errors in found.errors.items():
            for error in errors:
                self.add_error("answers", f"{found.fields[name].label} {error}")
        given = {
            key: values for key, values in answers.given(found).items() if key != "on"
        }  # the day has its own field
        if not given:
            self.add_error("answers", _("There is no answer in this address."))
        self.cleaned_data["answers"] = answers.query(given)
        return cleaned


class ExampleVerdictInline(admin.TabularInline):
    """What is expected, for reading: it is set by saving the example, or by confirming changed rules."""

    model = ExampleVerdict
    extra = 0
    fields = readonly_fields = ("instrument", "verdict", "amount")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Example)
class ExampleAdmin(NamedAdmin):
    subject = Subject.FUNDING
    purpose = gettext_lazy("Profiles on which new rules are tried before they are saved")
    form = ExampleForm
    list_display = ("__str__", "code", "answers", "on")
    list_filter = ("on",)
    inlines = (ExampleVerdictInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        versions.expect([form.instance])
        kept = ", ".join(str(row) for row in form.instance.verdicts.select_related("instrument"))
        messages.info(request, _("Expected from now on: %(verdicts)s.") % {"verdicts": kept})


@admin.register(RuleSet)
class RuleSetAdmin(MachineAdmin):
    subject = Subject.UPKEEP
    purpose = gettext_lazy("What the rules were, from when on")
    list_display = ("digest", "since", "confirmed_by", "changed")
    list_filter = ("since",)
    search_fields = ("digest",)
    list_select_related = ("confirmed_by",)

    @admin.display(description=gettext_lazy("verdicts that changed"))
    def changed(self, version: RuleSet) -> SafeString:
        return format_html("{}", "; ".join(version.confirmed))
