from django.db.models import Q

from portal.core.resource import register
from sites.models import Country, Institution, Network, Office, Place, Programme


def _member(codes: list[str]) -> Q:
    institutions = Institution.objects.answering().filter(country__code__in=codes)
    return Q(members__country__code__in=codes) | Q(members__institution__in=institutions)


register(Country, "countries")
register(Place, "places")
register(
    Institution,
    "institutions",
    filters={"country": lambda codes: Q(country__code__in=codes) | Q(places__country__code__in=codes)},
)
register(
    Office,
    "offices",
    filters={"country": lambda codes: Q(place__country__code__in=codes) | Q(territory__code__in=codes)},
)
register(Network, "networks", filters={"country": _member})
register(Programme, "programmes")
