"""The rules as rows, read in three queries into the plain values that `eligibility` assesses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, Q

from instruments import eligibility
from instruments.enums import FactKind
from instruments.models import Call, Criterion, FundingRule, Instrument, InstrumentFact
from portal.core import languages
from portal.core.models import Source, visible

# What the phase of a call is computed from, besides being published, which all of these are.
_DATED = ("edition", *Call.dated)


@dataclass
class Sheet:
    """One instrument with its rules, who states each of them, how one applies, and its published calls."""

    instrument: Instrument
    rules: eligibility.Rules
    sources: dict[eligibility.Criterion | eligibility.Funding, list[Source]] = field(default_factory=dict)
    applying: list[InstrumentFact] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


def sheets() -> list[Sheet]:
    """Every instrument that the public sees and a source still describes, in the order of the ladder. Three queries."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in _instruments():
        rows[row.pk].append(row)
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
    return [_sheet(asked, criteria[pk], funding[pk]) for pk, asked in rows.items()]


def _instruments() -> Iterable[Any]:
    """Joined with what else the finder says of each, one row per text and call, so that a page asks once."""
    joined = {
        "step": FilteredRelation("facts", condition=Q(facts__kind=FactKind.APPLICATION, facts__is_earlier=False)),
        "edition": FilteredRelation("calls", condition=visible(relation="calls__")),
    }
    columns = {"step_pk": F("step__pk"), "edition_pk": F("edition__pk")}
    columns |= {f"edition_{name}": F(f"edition__{name}") for name in _DATED}
    for code in languages.codes():
        columns[f"edition_slug_{code}"] = F(f"edition__{languages.localized('slug', code)}")
        columns[f"step_{code}"] = F(f"step__{languages.localized('text', code)}")
        columns[f"edition_{code}"] = F(f"edition__{languages.localized('name', code)}")
    order = (
        F("stage").asc(nulls_last=True),
        "order",
        "code",
        "step__order",
        "step__pk",
        "edition__closes_at",
        "edition__code",
    )
    return Instrument.objects.published().ladder().annotate(**joined).annotate(**columns).order_by(*order)


def _with_sources(rows: Any, instrument: str, *columns: str) -> dict[int, list[tuple[dict[str, Any], list[Source]]]]:
    """(row, its sources) by instrument, in the order of `rows`; sources newest first. One query."""
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


def _sheet(asked: list[Any], criteria: list[Any], funding: list[Any]) -> Sheet:
    instrument = asked[0]
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
    return Sheet(instrument, rules, sources, _steps(asked), _calls(asked))


def _steps(asked: list[Any]) -> list[InstrumentFact]:
    """The facts on how to apply that the joined rows carry, each once."""
    found = {}
    for row in asked:
        texts = {languages.localized("text", code): getattr(row, f"step_{code}") for code in languages.codes()}
        if row.step_pk:
            found[row.step_pk] = InstrumentFact(pk=row.step_pk, **texts)
    return list(found.values())


def _calls(asked: list[Any]) -> list[Call]:
    """The published calls that the joined rows carry, each once."""
    found = {}
    for row in asked:
        texts = {languages.localized("name", code): getattr(row, f"edition_{code}") for code in languages.codes()}
        texts |= {languages.localized("slug", code): getattr(row, f"edition_slug_{code}") for code in languages.codes()}
        if row.edition_pk:
            dates = {name: getattr(row, f"edition_{name}") for name in _DATED}
            found[row.edition_pk] = Call(pk=row.edition_pk, **texts, **dates)
    return list(found.values())
