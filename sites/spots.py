"""From a place to a point of a file."""

from portal.core.lists.record_list import Spot
from sites.models import Country, Place


def spot_of(place: Place | Country) -> Spot:
    """The point of a place; of a country as a whole where no source names a place."""
    return Spot(float(place.longitude), float(place.latitude))
