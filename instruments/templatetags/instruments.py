"""The words of the instruments' rules, for templates."""

from typing import Any

from django import template

from instruments import callwords, eligibility, words
from instruments.comparison import Conditions, Row, conditions, section
from instruments.drawings import arcs, cooperations
from instruments.drawings import ladder as drawing
from instruments.drawings.pair import Pair
from instruments.drawings.star import Star
from instruments.enums import FactKind
from instruments.models import Call, Cooperation, Criterion, Instrument
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.text import languages

register = template.Library()


@register.filter
def criterion_words(rule: Criterion) -> str:
    return words.criterion(rule)


@register.filter
def subject(instrument: Instrument, kind: str) -> Section:
    """What is known of one subject of an instrument; `kind` is a value of FactKind."""
    return section(instrument, FactKind(kind))


@register.filter
def money(instrument: Instrument) -> list[Any]:
    """Amounts, then duration, as words; an empty list when no source states either."""
    amounts = [line for line, _ in section(instrument, FactKind.FUNDING).lines]
    return amounts + [line for line, _ in section(instrument, FactKind.DURATION).lines]


@register.inclusion_tag("components/marks.html")
def row_marks(references: References, row: Row) -> dict[str, Any]:
    """The numbers beside a row's subject: the other sources than the page's main one that its cells draw on, each once."""
    found = {number: source for sourced in row.stated for number, source in references.marks(sourced)}
    return {"marks": sorted(found.items(), key=lambda pair: pair[0])}


@register.filter
def conditions_of(instrument: Instrument) -> Conditions:
    """Who may apply: the criteria common to all, and the routes."""
    return conditions(instrument)


@register.filter
def rule_words(rule: eligibility.Criterion | eligibility.Funding) -> str:
    """A criterion, or what is paid, in words; a rule that states no amount gives its duration."""
    if isinstance(rule, eligibility.Criterion):
        return words.criterion(rule)
    return ", ".join(part for part in (words.funding(rule), words.duration(rule)) if part)


@register.filter
def named(instruments: dict[str, Instrument], code: str) -> str:
    """The name of an instrument by its code; the code of one that is no longer public."""
    return languages.text_of(instruments[code], "name").value if code in instruments else code


@register.filter
def phase_words(phase: str) -> str:
    """The words of a call's phase: "Closing soon"."""
    return callwords.label(phase)


@register.filter
def call_dates(call: Call) -> list[callwords.Sentence]:
    """What there is to say of a call's dates, beside its phase."""
    return callwords.sentences(call)


@register.filter
def applying(instrument: Instrument) -> list[Any]:
    """What the sources say of how to apply."""
    return section(instrument, FactKind.APPLICATION).facts


@register.filter
def next_date(instrument: Instrument) -> callwords.NextDate:
    """When one can apply: what is coming, or what is known of earlier calls."""
    return callwords.next_date(instrument)


@register.inclusion_tag("components/drawings/ladder.html")
def ladder_drawing() -> dict[str, Any]:
    """The instruments of today, each with what it gives to one scale; below a heading of the page."""
    return {"drawing": drawing.of_all()}


@register.inclusion_tag("components/drawings/ladder_place.html")
def place_on_ladder(instrument: Instrument) -> dict[str, Any]:
    """One instrument among all of today, small; nothing for an earlier form."""
    return {"row": drawing.place_of(instrument.code)}


@register.inclusion_tag("components/drawings/cooperation.html")
def cooperation_drawing(cooperation: Cooperation) -> dict[str, Any]:
    """The drawing of a cooperation over the full width; nothing where its places are not published."""
    found = cooperations.of(cooperation)
    return {"pair": found if isinstance(found, Pair) else None, "star": found if isinstance(found, Star) else None}


@register.inclusion_tag("components/drawings/arcs.html")
def distance_arcs(code: str) -> dict[str, Any]:
    """The distances of all cooperations of an instrument from one point: `{% distance_arcs "joint-lab" %}`."""
    return {"arcs": arcs.arcs_of(code)}
