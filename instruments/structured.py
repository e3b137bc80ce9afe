"""Instruments and cooperations in schema.org's words: a scheme pays grants; one that pays none is a service."""

from django.utils.text import capfirst

from instruments.comparison import section
from instruments.enums import FactKind
from instruments.models import Call, Cooperation, FundingRule, Instrument
from portal.core.structured import Node, describes, iso, named, thing


@describes(Instrument)
def instrument(record: Instrument, origin: str) -> Node:
    institute = {"@id": f"{origin}/#institute"}
    grants = [
        _grant(str(line), rule)
        for line, rule in section(record, FactKind.FUNDING).lines
        if getattr(rule, "amount", None)
    ]
    if not grants:
        return thing("Service", record, origin, provider=institute)
    return thing("FundingScheme", record, origin, parentOrganization=institute, **{"@reverse": {"funder": grants}})


def _grant(words: str, rule: FundingRule) -> Node:
    """One amount that the scheme pays, in whole euros, with the words that the page says it in."""
    amount = {"maxValue" if rule.is_ceiling else "value": rule.amount}
    return {
        "@type": "MonetaryGrant",
        "description": capfirst(words),
        "amount": {"@type": "MonetaryAmount", "currency": "EUR", **amount},
    }


@describes(Call)
def call(record: Call, origin: str) -> Node | None:
    """The time in which one can apply; nothing where no date is known, since an event has one."""
    if record.opens_at is None and record.closes_at is None:
        return None
    dates = {"startDate": record.opens_at, "endDate": record.dates.ends_at}
    told = {name: moment.isoformat(timespec="seconds") for name, moment in dates.items() if moment}
    return thing("Event", record, origin, organizer={"@id": f"{origin}/#institute"}, **told)


@describes(Cooperation)
def cooperation(record: Cooperation, origin: str) -> Node:
    return thing(
        "ResearchProject",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", partner.institution) for partner in record.partners.all()],
    )
