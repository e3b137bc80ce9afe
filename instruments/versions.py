"""Versions of the rules: which ones a link was made under, what changed since, and the cases they are tried on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from instruments import answers, eligibility
from instruments.models import Call, Example, Instrument, RuleSet
from instruments.phases import PAST
from instruments.rules import Sheet, sheets
from portal.core.content.revisions import Written
from sites.models import Country

Document = dict[str, Any]

_DIGEST = re.compile(r"[0-9a-f]{12}")


def document(found: Iterable[Sheet]) -> Document:
    """The rules alone, as JSON keeps them: by instrument, without names or sources, and whatever order they stand in."""
    return {
        sheet.rules.instrument: {
            "mode": sheet.rules.mode,
            "common": _criteria(sheet.rules.common),
            "routes": sorted(_criteria(route) for route in sheet.rules.routes),
            "funding": [
                [rule.zone, rule.amount, rule.is_ceiling, rule.basis, rule.years, rule.years_is_minimum]
                for rule in sorted(sheet.rules.funding, key=lambda rule: rule.zone)
            ],
        }
        for sheet in found
    }


def _criteria(criteria: Iterable[eligibility.Criterion]) -> list[list[str]]:
    return sorted([criterion.kind, ",".join(sorted(criterion.values))] for criterion in criteria)


def digest(rules: Document) -> str:
    """Twelve characters that stand for these rules and no others."""
    return hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:12]


def record(confirmed_by: Any = None, confirmed: Any = ()) -> RuleSet | None:
    """Keeps the present rules as a version if they are not the newest one; gives the new version, or None."""
    rules = document(sheets())
    version, newest = digest(rules), RuleSet.objects.first()
    if newest and newest.digest == version:
        return None
    return RuleSet.objects.create(digest=version, rules=rules, confirmed_by=confirmed_by, confirmed=list(confirmed))


def follow(written: list[Written]) -> None:
    """Records the rules once a document of an instrument is written. A subscriber of the revisions."""
    if any(each.concept.model is Instrument for each in written):
        record()


@dataclass(frozen=True)
class Difference:
    """What one instrument's rules lost and gained since a version: criteria and funding as plain values.

    `step`: "added" or "removed" for an instrument that was not there then, or is not now; "arranged" when the same
    conditions hold together in another way; "" else.
    """

    instrument: str
    lost: list[eligibility.Criterion | eligibility.Funding]
    gained: list[eligibility.Criterion | eligibility.Funding]
    mode: str  # the new way it starts, "" if that is the same
    step: str = ""


@dataclass(frozen=True)
class Since:
    """The banner of an older link: when its rules came into force (None for a version never seen here), what changed."""

    moment: datetime | None
    differences: list[Difference]


def since(version: str, present: Document) -> Since | None:
    """What changed since `version`, the one a link carries; None when it is the present one, or none is given."""
    if not version or version == digest(present):
        return None
    old = RuleSet.objects.filter(digest=version).first() if _DIGEST.fullmatch(version) else None
    if old is None:
        return Since(None, [])
    return _compared(old, present)


def _compared(old: RuleSet, present: Document) -> Since:
    pairs = [(code, old.rules.get(code), present.get(code)) for code in dict.fromkeys([*present, *old.rules])]
    return Since(old.since, [_difference(code, before, after) for code, before, after in pairs if before != after])


def at_the_time(call: Call, on: datetime | None = None) -> Since | None:
    """What has changed in the instrument's rules since a call that is over; its moment is None where they are not known.

    None for a call that is not over: the rules of today are its own. At the moment of its end a call is closed: rules that
    begin then are none of its own, they are what has changed. Six queries, whatever the rows.
    """
    if call.phase(on) not in PAST:
        return None
    ended = call.dates.ends_at
    old = RuleSet.objects.filter(since__lt=ended).first() if ended else None
    if old is None:
        return Since(None, [])
    found = _compared(old, document(sheets()))
    return Since(old.since, [change for change in found.differences if change.instrument == call.instrument.code])


def _difference(code: str, before: Document | None, after: Document | None) -> Difference:
    old, new = _parts(before), _parts(after)
    mode = after["mode"] if before and after and before["mode"] != after["mode"] else ""
    lost, gained = [part for part in old if part not in new], [part for part in new if part not in old]
    step = "added" if before is None else "removed" if after is None else ""
    return Difference(code, lost, gained, mode, step or ("" if lost or gained or mode else "arranged"))


def _parts(rules: Document | None) -> list[eligibility.Criterion | eligibility.Funding]:
    if rules is None:
        return []
    criteria = [*rules["common"], *(criterion for route in rules["routes"] for criterion in route)]
    return [
        *(eligibility.Criterion(kind, kind, tuple(value.split(","))) for kind, value in criteria),
        *(eligibility.Funding(*row) for row in rules["funding"]),
    ]


@dataclass(frozen=True)
class Deviation:
    """An example whose verdict is no longer the expected one; "" where none is, or was, expected. Amounts in euros."""

    example: Example
    instrument: str
    expected: str
    found: str
    expected_amount: int | None = None
    found_amount: int | None = None


def verdicts(example: Example, found: Iterable[Sheet], zones: dict[str, str]) -> dict[str, tuple[str, int | None]]:
    """(verdict, certain amount) by instrument code, under the given rules."""
    profile = answers.profile(answers.parsed(example.answers, zones, example.on))
    given = [eligibility.assess(sheet.rules, profile, example.on) for sheet in found]
    return {
        verdict.instrument: (verdict.fit.value, verdict.amount.amount if verdict.amount else None) for verdict in given
    }


def replay() -> list[Deviation]:
    """Every example whose verdicts differ from the expected ones under the rules as they are now."""
    found, zones = sheets(), dict(Country.objects.values_list("code", "zone"))
    deviations = []
    for example in Example.objects.prefetch_related("verdicts__instrument"):
        expected = {row.instrument.code: (row.verdict, row.amount) for row in example.verdicts.all()}
        now = verdicts(example, found, zones)
        for code in dict.fromkeys([*now, *expected]):
            before, after = expected.get(code, ("", None)), now.get(code, ("", None))
            if before != after:
                deviations.append(Deviation(example, code, before[0], after[0], before[1], after[1]))
    return deviations


@transaction.atomic
def expect(examples: Iterable[Example]) -> None:
    """Makes the present verdicts of these examples the expected ones."""
    found, zones = sheets(), dict(Country.objects.values_list("code", "zone"))
    instruments = {sheet.rules.instrument: sheet.instrument for sheet in found}
    for example in examples:
        example.verdicts.all().delete()
        for order, (code, (verdict, amount)) in enumerate(verdicts(example, found, zones).items(), 1):
            example.verdicts.create(order=order, instrument=instruments[code], verdict=verdict, amount=amount)


@transaction.atomic
def confirm(user: Any, deviations: Iterable[Deviation], said: Iterable[str]) -> None:
    """Accepts changed verdicts: they become the expected ones, and the new version keeps who said so, and to what."""
    found = list(deviations)
    expect({deviation.example.pk: deviation.example for deviation in found}.values())
    record(confirmed_by=user, confirmed=said)
