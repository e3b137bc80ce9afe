"""The words of the instruments' rules, for templates."""

from typing import Any

from django import template

from instruments import words
from instruments.comparison import Conditions, conditions, section
from instruments.enums import FactKind
from instruments.models import Criterion, Instrument
from portal.core.sections import Section

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


@register.filter
def conditions_of(instrument: Instrument) -> Conditions:
    """Who may apply: the criteria common to all, and the routes."""
    return conditions(instrument)
