"""The finder's questions as they stand on a page: controls, what they hold, what is wrong with them, answers given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, DateField, IntegerField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from instruments import answers
from instruments.answers import FinderForm, OneField, SpanField
from sites.atlas.feature import FRENCH

# A choice in the words of the one who answers, and an example; a value without any has the label of its list.
CHOICES: dict[tuple[str, str], tuple[str | Promise, str | Promise]] = {
    ("affiliation", "inserm"): (_("At Inserm"), _("In a unit, a centre or a department of the institute.")),
    ("affiliation", "foreign"): (
        _("Abroad"),
        _("In a university, a hospital or an institute of another country: your partner at Inserm applies."),
    ),
    ("affiliation", "other"): (
        _("Elsewhere in France"),
        _("In a university, a hospital or another French institute."),
    ),
    ("history", "new"): (_("Not yet"), _("We have met, or have only read each other's papers.")),
    ("history", "emerging"): (
        _("We have begun"),
        _("A visit, a student whom we share, first results: a partnership that is taking shape."),
    ),
    ("history", "established"): (
        _("Yes, for years"),
        _("Joint publications or grants: a partnership that has proved itself."),
    ),
    ("partner_kind", "laboratory"): (
        _("Yes, as two laboratories"),
        _("One laboratory of Inserm and one abroad, which have long worked together."),
    ),
    ("partner_kind", "team"): (_("No, as teams"), _("The partnership is between teams, or the label is for later.")),
    ("partner_kind", "institution"): (_("The partner is an institution"), _("An agency, a ministry, a university.")),
}


@dataclass(frozen=True)
class Choice:
    """An answer to choose: its value, its label, an example ("" for none)."""

    value: str
    label: str
    example: str


def label_of(question: str, value: str, otherwise: Any) -> str:
    """The words of an answer: those of the one who answers, or else the label of its list."""
    return str(CHOICES.get((question, value), (otherwise, ""))[0])


@dataclass(frozen=True)
class Question:
    """A question of the form: its control, what it holds, its errors."""

    field: BoundField

    @property
    def kind(self) -> str:
        """Kind of control: "choice", "awards", "countries", "number", "date" or "span" (day, month, year)."""
        kinds = {OneField: "choice", IntegerField: "number", DateField: "date", SpanField: "span"}
        own = {"award": "awards", "partner": "countries"}
        return own.get(self.field.name) or kinds[type(self.field.field)]

    @property
    def values(self) -> list[str]:
        value = self.field.value()
        if self.kind == "date" and (day := self.field.form.cleaned_data.get(self.field.name)):
            value = day.isoformat()  # the only way that a date control takes it
        return list(value or []) if self.kind in ("awards", "countries") else [value or ""]

    @property
    def choices(self) -> list[Choice]:
        """The answers to choose from, without the blank one; a value given that is no choice stands among them."""
        known = [(value, label) for value, label in self.field.field.choices if value]  # type: ignore[attr-defined]
        unlisted = [(value, value[:40]) for value in self.unlisted if value]
        found = [(value, CHOICES.get((self.field.name, value), (label, ""))) for value, label in (*known, *unlisted)]
        return [Choice(value, str(label), str(example)) for value, (label, example) in found]

    @property
    def unlisted(self) -> list[str]:
        """Values given that are no choice of the control; shown all the same, to be corrected."""
        zones = getattr(self.field.form, "zones", {})
        listed = {
            "choice": dict(getattr(self.field.field, "choices", ())),
            "awards": dict(FinderForm.awards),
            "countries": {"", *zones} - FRENCH,
        }.get(self.kind)
        return [] if listed is None else [value for value in self.values if value not in listed]

    @property
    def slots(self) -> list[str]:
        """Values of the country controls: one per country given, and an empty one."""
        return [*self.values, ""]

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """(name, label, value) of the controls of a date known in part: day, month, year."""
        return answers.parts(self.field.name, self.values[0])

    @property
    def described_by(self) -> str:
        """Value of `aria-describedby`: ids of the help text and of the error, if there is one."""
        return f"help-{self.field.name} error-{self.field.name}"


@dataclass(frozen=True)
class Given:
    """An answer that was given: the label of its question, its text, and the query string of the page that asks for it."""

    label: str
    text: str
    query: str
