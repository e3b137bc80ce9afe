"""What of this room belongs on another record's page, or on a country's."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.models import Theme
from portal.core.pages.related import Pairs, register, register_pairs
from sites.countries.parts import register as on_countries
from sites.models import Institution, Network, NetworkMember, Programme

register(
    Institution,
    "networks",
    _("Networks"),
    lambda institution: Network.objects.published().filter(members__institution=institution).distinct(),
)
register(Network, "groups", _("Groups in it"), lambda network: Network.objects.published().filter(parent=network))
register(
    Programme, "parts", _("Programmes in it"), lambda programme: Programme.objects.published().filter(parent=programme)
)
register(Theme, "programmes", _("Programmes"), lambda theme: Programme.objects.published().filter(themes=theme))
register_pairs(
    Institution,
    Pairs(lambda: NetworkMember.objects.filter(network__in=Network.objects.published()), "institution", "network"),
)


# --- countries' pages -------------------------------------------------------------------------------------------------


def institutions() -> Iterator[tuple[Any, list[str]]]:
    for institution in Institution.objects.published().select_related("country").prefetch_related("places__country"):
        own = [institution.country.code] if institution.country else []
        yield institution, own + [place.country.code for place in institution.places.all()]


on_countries("institutions", _("Institutions"), institutions)
