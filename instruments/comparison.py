"""Comparison table of instruments, and sections of an instrument's page, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from instruments import words
from instruments.enums import FactKind, Mode
from instruments.models import Instrument
from portal.core.content import version
from portal.core.pages.sections import Section

# Subjects of the table, in order. Amounts and durations come from the funding rules, the rest from facts.
COMPARED = (
    FactKind.WHO,
    FactKind.PARTNERS,
    FactKind.GEOGRAPHY,
    FactKind.FUNDING,
    FactKind.DURATION,
    FactKind.DECISION,
    FactKind.APPLICATION,
)
# Subjects that a reader looks for on every instrument's page.
EXPECTED = frozenset({*COMPARED, FactKind.PURPOSE, FactKind.THEME})
# And on some: by what a call selects, and which or how many the Directorate General has chosen.
EXPECTED_OF = {Mode.CALL: {FactKind.CRITERION}, Mode.DIRECTED: {FactKind.VOLUME}}


@version.kept
def ladder() -> list[Instrument]:
    """Current instruments by stage, with the relations that the ladder, the comparison and the list of calls need."""
    return list(Instrument.objects.published().ladder().for_list().prefetch_related("routes__criteria"))


def section(instrument: Instrument, kind: FactKind) -> Section:
    """Section on one subject: texts of rules first, then facts, earlier versions apart."""
    facts = (fact for fact in instrument.facts.all() if fact.kind == kind)
    found = Section.of(kind.value, str(kind.label), facts, is_ordered=kind == FactKind.STEP)
    if kind == FactKind.FUNDING:
        found.lines = [(words.funding(rule), rule) for rule in instrument.funding.all() if rule.amount]
    if kind == FactKind.DURATION:
        found.lines = _once((words.duration(rule), rule) for rule in instrument.funding.all() if rule.years)
    return found


def page_section(instrument: Instrument, kind: FactKind) -> Section:
    """Section on one subject of a page, which adds the conditions to who may apply."""
    found = section(instrument, kind)
    found.has_more = kind == FactKind.WHO and bool(instrument.routes.all())
    return found


def sections(instrument: Instrument) -> list[Section]:
    """Sections of the page, in the order of the kinds; an expected one without content is named in the closing line."""
    expected = EXPECTED | EXPECTED_OF.get(Mode(instrument.mode), set())
    every = [(kind, page_section(instrument, kind)) for kind in FactKind if kind != FactKind.NAME]
    return [found for kind, found in every if found.is_shown or kind in expected]


@dataclass(frozen=True)
class Conditions:
    """Who may apply, by the rules: common criteria, and routes of which one is enough."""

    common: list[Any]
    routes: list[list[Any]]


def conditions(instrument: Instrument) -> Conditions:
    """Conditions of an instrument, from its rules."""
    found = list(instrument.routes.all())
    common = [criterion for route in found if route.is_common for criterion in route.criteria.all()]
    return Conditions(common, [list(route.criteria.all()) for route in found if not route.is_common])


@dataclass(frozen=True)
class Row:
    """A row of the comparison: a subject, and for each instrument a section and the side that it stands on."""

    label: str
    cells: list[tuple[Section, str]]

    @property
    def stated(self) -> list[Any]:
        """The rules and facts whose words the cells show."""
        return [
            sourced for found, _side in self.cells for sourced in ([rule for _, rule in found.lines] or found.facts)
        ]


def table(columns: Iterable[tuple[Instrument, str]]) -> list[Row]:
    """Rows of the comparison, one per subject, of instruments with their sides; a cell without content has a dash."""
    found = list(columns)
    return [
        Row(str(kind.label), [(section(instrument, kind), side) for instrument, side in found]) for kind in COMPARED
    ]


def _once(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    seen: dict[str, Any] = {}
    for text, rule in pairs:
        seen.setdefault(text, rule)
    return list(seen.items())
