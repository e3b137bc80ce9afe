"""What this room puts on the map: the offices, and the countries of networks that name some."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.lists.filters import name_of
from portal.core.text.languages import text_of
from sites.atlas.feature import Feature, Kind, area_of, in_words, point_of
from sites.atlas.layers import register
from sites.models import Network, NetworkMember, Office

OFFICES, OFFICE = _("Offices"), _("Office")
NETWORK = _("Country of a network")


def offices() -> Iterator[Feature]:
    kind = Kind("office", in_words(OFFICES), (3, 0))
    for office in Office.objects.published().for_list():
        point = point_of(office.place)
        covered = [area_of(country) for country in office.territory.all()]
        yield Feature(
            id=f"office-{office.code}",
            kind=kind,
            label=in_words(OFFICE),
            name=name_of(office),
            address=office.public_address,
            summary=text_of(office, "summary"),
            sort_key=office.sort_key or "",
            points=(point,),
            areas=tuple(dict.fromkeys([point.area, *covered])),
            started=office.since,
            as_of=office.as_of,
        )


def network_countries() -> Iterator[Feature]:
    members = NetworkMember.objects.filter(network__in=Network.objects.published())
    for member in members.select_related("network", "country"):
        if member.country is None:
            continue
        network, point = member.network, point_of(member.country)
        name, area = name_of(network), point.area
        yield Feature(
            id=f"network-{network.code}-{area.code.lower()}",
            kind=Kind(network.code, name, (4, 0)),
            label=in_words(NETWORK),
            name=in_words(gettext("%(network)s: %(country)s") % {"network": name.value, "country": area.name.value}),
            address=network.public_address,
            summary=text_of(network, "summary"),
            sort_key=area.sort_key,
            points=(point,),
            areas=(area,),
            started=member.since or network.since,
            as_of=member.as_of,
        )


register("offices", offices)
register("network-countries", network_countries)
