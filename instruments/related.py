"""What of this room belongs on another record's page, or on a country's."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from instruments import words
from instruments.enums import FundingZone
from instruments.models import Cooperation, FundingRule, Instrument, Partner
from portal.core.pages.related import Pairs, register, register_pairs
from sites.atlas.feature import FRENCH
from sites.countries.parts import Offer, register_offers
from sites.models import Country, Institution, Programme

register(
    Institution,
    "cooperations",
    _("Cooperations"),
    lambda institution: Cooperation.objects.published().filter(partners__institution=institution).distinct(),
)
register(
    Programme,
    "cooperations",
    _("Cooperations"),
    lambda programme: Cooperation.objects.published().filter(programmes=programme),
)
register_pairs(
    Institution,
    Pairs(
        lambda: Partner.objects.filter(cooperation__in=Cooperation.objects.published()),
        "institution",
        "cooperation",
        "cooperation__themes__code",
    ),
)


# --- countries' pages -------------------------------------------------------------------------------------------------


def offers(country: Country) -> Iterator[Offer]:
    """None at home: a foreign partner is in another country."""
    if country.code in FRENCH:
        return
    zones = (FundingZone.ANY, country.zone)
    for instrument in Instrument.objects.published().ladder().prefetch_related("funding__sources"):
        rules = [rule for rule in instrument.funding.all() if rule.zone in zones]
        yield Offer(instrument, words.beginning(instrument.mode), [(said(rule), rule) for rule in rules if rule.amount])


def said(rule: FundingRule) -> str:
    """What a rule pays and for how long: "€15,000 in total, 1 year"."""
    return ", ".join(part for part in (words.funding(rule), words.duration(rule)) if part)


register_offers(offers)
