"""By what the instruments can be filtered: what the rules say, as a reader would ask it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from instruments import words
from instruments.enums import Amounts, CriterionKind, FundingZone, Mode
from instruments.models import Instrument
from portal.core.lists.facets import Facet, Selection, Term
from portal.core.text import languages, numbers
from portal.core.text.languages import Text

NOT_STATED = "not-stated"
# Totals over the whole duration, in euros: where a reader sees a difference between the instruments.
BANDS = (20_000, 80_000)


def _term(code: str, name: Any) -> Term:
    return Term(code, Text(capfirst(str(name)), languages.current()))


def _stage(instrument: Instrument) -> Iterator[Term]:
    yield (
        _term(str(instrument.stage), words.stage(instrument))
        if instrument.stage
        else _term("beside", _("beside the stages"))
    )


def _criteria(instrument: Instrument) -> Iterator[Any]:
    return (criterion for route in instrument.routes.all() for criterion in route.criteria.all())


def _who(instrument: Instrument) -> Iterator[Term]:
    """Who applies: one person, where a position or an award is asked; else what the partner is asked to be."""
    kinds = {criterion.kind: criterion for criterion in _criteria(instrument)}
    if instrument.mode == Mode.DIRECTED:
        yield _term("nobody", _("nobody: the Directorate General chooses"))
    elif {CriterionKind.POSITION, CriterionKind.AWARD} & kinds.keys():
        yield _term("researcher", _("one researcher"))
    elif partner := kinds.get(CriterionKind.PARTNER_KIND):
        names = {"team": _("a team"), "laboratory": _("a laboratory"), "institution": _("an institution")}
        for value in partner.values:
            yield _term(value, names.get(value, value))
    else:
        yield _term(NOT_STATED, _("not published"))


def _region(instrument: Instrument) -> Iterator[Term]:
    """The zones for whose partners an amount is stated."""
    zones = {rule.zone for rule in instrument.funding.all() if rule.amount}
    for zone in (FundingZone.EUROPE, FundingZone.OUTSIDE):
        if zone in zones or FundingZone.ANY in zones:
            yield _term(zone.value, zone.label)
    if not zones:
        yield _term(NOT_STATED, _("not published"))


def _amount(instrument: Instrument) -> Iterator[Term]:
    """Bands of the total: what is paid each year counts as often as there are years."""
    totals = [
        rule.amount * (rule.years or 1 if rule.basis == Amounts.YEAR else 1)
        for rule in instrument.funding.all()
        if rule.amount
    ]
    low, high = BANDS
    bands = (
        (f"under-{low}", _("under %(amount)s in total") % {"amount": numbers.euros(low)}, lambda total: total < low),
        (
            f"{low}-{high}",
            _("%(low)s to %(high)s in total") % {"low": numbers.euros(low), "high": numbers.euros(high)},
            lambda total: low <= total <= high,
        ),
        (f"over-{high}", _("over %(amount)s in total") % {"amount": numbers.euros(high)}, lambda total: total > high),
    )
    for code, name, holds in bands:
        if any(holds(total) for total in totals):
            yield _term(code, name)
    if not totals:
        yield _term(NOT_STATED, _("not published"))


def _duration(instrument: Instrument) -> Iterator[Term]:
    years = sorted({rule.years for rule in instrument.funding.all() if rule.years})
    for count in years:
        yield _term(str(count), numbers.years(count))
    if not years:
        yield _term(NOT_STATED, _("not published"))


def _open(instrument: Instrument) -> Iterator[Term]:
    yield _term(instrument.mode, instrument.get_mode_display())


class InstrumentSelection(Selection):
    """Instruments with their funding, routes and criteria at hand, and the filters asked for."""

    facets = (
        Facet("stage", gettext_lazy("Stage"), _stage),
        Facet("who", gettext_lazy("Who applies"), _who),
        Facet("region", gettext_lazy("Partners"), _region),
        Facet("amount", gettext_lazy("Amount in total"), _amount),
        Facet("duration", gettext_lazy("Duration"), _duration),
        Facet("open", gettext_lazy("How to apply"), _open),
    )
