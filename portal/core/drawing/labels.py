"""Names beside marks: a small rule puts each where it touches nothing, or leaves it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portal.core.drawing.paths import Box, crosses, tenth
from portal.core.drawing.sphere import Point

GAP: Final = 3.0
"""Between a mark and its name."""

ROOM: Final = 2.0
"""Between a name and anything else."""

LEADING: Final = 1.2
"""The height of a line for a size of 1."""

# Widths for a size of 1, those of the widest bold sans that a reader may have (DejaVu, Verdana): a name that is narrower
# than its box does no harm.
_NARROW, _WIDE, _CAPITAL, _OTHER = 0.42, 1.06, 0.8, 0.7
_THIN: Final = frozenset("iljtfI.,:;'’|!()[]- \u00a0\u202f")


def width(words: str, size: float) -> float:
    """How wide a text of a size is at most, about."""
    return size * sum(
        _NARROW if sign in _THIN else _WIDE if sign in "mwMW—%€" else _CAPITAL if sign.isupper() else _OTHER
        for sign in words
    )


@dataclass(frozen=True)
class Line:
    """One line of a name: the words, their size, the class that gives them their look."""

    words: str
    size: float
    style: str = ""


@dataclass(frozen=True)
class Wanted:
    """A name asked for: around which point, in which forms (the first that fits), how large the mark is."""

    at: Point
    forms: tuple[tuple[Line, ...], ...]
    radius: float = 8.0

    @property
    def mark(self) -> Box:
        (x, y), r = self.at, self.radius
        return Box(x - r, y - r, x + r, y + r)


@dataclass(frozen=True)
class Words:
    """A line of text in a drawing: `y` is its baseline."""

    x: float
    y: float
    words: str
    style: str
    anchor: str = "start"


@dataclass(frozen=True)
class Label:
    """A name that has found its place."""

    lines: tuple[Words, ...]
    box: Box
    at: Point


def written(lines: Sequence[Line], x: float, top: float, anchor: str, at: Point) -> Label:
    """Lines under each other from `top`; `x` is their left, middle or right by `anchor` (as in SVG)."""
    wide = max(width(line.words, line.size) for line in lines)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    placed, y = [], top
    for line in lines:
        height = line.size * LEADING
        placed.append(Words(tenth(x), tenth(y + height * 0.78), line.words, line.style, anchor))
        y += height
    return Label(tuple(placed), Box(left, top, left + wide, y), at)


def positions(wanted: Wanted, lines: Sequence[Line]) -> Iterator[Label]:
    """Where a name may stand, the best place first: right, left, above, below, the four diagonals, beside but higher or lower."""
    (x, y), away = wanted.at, wanted.radius + GAP
    height = sum(line.size * LEADING for line in lines)
    diagonal = wanted.radius * 0.8
    for across, top, anchor in (
        (x + away, y - height / 2, "start"),
        (x - away, y - height / 2, "end"),
        (x, y - away - height, "middle"),
        (x, y + away, "middle"),
        (x + diagonal, y - diagonal - height, "start"),
        (x + diagonal, y + diagonal, "start"),
        (x - diagonal, y - diagonal - height, "end"),
        (x - diagonal, y + diagonal, "end"),
        (x + away, y - height * 0.85, "start"),
        (x + away, y - height * 0.15, "start"),
        (x - away, y - height * 0.85, "end"),
        (x - away, y - height * 0.15, "end"),
    ):
        yield written(lines, across, top, anchor, wanted.at)


def place(
    asked: Iterable[Wanted],
    frame: Box,
    *,
    taken: Sequence[Box] = (),
    ties: Sequence[tuple[Point, Point]] = (),
    most: int | None = None,
) -> list[Label]:
    """The names that fit, in the order asked, at most `most`: inside `frame`, touching no box of `taken`, no tie, no mark.

    A name that would touch something everywhere is left out: the list beside the drawing has them all.
    """
    wanted = list(asked)
    marks = [each.mark for each in wanted]
    found: list[Label] = []
    for each in wanted:
        if most is not None and len(found) >= most:
            break
        others = [mark for mark in marks if mark != each.mark]
        label = _free(each, frame, [*taken, *others, *(label.box for label in found)], ties)
        if label:
            found.append(label)
    return found


def _free(wanted: Wanted, frame: Box, taken: Sequence[Box], ties: Sequence[tuple[Point, Point]]) -> Label | None:
    found = (label for lines in wanted.forms for label in positions(wanted, lines))
    return next((label for label in found if is_free(label, frame, taken, ties)), None)


def is_free(label: Label, frame: Box, taken: Sequence[Box], ties: Sequence[tuple[Point, Point]] = ()) -> bool:
    """Whether a name is inside the frame, and touches none of the boxes and ties."""
    wide = label.box.grown(ROOM)
    if not frame.holds(label.box) or any(wide.touches(box) for box in taken):
        return False
    return not any(crosses(label.box, *tie) for tie in ties)


def folded(words: str, size: float, room: float) -> list[str]:
    """The words on as many lines as they need so that none is wider than `room`; a word that is goes on in the next line."""
    lines: list[str] = []
    for word in words.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if width(joined, size) <= room:
            lines[-1:] = [joined]
        else:
            lines += _pieces(word, size, room)
    return lines


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word cut where it would be wider than `room`."""
    found = [""]
    for sign in word:
        if found[-1] and width(found[-1] + sign, size) > room:
            found.append("")
        found[-1] += sign
    return found
