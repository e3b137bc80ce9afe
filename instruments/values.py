"""What texts may name of this room: the amounts and durations of instruments.

By the instrument's code, and its zone where the rule is for one: "irp.europe".
"""

from collections.abc import Callable, Iterator

from instruments import words
from instruments.enums import FundingZone
from instruments.models import FundingRule, Instrument
from portal.core.text import numbers, values


def _rules() -> Iterator[tuple[str, FundingRule]]:
    """Yields the rules of public instruments under their names."""
    rules = FundingRule.objects.filter(instrument__in=Instrument.objects.published()).select_related("instrument")
    for rule in rules:
        yield rule.instrument.code if rule.zone == FundingZone.ANY else f"{rule.instrument.code}.{rule.zone}", rule


def _of(write: Callable[[FundingRule], str]) -> Callable[[], dict[str, str]]:
    return lambda: {name: said for name, rule in _rules() if (said := write(rule))}


values.register("amount", _of(lambda rule: "" if rule.amount is None else numbers.euros(rule.amount)))
values.register("funding", _of(words.funding))
values.register("duration", _of(words.duration))
