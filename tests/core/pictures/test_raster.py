"""SVG to PNG: of the width asked for, the same in every run, in fonts that come with the packages."""

from pathlib import Path

from django.conf import settings

from portal.core.pictures import colours, raster
from tests.core.pictures.png import size

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" width="200" height="50">{}</svg>'


def text(words, family="Source Sans Pro"):
    return SVG.format(f'<text x="5" y="30" font-family="{family}" font-size="20">{words}</text>')


def test_a_picture_has_its_width_and_is_the_same_in_two_runs():
    one, other = (raster.png(text("Été"), 400) for _ in range(2))
    assert one == other
    assert size(one) == (400, 100)


def test_a_machine_s_own_fonts_are_not_used():
    assert raster.png(text("Été", "DejaVu Sans"), 400) == raster.png(text("Été", "No such font"), 400)


def test_french_and_the_names_of_places_can_be_written():
    missing = raster._draw(text("\u0e01"), 400)  # Thai, drawn as the box of a sign that a font has not
    signs = "éèêëàâîïôùûçœŒæÉÀãíñåøıšćầồ«»’–—·€…"
    assert [sign for sign in signs if raster._draw(text(sign), 400) == missing] == []
    for space in "\u00a0\u202f":
        assert raster._draw(text(f"a{space}b"), 400) != raster._draw(text("a\u0e01b"), 400)


def test_no_font_is_in_the_repository():
    found = [
        path
        for ending in ("ttf", "otf", "woff", "woff2")
        for path in (settings.BASE_DIR / "static").rglob(f"*.{ending}")
    ]
    assert found == []


def test_the_colours_are_those_of_the_light_theme():
    assert colours.light()["ink"] == "#16233b"
    assert set(colours.of_kinds().values()) <= set(colours.light().values())
    assert len(colours.of_kinds()) == 10


def test_the_renderer_is_not_loaded_into_the_site():
    source = Path(raster.__file__).read_text()
    assert source.index("def _draw(") < source.index("import resvg_py")
