"""The distances of all laboratories of two ends, from one point: a half-ellipse for each, its span to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from instruments.drawings.pair import End, ends_of, rounded
from instruments.models import Cooperation
from portal.core.content import version
from portal.core.drawing.labels import Line, Words, is_free, written
from portal.core.drawing.paths import Box, tenth
from portal.core.drawing.sphere import distance
from portal.core.lists.filters import name_of
from portal.core.text import numbers
from sites.atlas.feature import HOME
from sites.models import Country

SPAN, REACH = 420.0, 11_000.0  # px for km; a longer distance makes all of them smaller
HIGH = 0.26  # the height of an arc for a span of 1
START, RIGHT, FOOT = 64.0, 20.0, 30.0
NAME = 11.5  # the room of words that are not bold, at a size of 13
NAMES = 4  # at most


@dataclass(frozen=True)
class Arcs:
    """What `components/drawings/arcs.html` draws."""

    kind: str
    box: str
    start: float
    base: float
    end: float
    paths: tuple[str, ...]
    ends: tuple[float, ...]
    words: tuple[Words, ...]


@version.kept
def arcs_of(code: str) -> Arcs | None:
    """The arcs of all public cooperations of an instrument that have two ends; None without."""
    rows = Cooperation.objects.published().for_list().filter(instrument__code=code)
    pairs = [ends for row in rows if (ends := ends_of(row))]
    home = Country.objects.filter(code=HOME).first()
    return arcs(code, pairs, name_of(home).value if home else "") if pairs else None


def arcs(code: str, pairs: Sequence[tuple[End, End]], home: str) -> Arcs:
    """The arcs of some pairs, the longest first; the names of the farthest ends that have room."""
    lengths = sorted(((distance(french.at, foreign.at), foreign.place) for french, foreign in pairs), reverse=True)
    px = SPAN / max(REACH, lengths[0][0])
    spans = [tenth(length * px) for length, _ in lengths]
    base = tenth(HIGH * spans[0] + 12)
    frame = Box(0, base + 6, START + SPAN + RIGHT, base + FOOT)
    found: list[Words] = [Words(START - 14, base + 5, home, "drawn-place", "end")]
    taken: list[Box] = []
    for span, (length, place) in zip(spans, lengths, strict=True):
        words = _("%(place)s, %(distance)s") % {"place": place, "distance": numbers.kilometres(rounded(length))}
        for anchor, aside in (("middle", 0), ("end", 8), ("start", -8)):
            label = written((Line(words, NAME),), START + span + aside, base + 10, anchor, (START + span, base))
            if len(taken) < NAMES and is_free(label, frame, taken):
                taken.append(label.box)
                found += label.lines
                break
    return Arcs(
        code,
        f"0 0 {frame.right:g} {frame.bottom:g}",
        START,
        base,
        frame.right - RIGHT,
        tuple(f"M{START:g} {base:g}a{tenth(span / 2):g} {tenth(HIGH * span):g} 0 0 1 {span:g} 0" for span in spans),
        tuple(tenth(START + span) for span in spans),
        tuple(found),
    )
