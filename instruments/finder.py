"""Results of the finder: verdicts with their texts, shared by the page and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.utils import timezone
from django.utils.text import Truncator, capfirst

from instruments import answers, eligibility, versions, words
from instruments.answers import FinderForm
from instruments.eligibility import Fit, State
from instruments.enums import Verdict
from instruments.models import Call
from instruments.phases import PAST
from instruments.questions import Question, label_of
from instruments.reasons import Reason
from instruments.rules import Sheet
from portal.core.dates import PartialDate
from portal.core.models import Source
from portal.core.pages.footnotes import References
from portal.core.text import languages, numbers

EMPTY: tuple[Any, ...] = (None, "", [])  # unlike 0, not an answer


@dataclass(frozen=True)
class Route:
    """An alternative way to qualify: its criteria, and their combined state."""

    reasons: list[Reason]

    @property
    def state(self) -> str:
        states = {reason.finding.state for reason in self.reasons}
        return next((state.value for state in (State.UNMET, State.UNKNOWN) if state in states), State.MET.value)

    @property
    def state_text(self) -> str:
        return words.state(State(self.state))


@dataclass(frozen=True)
class Other:
    """A single different answer: its text, the fit that it would give, and the address with that answer."""

    change: eligibility.Change
    query: str

    @property
    def text(self) -> str:
        return capfirst(words.change(self.change.key, self.change.value))

    @property
    def fit_text(self) -> str:
        return str(Verdict(self.change.fit.value).label)


@dataclass(frozen=True)
class Entry:
    """An instrument of the results: its verdict, and what explains it."""

    sheet: Sheet
    verdict: eligibility.Verdict
    given: Mapping[str, list[str]]
    version: str
    references: References

    @property
    def instrument(self) -> Any:
        return self.sheet.instrument

    @property
    def fit(self) -> str:
        return self.verdict.fit.value

    @property
    def fit_text(self) -> str:
        return str(Verdict(self.fit).label)

    @property
    def is_possible(self) -> bool:
        """Whether it fits or may fit."""
        return self.verdict.fit in (Fit.FITS, Fit.MAY_FIT)

    def _reasons(self, route: int) -> list[Reason]:
        """Criteria of one route; 0 for the common ones."""
        found = [finding for finding in self.verdict.findings if finding.route == route]
        stated = [(finding, self.sheet.sources.get(finding.criterion, [])) for finding in found]
        return [Reason(finding, sources, self.references.marks_of(sources)) for finding, sources in stated]

    @cached_property
    def common(self) -> list[Reason]:
        """Criteria that always apply."""
        return self._reasons(0)

    @cached_property
    def routes(self) -> list[Route]:
        """Alternative ways to qualify."""
        return [Route(self._reasons(number)) for number, _ in enumerate(self.sheet.rules.routes, 1)]

    @cached_property
    def others(self) -> list[Other]:
        """Single different answers that change the verdict."""
        return [
            Other(change, answers.query(answers.changed(self.given, change.key, change.value), self.version))
            for change in self.verdict.changes
        ]

    @cached_property
    def name(self) -> str:
        """The full name, with its acronym: "International Research Project (IRP)"."""
        return words.full_name(self.instrument)

    @property
    def short_name(self) -> str:
        return languages.text_of(self.instrument, "short_name").value

    @cached_property
    def payment(self) -> str:
        """What is paid, and for how long, in one phrase; "" if no source states it."""
        return words.payment(self.verdict.funding)

    @cached_property
    def why(self) -> str:
        """The one reason that decides, as a sentence."""
        return words.deciding(self.sheet.rules, self.verdict)

    @property
    def until(self) -> str:
        """The last day on which it surely fits, if time alone ends it, as text; "" if it does not."""
        days = [change.value for change in self.verdict.changes if change.key == "on"]
        return words.day_before(days[0]) if days and self.verdict.fit is Fit.FITS else ""

    @property
    def amounts(self) -> list[tuple[str, str]]:
        """(amount, duration) as texts, for each funding rule that may apply."""
        return [(capfirst(words.funding(rule)), words.duration(rule)) for rule in self.verdict.funding]

    @property
    def amount_note(self) -> str:
        """Explains why several amounts are shown; "" for a single one."""
        if len(self.verdict.funding) < 2:
            return ""
        return words.several_amounts(bool(self.given.get("partner")))

    @property
    def amount_marks(self) -> list[tuple[int, Source]]:
        """(number, source) of the sources of the amounts."""
        known = {source.pk: source for rule in self.verdict.funding for source in self.sheet.sources.get(rule, [])}
        return self.references.marks_of(known.values())

    @property
    def assumptions(self) -> list[str]:
        """Texts of the assumptions made."""
        return [words.assumption(code) for code in self.verdict.assumptions]

    @property
    def calls(self) -> list[Call]:
        """The published calls that are not over."""
        now = timezone.now()
        current = [call for call in self.sheet.calls if call.phase(now) not in PAST]
        return sorted(current, key=lambda call: call.reading_key(now))

    @property
    def beginning(self) -> str:
        """Text on how the instrument starts."""
        return words.beginning(self.sheet.rules.mode)

    @property
    def start(self) -> str:
        """Text on how the instrument starts; "" where the content's own texts on it, shown after it, say so."""
        return "" if self.sheet.applying else self.beginning


@dataclass(frozen=True)
class Group:
    """The instruments with the same fit, and the label of that fit."""

    fit: str
    label: str
    entries: list[Entry]


@dataclass
class Result:
    """All verdicts for the answers of a form, and the `version` of the rules applied."""

    form: FinderForm
    sheets: list[Sheet]

    @cached_property
    def version(self) -> str:
        """Hash of the rules applied."""
        return versions.digest(versions.document(self.sheets))

    @cached_property
    def references(self) -> References:
        """Sources of all rules, numbered in the order of the page."""
        found = References()
        for sheet in self.sheets:
            for sources in sheet.sources.values():
                for source in sources:
                    found.add(source)
        return found

    @cached_property
    def given(self) -> dict[str, list[str]]:
        """Answers as given, by question."""
        return answers.given(self.form)

    @cached_property
    def entries(self) -> list[Entry]:
        """An entry per instrument, in the order of the ladder."""
        profile, day = answers.profile(self.form), self.form.day
        return [
            Entry(sheet, eligibility.assess(sheet.rules, profile, day), self.given, self.version, self.references)
            for sheet in self.sheets
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The instruments by fit, in four groups, without empty ones."""
        found = [(fit, [entry for entry in self.entries if entry.verdict.fit is fit]) for fit in Fit]
        return [Group(fit.value, str(Verdict(fit.value).label), entries) for fit, entries in found if entries]

    @property
    def summary(self) -> str:
        """Number of instruments per fit, as text."""
        return words.summary({group.fit: len(group.entries) for group in self.groups})

    @cached_property
    def possible(self) -> list[Entry]:
        """The instruments that fit or may fit."""
        return [entry for entry in self.entries if entry.is_possible]

    @cached_property
    def best(self) -> list[Entry]:
        """The instruments that fit; those that may fit when none does."""
        return [entry for entry in self.possible if entry.verdict.fit is Fit.FITS] or self.possible

    @property
    def others(self) -> list[Entry]:
        """The instruments beside the best ones."""
        return [entry for entry in self.entries if not self.best or entry.fit != self.best[0].fit]

    @property
    def sentence(self) -> str:
        """The result in one sentence: "First Steps fits: €10,000 for 1 year"."""
        named = [(entry.name if len(self.best) == 1 else entry.short_name, entry.payment) for entry in self.best]
        return words.outcome(named, self.best[0].fit if self.best else "")

    @property
    def query(self) -> str:
        """Query string to save: the answers in order, and the version of the rules."""
        return answers.query(self.given, self.version)

    @property
    def questions(self) -> list[Question]:
        return [Question(field) for field in self.form]

    def words_of(self, field: BoundField, value: str, countries: Mapping[str, str]) -> str:
        """An answer in words; `countries` are names by ISO code."""
        named = {"partner": countries, "award": dict(FinderForm.awards)}.get(field.name, {})
        choices = dict(getattr(field.field, "choices", ()))
        known = named.get(value) or choices.get(value) or _as_date(field.name, value) or Truncator(value).chars(40)
        return capfirst(label_of(field.name, value, known))

    @property
    def maps(self) -> list[tuple[str, str]]:
        """(ISO code, query string of the map) for each country given, to show existing cooperations."""
        return [(code, urlencode({"country": code})) for code in self.form.cleaned_data.get("partner", [])]

    @property
    def is_abroad(self) -> bool:
        """Whether the affiliation given is not Inserm."""
        return bool(self.form.cleaned_data.get("affiliation") not in ("", None, "inserm"))


def _as_date(question: str, value: str) -> str:
    """A date known in part, as given, in words; "" for what is none."""
    try:
        return numbers.partial_date(PartialDate.parse(value)) if question in ("recruited", "on") else ""
    except ValueError:
        return ""


def payload(result: Result, origin: str) -> dict[str, Any]:
    """The result as a JSON object: addresses begin with `origin`, amounts are integer euros, codes are neutral."""
    data = result.form.cleaned_data
    answered = {
        key: _answer(key, values[-1], data[key]) for key, values in result.given.items() if data.get(key) not in EMPTY
    }
    found: dict[str, Any] = {
        "on": result.form.day.isoformat(),
        "rules_version": result.version,
        "profile": answered,
        "verdicts": [_verdict(entry, origin) for entry in result.entries],
    }
    if result.form.errors:
        found["errors"] = {field: [str(error) for error in errors] for field, errors in result.form.errors.items()}
    return found


def _answer(key: str, given: str, cleaned: Any) -> Any:
    """A valid answer for JSON: a list for several values, a number, or the text as given."""
    return cleaned if key in ("award", "partner", "partners") else given


def _verdict(entry: Entry, origin: str) -> dict[str, Any]:
    """An entry as a JSON object."""
    address = origin + entry.instrument.get_absolute_url()
    routes = [reason for route in entry.routes for reason in route.reasons]
    return {
        "instrument": entry.verdict.instrument,
        "name": languages.text_of(entry.instrument, "name").value,
        "url": address,
        "verdict": entry.fit,
        "criteria": [
            {
                "code": reason.finding.criterion.code,
                "state": reason.state,
                "text": reason.text,
                "source": reason.source,
                "route": reason.finding.route or None,
            }
            for reason in (*entry.common, *routes)
        ],
        "amount": _amount(entry.verdict.amount),
        "amounts": [_amount(rule) for rule in entry.verdict.funding],
        "changes": [
            {
                "key": other.change.key,
                "value": other.change.value,
                "verdict": other.change.fit.value,
                "text": other.text,
                "query": other.query,
            }
            for other in entry.others
        ],
        "assumptions": [
            {"code": code, "text": text}
            for code, text in zip(entry.verdict.assumptions, entry.assumptions, strict=True)
        ],
    }


def _amount(rule: eligibility.Funding | None) -> dict[str, Any] | None:
    """A funding rule as a JSON object; integer euros."""
    if rule is None:
        return None
    return {
        "value": rule.amount,
        "currency": "EUR",
        "basis": rule.basis,
        "ceiling": rule.is_ceiling,
        "years": rule.years,
        "zone": rule.zone,
    }
