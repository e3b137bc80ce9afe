"""Whom to ask about a country: exactly one way, as the content states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.core.content import version
from portal.pages.models import Page
from sites.models import Country, Network, Office

ABROAD = "inserm-abroad"
"""The network whose members represent the institute in their country."""

GOVERNANCE = "governance"
"""The page that says who carries out the policy, whatever the country."""


@dataclass(frozen=True)
class Contact:
    """The one way: who, why they, and the page that tells more, if there is one. Without a `name`, that page's own."""

    kind: str
    words: str
    record: Any = None
    name: str = ""


@version.kept
def contact_for(country: Country) -> Contact:
    """The office that covers the country, else the network represented there, else those who carry out the policy."""
    if office := _first(Office.objects.published().filter(territory=country)):
        return Contact("office", _("This office covers the country."), office)
    if network := _first(Network.objects.published().filter(code=ABROAD, members__country=country)):
        words = _("Researchers of Inserm on long-term mobility represent the institute in this country.")
        return Contact("network", words, network)
    name = _("The staff in charge of international and European relations")
    words = _("They help set up exchanges and partnerships with other countries.")
    return Contact("department", words, _first(Page.objects.published().filter(code=GOVERNANCE)), name)


def _first(records: QuerySet[Any]) -> Any:
    return records.order_by("code").prefetch_related("sources").first()
