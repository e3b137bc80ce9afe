"""What this room puts on the countries' pages: every instrument of today, with what it pays in the country's zone."""

from collections.abc import Iterator

from instruments import words
from instruments.enums import FundingZone
from instruments.models import FundingRule, Instrument
from sites.atlas.feature import HOME
from sites.countries.parts import Offer, register_offers
from sites.models import Country


def offers(country: Country) -> Iterator[Offer]:
    """None at home: a foreign partner is in another country."""
    if country.code == HOME:
        return
    zones = (FundingZone.ANY, country.zone)
    for instrument in Instrument.objects.published().ladder().prefetch_related("funding__sources"):
        rules = [rule for rule in instrument.funding.all() if rule.zone in zones]
        yield Offer(instrument, words.beginning(instrument.mode), [(said(rule), rule) for rule in rules if rule.amount])


def said(rule: FundingRule) -> str:
    """What a rule pays and for how long: "€15,000 in total, 1 year"."""
    return ", ".join(part for part in (words.funding(rule), words.duration(rule)) if part)


register_offers(offers)
