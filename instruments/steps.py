"""The finder's questions one at a time: which page follows which, and when a question no longer matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from instruments import answers, eligibility
from instruments.eligibility import EVERYWHERE
from instruments.enums import Affiliation
from instruments.finder import Entry, Result
from instruments.questions import Given, Question

STEP = "step"
"""The key of the page asked for: the number of a step, or `ALL`; without it the result, or the first step."""

ALL = "all"


@dataclass(frozen=True)
class Step:
    """A page of questions: the fields that it asks for; a title and what helps to answer, where no single field has them."""

    fields: tuple[str, ...]
    title: str | Promise = ""
    about: str | Promise = ""


STEPS = (
    Step(("affiliation",)),
    Step(("history",)),
    Step(
        ("partners", "partner"),
        _("How many foreign partners, and where?"),
        _("Some instruments take one partner only; the amount may depend on the country."),
    ),
    Step(
        ("position", "recruited", "award"),
        _("Where are you in your career?"),
        _("A first exchange is for young researchers: a recent recruitment or an award opens it."),
    ),
    Step(("partner_kind",)),
)


def step_of(field: str) -> str:
    """The number of the step that asks for `field`; `ALL` for one that no step asks for."""
    return next((str(number) for number, step in enumerate(STEPS, 1) if field in step.fields), ALL)


@dataclass(frozen=True)
class Flow:
    """The way through the questions for the answers of `result`; `asked` is the page asked for."""

    result: Result
    asked: str

    @property
    def number(self) -> int | None:
        """The number of the step to show, from 1; None for the result or for all questions."""
        if self.asked in {str(number) for number, _ in enumerate(STEPS, 1)}:
            return int(self.asked)
        return None if self.asked == ALL or self.result.given else 1

    @property
    def template(self) -> str:
        if self.number:
            return "instruments/find_question.html"
        return "instruments/find_all.html" if self.asked == ALL else "instruments/find_result.html"

    @property
    def step(self) -> Step:
        return STEPS[(self.number or 1) - 1]

    @property
    def questions(self) -> list[Question]:
        """The questions of the step."""
        return [Question(self.result.form[name]) for name in self.step.fields]

    @property
    def title(self) -> str:
        """The question of the page: that of its field, if it has one alone."""
        return str(self.step.title or self.questions[0].field.label)

    @property
    def about(self) -> str:
        """What helps to answer."""
        return str(self.step.about or self.questions[0].field.help_text)

    @cached_property
    def open(self) -> set[str]:
        """The questions on which an instrument that is still possible depends."""
        return {name for entry in self.result.possible for name in _asked_by(entry)}

    def _matters(self, step: Step) -> bool:
        """Whether a step has an answer, or one could still change something."""
        return not (self.open | self.result.given.keys()).isdisjoint(step.fields)

    @cached_property
    def needed(self) -> list[int]:
        """Numbers of the steps that were answered or can still change something, and of the one shown."""
        return [number for number, step in enumerate(STEPS, 1) if number == self.number or self._matters(step)]

    @property
    def before(self) -> int | None:
        """Number of the step before this one; None for the first."""
        return max((number for number in self.needed if number < (self.number or 1)), default=None)

    @property
    def after(self) -> int | None:
        """Number of the step after this one; None when the result follows."""
        return min((number for number in self.needed if number > (self.number or 1)), default=None)

    @property
    def progress(self) -> list[str]:
        """State of each step for the bar: "done", "now" or ""."""
        return [
            "now" if number == self.number else "done" if number < (self.number or 1) else "" for number in self.needed
        ]

    @property
    def position(self) -> int:
        """Place of the step among those needed, from 1."""
        return self.needed.index(self.number or 1) + 1

    @property
    def is_guest(self) -> bool:
        """Whether somebody abroad goes on from the first step: a page of their own answers them."""
        return (self.number or 1) > 1 and self.result.form.cleaned_data.get("affiliation") == Affiliation.FOREIGN

    @property
    def instead(self) -> str | None:
        """The page to show instead of the step asked for: an earlier one with an error, or what follows; None to stay."""
        if not self.number:
            return None
        wrong = [
            number for number, step in enumerate(STEPS, 1) if not self.result.form.errors.keys().isdisjoint(step.fields)
        ]
        if wrong and wrong[0] < self.number:
            return str(wrong[0])
        return None if self.number == 1 or self._matters(self.step) else str(self.after or "")

    def query(self, step: str) -> str:
        """Query string of the answers, shown at `step`; "" for the result."""
        return "&".join(part for part in (self.result.query, urlencode({STEP: step}) if step else "") if part)

    @property
    def next_open(self) -> str:
        """Query string of the first step that could still change something and has no answer; "" for none."""
        unanswered = self.open - self.result.given.keys()
        found = (str(number) for number, step in enumerate(STEPS, 1) if not unanswered.isdisjoint(step.fields))
        step = next(found, "")
        return self.query(step) if step else ""

    def answers(self, countries: Mapping[str, str]) -> list[Given]:
        """The answers given, in the order of the steps, one line for each question; `countries` are names by ISO code."""
        names = [name for step in STEPS for name in step.fields]
        found = []
        for name in [*names, *(key for key in self.result.given if key not in names)]:
            if values := self.result.given.get(name):
                said = [self.result.words_of(self.result.form[name], value, countries) for value in values]
                found.append(Given(answers.short_label(name), ", ".join(said), self.query(step_of(name))))
        return found

    @property
    def query_before(self) -> str:
        return self.query(str(self.before))

    @property
    def query_all(self) -> str:
        return self.query(ALL)

    @property
    def query_first(self) -> str:
        return self.query("1")


def _asked_by(entry: Entry) -> set[str]:
    """Questions on which the verdict or the amount of an instrument depends."""
    found = {
        eligibility.QUESTION[each.kind] for each in entry.sheet.rules.criteria if each.kind in eligibility.QUESTION
    }
    if any(rule.zone != EVERYWHERE for rule in entry.sheet.rules.funding):
        found.add("partner")
    return found
