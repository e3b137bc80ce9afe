"""The colours of a picture: those of the light theme as literals, read from the one file that names them.

A picture on paper or in another page knows no theme and none of our style sheets.
"""

import re
from functools import cache
from typing import Final

from django.conf import settings

_TOKEN: Final = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), #[0-9a-f]{6}\)")
_KIND: Final = re.compile(r"\.mark-([\w-]+)[^{}]*\{ --kind: var\(--([\w-]+)\)")


@cache
def light() -> dict[str, str]:
    """Every colour of the light theme by its token's name, with `_` for `-`: {"ink_2": "#4a566b", …}."""
    return {name.replace("-", "_"): value for name, value in _TOKEN.findall(stylesheet("tokens.css"))}


@cache
def of_kinds() -> dict[str, str]:
    """The colour of each kind of the map that has one of its own, by the kind's code."""
    return {kind: light()[token.replace("-", "_")] for kind, token in _KIND.findall(stylesheet("components/world.css"))}


def stylesheet(name: str) -> str:
    """One of the site's own style sheets, as it is written."""
    return (settings.BASE_DIR / "static/css" / name).read_text(encoding="utf-8")
