"""Which drawing a cooperation has: two ends, a hub with its partners, or none."""

from __future__ import annotations

from instruments.drawings import pair, star
from instruments.enums import Mode
from instruments.models import Cooperation


def is_drawn(cooperation: Cooperation) -> bool:
    """Whether it has one: asked without drawing it."""
    return bool(pair.ends_of(cooperation) or _spokes(cooperation))


def _spokes(cooperation: Cooperation) -> list[star.Spoke]:
    is_coordinated = cooperation.instrument.mode == Mode.DIRECTED  # the hub is the institute
    return star.spokes_of(cooperation) if is_coordinated else []


def of(cooperation: Cooperation) -> pair.Pair | star.Star | None:
    """The drawing that the places of its partners allow; none where they are not published."""
    ends = pair.ends_of(cooperation)
    if ends:
        return pair.pair(cooperation.instrument.code, *ends)
    spokes = _spokes(cooperation)
    return star.star(cooperation.instrument.code, spokes) if spokes else None
