"""Reads the rules from the database into the plain values that `eligibility` assesses, in five queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch

from instruments import eligibility
from instruments.enums import FactKind
from instruments.models import Call, Criterion, FundingRule, Instrument, InstrumentFact
from portal.core.content import version
from portal.core.models import Source
from portal.core.text import languages


@dataclass
class Sheet:
    """An instrument with its rules, the sources of each rule, how to apply, and its published calls."""

    instrument: Instrument
    rules: eligibility.Rules
    sources: dict[eligibility.Criterion | eligibility.Funding, list[Source]] = field(default_factory=dict)
    applying: list[InstrumentFact] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


@version.kept
def sheets() -> list[Sheet]:
    """All public instruments that a current source describes, in the order of the ladder. Five queries."""
    criteria = _with_sources(
        Criterion.objects.order_by("-route__is_common", "route__order", "route_id", "order", "pk"),
        "route__instrument_id",
        *("route_id", "route__is_common", "kind", "value"),
    )
    funding = _with_sources(
        FundingRule.objects.order_by("order", "pk"),
        "instrument_id",
        *("zone", "amount", "is_ceiling", "basis", "years", "years_is_minimum"),
    )
    return [_sheet(instrument, criteria[instrument.pk], funding[instrument.pk]) for instrument in _instruments()]


def _instruments() -> Iterable[Any]:
    """Those instruments, with how to apply (`steps`) and the published calls (`editions`) prefetched."""
    applying = InstrumentFact.objects.filter(kind=FactKind.APPLICATION, is_earlier=False).order_by("order", "pk")
    calls = Call.objects.published().order_by(F("closes_at").asc(nulls_last=True), "code")
    found = Instrument.objects.published().ladder().order_by(F("stage").asc(nulls_last=True), "order", "code")
    return found.prefetch_related(Prefetch("facts", applying, "steps"), Prefetch("calls", calls, "editions"))


def _with_sources(rows: Any, instrument: str, *columns: str) -> dict[int, list[tuple[dict[str, Any], list[Source]]]]:
    """Groups `rows` by instrument as (row, sources), in the same order, sources newest first. One query."""
    titles = [languages.localized("title", code) for code in languages.codes()]
    of_source = ("pk", "publisher", "language", "basis", "dated", "dated_to", *titles)
    found: dict[int, tuple[int, dict[str, Any], list[Source]]] = {}
    for row in rows.values("pk", instrument, *columns, *(f"sources__{name}" for name in of_source)):
        _, _, sources = found.setdefault(row["pk"], (row[instrument], row, []))
        if row["sources__pk"]:
            sources.append(Source(**{name: row[f"sources__{name}"] for name in of_source}))
    grouped: dict[int, list[tuple[dict[str, Any], list[Source]]]] = defaultdict(list)
    for owner, row, sources in found.values():
        grouped[owner].append((row, sorted(sources, key=lambda source: str(source.dated), reverse=True)))
    return grouped


def _sheet(instrument: Any, criteria: list[Any], funding: list[Any]) -> Sheet:
    """Sheet of one instrument, from its rows with their sources."""
    sources: dict[eligibility.Criterion | eligibility.Funding, list[Source]] = {}
    kinds, seen = Counter(row["kind"] for row, _ in criteria), Counter[str]()
    by_route: dict[int, list[eligibility.Criterion]] = defaultdict(list)
    common: list[eligibility.Criterion] = []
    for row, stated in criteria:
        values = tuple(value.strip() for value in row["value"].split(",") if value.strip())
        code = row["kind"] if kinds[row["kind"]] == 1 else f"{row['kind']}:{'+'.join(values)}"
        seen[code] += 1
        code = code if seen[code] == 1 else f"{code}:{seen[code]}"  # the same condition in two routes
        criterion = eligibility.Criterion(code, row["kind"], values)
        (common if row["route__is_common"] else by_route[row["route_id"]]).append(criterion)
        sources[criterion] = stated
    paid = []
    for row, stated in funding:
        rule = eligibility.Funding(
            *(row[name] for name in ("zone", "amount", "is_ceiling", "basis", "years", "years_is_minimum"))
        )
        paid.append(rule)
        sources[rule] = stated
    routes = tuple(tuple(route) for route in by_route.values())
    rules = eligibility.Rules(instrument.code, instrument.mode, tuple(common), routes, tuple(paid))
    return Sheet(instrument, rules, sources, instrument.steps, instrument.editions)
