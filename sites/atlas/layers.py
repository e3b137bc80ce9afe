"""Where the map's features come from: each room registers its own here, in a `maplayers.py` that is found at first use.

The map thus shows cooperations and partnerships without its room importing theirs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.core.content import version
from portal.core.registry import Registry
from sites.atlas.feature import Feature


@dataclass(frozen=True)
class MapLayer:
    """One room's features. `find` gives the published ones, in the active language, in a fixed number of queries."""

    code: str
    find: Callable[[], Iterable[Feature]]


_registered: Registry[str, MapLayer] = Registry("maplayers")


def register(code: str, find: Callable[[], Iterable[Feature]]) -> None:
    """Adds a layer to the map; a second one of the same code takes the place of the first."""
    _registered.add(code, MapLayer(code, find))


@version.kept
def features() -> list[Feature]:
    """Everything on the map, in the order of the list: by kind, then by name."""
    found = [feature for layer in _registered.values() for feature in layer.find()]
    return sorted(found, key=lambda feature: (feature.kind.order, feature.kind.code, feature.sort_key, feature.id))


def of_country(code: str) -> list[Feature]:
    """What the map shows of one country, by its ISO code."""
    return [feature for feature in features() if code in {area.code for area in feature.areas}]
