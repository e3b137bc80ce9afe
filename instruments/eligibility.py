"""Eligibility: assesses a profile by the rules of an instrument. Pure Python, standard library only.

Logic is three-valued: a missing answer makes a criterion *unknown*, never *unmet*. Reasons are codes, which
`instruments/words.py` puts into words. Dates are days in Europe/Paris; money is integer euros.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any


class State(StrEnum):
    """State of a criterion, for one profile on one day."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    """Fit of an instrument, from best to worst; NOT_OPEN means that nobody can apply, whatever the profile."""

    FITS = "fits"
    MAY_FIT = "may-fit"
    DOES_NOT_FIT = "does-not-fit"
    NOT_OPEN = "not-open"


# Kinds of criteria, and the answer each of them asks for.
QUESTION = {
    "affiliation": "affiliation",
    "history": "history",
    "partner-kind": "partner_kind",
    "partners-min": "partners",
    "partners-max": "partners",
    "position": "position",
    "recruited-under-years": "recruited",
    "award": "award",
}
NUMERIC = frozenset({"partners-min", "partners-max", "recruited-under-years"})
# An instrument of this mode is chosen by the Directorate General: there is no application.
DIRECTED = "directed"
EVERYWHERE = "any"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition. `values`: the answers that meet it, or the number of a numeric kind; `code`: unique in its rules."""

    code: str
    kind: str
    values: tuple[str, ...]

    @property
    def number(self) -> int:
        """The number of a numeric criterion."""
        return int(self.values[0])


@dataclass(frozen=True, slots=True)
class Funding:
    """Funding for partners of one zone ("any", "europe", "outside-europe"): integer euros per "project" or "year"."""

    zone: str
    amount: int | None
    is_ceiling: bool = False
    basis: str = "project"
    years: int | None = None
    years_is_minimum: bool = False


@dataclass(frozen=True)
class Rules:
    """Rules of one instrument: all common criteria must hold, and all criteria of one route, if there are routes."""

    instrument: str
    mode: str
    common: tuple[Criterion, ...] = ()
    routes: tuple[tuple[Criterion, ...], ...] = ()
    funding: tuple[Funding, ...] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, common ones first."""
        return (*self.common, *(criterion for route in self.routes for criterion in route))


@dataclass(frozen=True, slots=True)
class Span:
    """A date known in part: between `earliest` and `latest`, both included."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Profile:
    """Answers of one person; None: not answered. `awards`: awards held; `zones`: zones of the partners' countries."""

    affiliation: str | None = None
    history: str | None = None
    partner_kind: str | None = None
    partners: int | None = None
    position: str | None = None
    recruited: Span | None = None
    awards: frozenset[str] | None = None
    zones: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion with its state. `route`: number of the alternative it belongs to, from 1; 0 for a common criterion.

    `until`: the last day on which a time limit is surely met; `since`: the first on which it surely no longer is.
    """

    criterion: Criterion
    state: State
    route: int = 0
    until: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A single answer that would change the verdict to `fit`. For the key "on", `value` is an ISO date."""

    key: str
    value: str
    fit: Fit


@dataclass(frozen=True, slots=True)
class Verdict:
    """Verdict on an instrument for a profile: fit, criteria with their states, funding, changes, assumptions.

    `funding` holds the rules that may apply: one if the partners' zone determines it, else several.
    """

    instrument: str
    fit: Fit
    findings: tuple[Finding, ...]
    funding: tuple[Funding, ...]
    changes: tuple[Change, ...]
    assumptions: tuple[str, ...]

    @property
    def amount(self) -> Funding | None:
        """The rule that states the amount; None if no source states one, or if several rules may apply."""
        return self.funding[0] if len(self.funding) == 1 else None


def assess(rules: Rules, profile: Profile, on: date) -> Verdict:
    """Assesses `rules` for `profile` on the day `on` (Europe/Paris), and returns the verdict."""
    funding = tuple(_funding(rules, profile))
    if rules.mode == DIRECTED:
        return Verdict(rules.instrument, Fit.NOT_OPEN, (), funding, (), ())
    fit = _fit(rules, profile, on)
    findings = tuple(_findings(rules, profile, on))
    return Verdict(
        rules.instrument, fit, findings, funding, tuple(_changes(rules, profile, on, fit, findings)), _assumed(rules)
    )


def anniversary(day: date, years: int) -> date:
    """The same day `years` years later; 28 February for the 29th in a common year.

    Beyond the range of `date`, its last or first day.
    """
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if years > 0 else date.min
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _holds(criterion: Criterion, profile: Profile, on: date) -> bool | None:
    """Whether `criterion` holds for `profile`; None if that is unknown."""
    kind, values = criterion.kind, criterion.values
    if kind == "recruited-under-years":
        return _recent(profile.recruited, criterion.number, on)
    if kind in ("partners-min", "partners-max"):
        if profile.partners is None:
            return None
        return profile.partners >= criterion.number if kind == "partners-min" else profile.partners <= criterion.number
    if kind == "award":
        return None if profile.awards is None else not profile.awards.isdisjoint(values)
    answer = getattr(profile, QUESTION[kind], None) if kind in QUESTION else None
    return None if answer is None else answer in values


def _recent(recruited: Span | None, years: int, on: date) -> bool | None:
    """Whether the recruitment was less than `years` years before `on` (on the anniversary: no); None if unknown."""
    if recruited is None:
        return None
    if on < anniversary(recruited.earliest, years):
        return True
    return False if on >= anniversary(recruited.latest, years) else None


def _all(criteria: Iterable[Criterion], profile: Profile, on: date) -> bool | None:
    """Whether all `criteria` hold; None if that is unknown."""
    found: bool | None = True
    for criterion in criteria:
        holds = _holds(criterion, profile, on)
        if holds is False:
            return False
        if holds is None:
            found = None
    return found


def _fit(rules: Rules, profile: Profile, on: date) -> Fit:
    """Fit of an instrument for `profile` on the day `on`."""
    if not rules.criteria:
        return Fit.MAY_FIT  # no source says who may apply: unknown, not "everybody"
    common = _all(rules.common, profile, on)
    if common is False:
        return Fit.DOES_NOT_FIT
    route: bool | None = not rules.routes
    for criteria in rules.routes:
        holds = _all(criteria, profile, on)
        if holds:
            route = True
            break
        if holds is None:
            route = None
    if route is False:
        return Fit.DOES_NOT_FIT
    return Fit.FITS if common and route else Fit.MAY_FIT


def _findings(rules: Rules, profile: Profile, on: date) -> Iterator[Finding]:
    """Yields every criterion with its state."""
    for number, criteria in enumerate((rules.common, *rules.routes)):
        for criterion in criteria:
            holds = _holds(criterion, profile, on)
            state = State.UNKNOWN if holds is None else State.MET if holds else State.UNMET
            if criterion.kind == "recruited-under-years" and profile.recruited:
                until = anniversary(profile.recruited.earliest, criterion.number) - timedelta(days=1)
                since = anniversary(profile.recruited.latest, criterion.number)
                yield Finding(criterion, state, number, until, since)
            else:
                yield Finding(criterion, state, number)


def _funding(rules: Rules, profile: Profile) -> Iterator[Funding]:
    """Yields the funding rules with an amount that may apply to the partners' zones; all if no country is given."""
    for rule in rules.funding:
        if rule.amount is not None and (rule.zone == EVERYWHERE or not profile.zones or rule.zone in profile.zones):
            yield rule


_RANK = {Fit.FITS: 0, Fit.MAY_FIT: 1, Fit.DOES_NOT_FIT: 2}


def _changes(rules: Rules, profile: Profile, on: date, fit: Fit, findings: tuple[Finding, ...]) -> Iterator[Change]:
    """Yields single answers that improve the verdict, best first; if it fits, the days from which it no longer does."""
    if fit is Fit.FITS:
        yield from _later(rules, profile, on, findings)
        return
    found: dict[tuple[str, str], Change] = {}
    for finding in findings:
        if finding.state is State.MET:
            continue
        for key, value, changed in _answers(finding.criterion, profile, on):
            if (key, value) not in found:
                after = _fit(rules, changed, on)
                if _RANK[after] < _RANK[fit]:
                    found[key, value] = Change(key, value, after)
    yield from sorted(found.values(), key=lambda change: _RANK[change.fit])


def _later(rules: Rules, profile: Profile, on: date, findings: Iterable[Finding]) -> Iterator[Change]:
    """Yields the days after `on` at which the verdict worsens by time alone; a date known in part gives two."""
    surely = {finding.until + timedelta(days=1) for finding in findings if finding.until and finding.until < date.max}
    surely_not = {finding.since for finding in findings if finding.since}
    last = Fit.FITS
    for day in sorted(surely | surely_not):
        if on < day < date.max and (fit := _fit(rules, profile, day)) is not last:
            yield Change("on", day.isoformat(), fit)
            last = fit


def _answers(criterion: Criterion, profile: Profile, on: date) -> Iterator[tuple[str, str, Profile]]:
    """Yields (question, answer, profile with that answer) for each answer that meets `criterion`.

    For a recruitment that is not answered, the earliest day that meets it; an answered one cannot change.
    """
    kind = criterion.kind
    if kind == "recruited-under-years":
        day = anniversary(on, -criterion.number) + timedelta(days=1)
        while anniversary(day, criterion.number) <= on:  # 28 and 29 February share their anniversary
            day += timedelta(days=1)
        if profile.recruited is None and day <= on:
            yield "recruited", day.isoformat(), replace(profile, recruited=Span(day, day))
    elif kind in ("partners-min", "partners-max"):
        yield "partners", str(criterion.number), replace(profile, partners=criterion.number)
    elif kind == "award":
        for value in criterion.values:
            yield "award", value, replace(profile, awards=(profile.awards or frozenset()) | {value})
    elif kind in QUESTION and kind not in NUMERIC:
        for value in criterion.values:
            answer: dict[str, Any] = {QUESTION[kind]: value}
            yield QUESTION[kind], value, replace(profile, **answer)


def _assumed(rules: Rules) -> tuple[str, ...]:
    """Codes of the assumptions that the verdict makes where no source states a rule; shown with the verdict."""
    found = []
    if any(criterion.kind == "recruited-under-years" for criterion in rules.criteria):
        found.append("recruited-counted-to")
    if any(rule.zone != EVERYWHERE for rule in rules.funding):
        found.append("europe-is-a-reading")
    if any(rule.amount is not None and rule.basis == "project" for rule in rules.funding):
        found.append("amount-in-total")
    return tuple(found)
