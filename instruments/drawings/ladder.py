"""Money and years of the instruments to one scale: an area is a sum. What is not published is a dotted outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments.comparison import ladder
from instruments.enums import Amounts
from instruments.models import FundingRule, Instrument
from portal.core.content import version
from portal.core.drawing.labels import width
from portal.core.drawing.paths import tenth
from portal.core.text import languages, numbers

BLOCK = 10_000  # euros for one year
YEAR, MONEY = 32.0, 6.0  # px a year, px a thousand euros a year, at most
HIGHEST = 120.0  # px
UNKNOWN_YEARS, UNKNOWN_HEIGHT = 3.5, 66.0  # of outlines whose size means nothing
PAGE, GAP, RULE = 1120.0, 24.0, 20.0  # the width of the page, between columns, beside a rule
HEAD, FOOT = 26.0, 26.0  # above the blocks, below the axis
ARROW = 22.0  # of a duration that is a minimum
NOTE = 11.0  # size of the words


@dataclass(frozen=True)
class Given:
    """What an instrument gives, by its rules: whole euros a year as if paid evenly, and years; None where not published."""

    rate: float | None = None
    lower: float | None = None
    """A second, lower amount: for partners in Europe, say."""

    years: int | None = None
    is_minimum: bool = False
    is_ceiling: bool = False


@dataclass(frozen=True)
class Block:
    """One instrument to scale. y points down; the axis is at `base`."""

    width: float
    height: float
    top: float
    base: float
    axis: float
    is_known: bool
    lines: str
    """Between the blocks, as the `d` of a path."""

    lower: float | None
    arrow: tuple[float, float] | None
    """Where the arrow of a duration that is a minimum begins."""

    ticks: tuple[float, ...]
    words: tuple[tuple[float, float, str, str], ...]
    """x, y, anchor, words."""


@dataclass(frozen=True)
class Rung:
    """An instrument with its drawing; `is_beside`: it has no stage."""

    instrument: Instrument
    block: Block
    is_beside: bool


@dataclass(frozen=True)
class Ladder:
    """What `components/drawings/ladder.html` draws."""

    box: str
    block: str
    rungs: tuple[Rung, ...]

    @property
    def has_lower(self) -> bool:
        return any(rung.block.lower for rung in self.rungs)

    @property
    def has_unknown(self) -> bool:
        return not all(rung.block.is_known for rung in self.rungs)


def given(rules: Sequence[FundingRule]) -> Given:
    """The highest yearly amount with its duration, and the lowest beside it."""
    paid = sorted((rate, rule.pk, rule) for rule in rules if (rate := _rate(rule)) is not None)
    durations = [rule for rule in rules if rule.years]
    if not paid:
        rule = durations[0] if durations else None
        return Given(years=rule.years, is_minimum=rule.years_is_minimum) if rule else Given()
    (lowest, _, _), (highest, _, rule) = paid[0], paid[-1]
    lower = lowest if lowest < highest else None
    return Given(highest, lower, rule.years, rule.years_is_minimum, rule.is_ceiling)


def _rate(rule: FundingRule) -> float | None:
    """Euros a year; of a total without a duration there is none."""
    if rule.amount is None or not rule.years:
        return None
    return rule.amount if rule.basis == Amounts.YEAR else rule.amount / rule.years


@dataclass(frozen=True)
class Scale:
    """One scale for all columns: the natural one, unless that leaves no room."""

    column: float
    year: float
    money: float

    @classmethod
    def of(cls, sums: Sequence[Given]) -> Scale:
        column = (PAGE + GAP) / max(len(sums), 1) - GAP - RULE
        years = max([UNKNOWN_YEARS, *(each.years for each in sums if each.years)])
        rates = [each.rate for each in sums if each.rate]
        money = min(MONEY, HIGHEST * 1000 / max(rates)) if rates else MONEY
        return cls(tenth(column), min(YEAR, (column - ARROW) / years), money)

    @property
    def base(self) -> float:
        return HEAD + HIGHEST


def drawn(sum_: Given, scale: Scale, *, names_block: bool = False) -> Block:
    """One sum as blocks; `names_block`: it is the first single one, and says what a block is."""
    is_known = sum_.rate is not None
    wide = (sum_.years or UNKNOWN_YEARS) * scale.year
    high = sum_.rate / 1000 * scale.money if sum_.rate else UNKNOWN_HEIGHT
    top, base = scale.base - high, scale.base
    years = range(1, sum_.years or 0) if is_known else ()
    row = BLOCK / 1000 * scale.money
    rows = range(1, -int(-high // row)) if is_known else ()
    lines = [f"M{scale.year * year:g} {base:g}V{tenth(top):g}" for year in years]
    lines += [f"M0 {tenth(base - row * number):g}H{tenth(wide):g}" for number in rows]
    lower = tenth(base - sum_.lower / 1000 * scale.money) if sum_.lower else None
    ticks = tuple(tenth(scale.year * year) for year in range((sum_.years or 0) + 1))
    words = [(0.0, base + 18, "start", "0")] if sum_.years else []
    if sum_.years:
        is_near = sum_.years == 1  # the two ends of the axis would read as one number
        at, anchor = (wide - 6, "start") if is_near else (wide, "middle")
        words.append((tenth(at), base + 18, anchor, numbers.years(sum_.years)))
    if names_block:
        words += [
            (tenth(wide + 8), tenth(top + 12), "start", numbers.euros(BLOCK)),
            (tenth(wide + 8), tenth(top + 26), "start", _("= one block")),
        ]
    elif sum_.rate and sum_.years:
        words.append((0.0, tenth(top - 8), "start", _blocks(sum_.rate * sum_.years, sum_.is_ceiling)))
    return Block(
        width=tenth(wide),
        height=tenth(high),
        top=tenth(top),
        base=base,
        axis=tenth(min(wide + ARROW, scale.column)),
        is_known=is_known,
        lines="".join(lines),
        lower=lower,
        arrow=(tenth(wide + 4), tenth(base - high / 2)) if sum_.is_minimum else None,
        ticks=ticks,
        words=tuple(words),
    )


def _blocks(total: float, is_ceiling: bool) -> str:
    count = Decimal(round(total)) / BLOCK
    words = ngettext("%(count)s block", "%(count)s blocks", int(count)) % {"count": numbers.number(count)}
    return _("%(blocks)s at most") % {"blocks": words} if is_ceiling else words


def of(instruments: Sequence[Instrument]) -> Ladder:
    """All instruments in one scale, those without a stage last."""
    sums = [given(list(instrument.funding.all())) for instrument in instruments]
    scale, rungs, said = Scale.of(sums), [], False
    for instrument, sum_ in zip(instruments, sums, strict=True):
        is_one = not said and sum_.rate == BLOCK and sum_.years == 1 and _has_room(scale)
        said = said or is_one
        rungs.append(Rung(instrument, drawn(sum_, scale, names_block=is_one), not instrument.stage))
    box = f"-1 0 {scale.column + 1:g} {scale.base + FOOT:g}"
    return Ladder(box, numbers.euros(BLOCK), tuple(rungs))


def _has_room(scale: Scale) -> bool:
    return scale.year + 8 + width(_("= one block"), NOTE) <= scale.column


@version.kept
def of_all() -> Ladder:
    """The instruments of today."""
    return of(ladder())


# --- the place of one on the ladder -----------------------------------------------------------------------------------

SMALL, APART, LABEL = 20.0, 34.0, 15.0  # px a year, between instruments, size of a name


@dataclass(frozen=True)
class Step:
    """One instrument in a row of all."""

    x: float
    block: Block
    name: str
    is_here: bool
    is_beside: bool


@dataclass(frozen=True)
class Row:
    """What `components/drawings/ladder_place.html` draws."""

    box: str
    end: float
    base: float
    steps: tuple[Step, ...]


@version.kept
def place_of(code: str) -> Row | None:
    """One instrument among all of today, at half the size; None for one that is no longer offered."""
    return row(_all(), code)


@version.kept
def _all() -> list[Instrument]:
    """The instruments of today with what they give, and no more: two queries."""
    return list(Instrument.objects.published().ladder().prefetch_related("funding"))


def row(instruments: Sequence[Instrument], code: str) -> Row | None:
    """The same for any instruments."""
    if code not in {instrument.code for instrument in instruments}:
        return None
    sums = [given(list(instrument.funding.all())) for instrument in instruments]
    rates = [each.rate for each in sums if each.rate]
    scale = Scale(PAGE, SMALL, min(3.75, 75_000 / max(rates)) if rates else 3.75)
    x, steps = 0.0, []
    for instrument, sum_ in zip(instruments, sums, strict=True):
        block, name = drawn(sum_, scale), languages.text_of(instrument, "short_name").value
        steps.append(Step(tenth(x), block, name, instrument.code == code, not instrument.stage))
        x += max(block.width, width(name, LABEL)) + APART
    end = x - APART
    top = min(step.block.top for step in steps) - 4
    return Row(f"0 {top:g} {end + ARROW:g} {scale.base + 30 - top:g}", tenth(end), scale.base, tuple(steps))
