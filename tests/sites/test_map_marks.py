"""The marks of the map can be told from what lies behind them, in light and in dark, by colour and by shape."""

import re

import pytest
from django.conf import settings

from sites.templatetags.atlas import DRAWN

CSS = settings.BASE_DIR / "static" / "css"
TOKENS = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
COLOURS = {name: pair for name, *pair in TOKENS.findall((CSS / "tokens.css").read_text())}
MARKS = sorted(name for name in COLOURS if name.startswith("k-"))
SIGNS = (settings.BASE_DIR / "templates" / "components" / "map_marks.html").read_text()


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["sea", "land", "sheet", "paper"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_stands_out(mark, ground, theme):
    assert contrast(COLOURS[mark][theme], COLOURS[ground][theme]) >= 3


def test_each_kind_has_its_own_shape():
    shapes = re.findall(r'<(?:path|circle|rect) id="mark-([\w-]+)"([^>]*)/>', SIGNS)
    assert (len(MARKS), len(shapes), len({shape for _, shape in shapes})) == (11, 12, 12)


def test_a_drawn_kind_has_a_sign():
    assert {*DRAWN, "other"} == set(re.findall(r'id="mark-([\w-]+)"', SIGNS))
