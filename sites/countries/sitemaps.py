"""What the machines' site map says of countries and continents: those with ties."""

from typing import Any

from portal.core.web.sitemaps import AddressSitemap, Entry, addresses_of
from sites.atlas import layers
from sites.countries.profile import by_continent, entries


class CountrySitemap(AddressSitemap):
    """Every country with a tie, and every continent with one."""

    def entries(self) -> list[Entry]:
        parts = by_continent(entries(layers.features()))
        tied = [entry.country for part in parts for entry in part.tied]
        places: list[Any] = [*tied, *(part.region for part in parts if part.tied)]
        return [Entry(addresses_of(place)) for place in places]
