"""A drawing with its words around it, as one SVG that needs nothing else: a sheet to take away, or a shared link's picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import licence
from portal.core.drawing.labels import folded, width
from portal.core.pictures import colours
from portal.core.text import languages, numbers, typography

WIDTH: Final = 1200
MARGIN: Final = 40.0
ROOM: Final = WIDTH - 2 * MARGIN
REGULAR: Final = 0.92
"""Of the width that labels allow for, which is that of bold words: an SVG may be read with the widest font."""

OWN: Final = 0.74  # the same in a PNG, where the font is ours
TITLE, TEXT, SMALL = 34.0, 17.0, 13.0
LEADING: Final = 1.35
KEY, KEY_GAP, KEY_LINE = 15.0, 28.0, 28.0
DRAWN: Final = 520.0
"""The height of a drawing on a sheet."""

SHARED: Final = (800.0, 280.0)
"""The room of a drawing in the picture of a shared link, where it is half as large again: it is seen on telephones."""

_LARGER: Final = WIDTH / SHARED[0]
_SHARED_HEIGHT: Final = 630  # what the readers of Open Graph expect beside 1,200
_BAR: Final = 12
_ONE, _TWO, _LEAST = 60.0, 44.0, 26.0  # sizes of a name: in one line, in two, at least
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Key:
    """What a sign means: that of a kind of the map, or `sign`: "ring", "foreseen", "hub"."""

    words: str
    kind: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Art:
    """A drawing: its markup, its room, the token of what lies under it, what its signs mean, what else is to be said."""

    markup: str
    width: float
    height: float
    ground: str = "sea"
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    end: float = 20.0  # the size of the names of its ends


@dataclass(frozen=True)
class Line:
    """A line of words of the sheet."""

    x: float
    y: float
    words: str
    size: float
    style: str = ""


@dataclass(frozen=True)
class PlacedKey:
    x: float
    y: float
    words: str
    kind: str
    sign: str


@dataclass(frozen=True)
class Page:
    """What `pictures/sheet.svg` writes."""

    height: float
    top: float
    """Of the drawing."""

    title: str
    description: str
    art: Art
    lines: tuple[Line, ...]
    keys: tuple[PlacedKey, ...] = ()
    bar: float = 0
    scale: float = 1.0
    width: float = WIDTH

    @property
    def room(self) -> tuple[float, float]:
        """Of the drawing."""
        return round(self.art.width * self.scale, 1), round(self.art.height * self.scale, 1)

    @property
    def left(self) -> float:
        return (self.width - self.room[0]) / 2

    @property
    def end(self) -> float:
        return self.art.end

    @property
    def ground(self) -> str:
        return colours.light()[self.art.ground]

    @property
    def grid(self) -> str:
        return colours.light()["sea" if self.art.ground == "land" else "grid"]


def sheet(title: str, said: Iterable[str], art: Art, address: str) -> str:
    """The sheet to take away: title, what is shown, the drawing, its key, who says it, when, under which licence."""
    head, y = _written([_typeset(title)], TITLE, 28.0, "title")
    under, y = _written([_typeset(words) for words in (*said, *art.notes)], TEXT, y, "")
    top = round(y + 8)
    keys, y = _keys(art.keys, top + art.height + 30.0)
    foot, y = _written([_typeset(words) for words in _credits(address)], SMALL, y + 4, "")
    description = " ".join(line.words for line in under)
    return _svg(Page(round(y + 4), top, head[0].words, description, art, (*head, *under, *foot), keys))


def shared(title: str, art: Art) -> str:
    """The picture of a link to a page elsewhere: the drawing above, the title large below."""
    words = _typeset(title)
    tries = [(size, 1) for size in range(int(_ONE), int(_TWO), -4)] + [
        (size, 2) for size in range(int(_TWO), int(_LEAST), -2)
    ]
    size, most = next((found for found in tries if len(_wrapped(words, found[0], OWN)) <= found[1]), (_LEAST, 3))
    top = _BAR + SHARED[1] * _LARGER
    y = top + (_ONE if most == 1 else 8.0)
    lines, _ = _written([words], size, y, "title", OWN)
    name = Line(MARGIN, _SHARED_HEIGHT - 22.0, _site(), 24.0)
    return _svg(Page(_SHARED_HEIGHT, _BAR, words, _site(), art, (*lines, name), bar=_BAR, scale=_LARGER))


def _svg(page: Page) -> str:
    context = {
        "page": page,
        "language": languages.current(),
        "colour": colours.light(),
        "kinds": colours.of_kinds(),
    }
    return _NOT_IN_XML.sub("", render_to_string("pictures/sheet.svg", context)).strip()


def _site() -> str:
    return f"{licence.PUBLISHER} – {_('International cooperation')}"


def _credits(address: str) -> tuple[str, str]:
    """Who says it, where and when; whose the land is, what may be done with it."""
    day = _("Drawn on %(date)s") % {"date": numbers.day(timezone.localdate())}
    land = _("Land: Natural Earth, public domain")
    here = f"{_site()}, {address}"
    if width(here, SMALL) * REGULAR > ROOM:  # many filters: they are told in words above
        here = here.partition("?")[0]
    return here, f"{day}. {land}. {licence.NAME}."


def _typeset(words: str) -> str:
    return typography.plain(words, languages.current())


def _written(
    paragraphs: Iterable[str], size: float, y: float, style: str, share: float = REGULAR
) -> tuple[list[Line], float]:
    """The paragraphs from `y` down, in as many lines as they need; and where they end."""
    found: list[Line] = []
    for words in paragraphs:
        for line in _wrapped(words, size, share):
            y += size * (LEADING if not style else 1.15 if found else 0.9)
            found.append(Line(MARGIN, round(y, 1), line, size, style))
    return found, y + size * 0.5


def _wrapped(words: str, size: float, share: float = REGULAR) -> list[str]:
    return folded(words, size * share, ROOM)


def _keys(keys: Sequence[Key], y: float) -> tuple[tuple[PlacedKey, ...], float]:
    """The key in lines, from left to right; and where it ends."""
    found: list[PlacedKey] = []
    x = MARGIN + 8
    for key in keys:
        words = _typeset(key.words)
        wide = 18 + width(words, KEY) * REGULAR
        if found and x + wide > WIDTH - MARGIN:
            x, y = MARGIN + 8, y + KEY_LINE
        found.append(PlacedKey(round(x, 1), y, words, key.kind, key.sign))
        x += wide + KEY_GAP
    return tuple(found), y + 14 if found else y - 20
