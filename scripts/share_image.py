"""Write ``static/img/share-fr.png`` and ``share-en.png``, the picture that a link to the portal shows elsewhere.

Run by hand, only when the name or the colours change; the result is committed::

    python scripts/share_image.py

Land, graticule and colours are the site's own; the arcs are great circles from Paris to places of the content.
Needs Chromium. 1200 by 630 pixels, the size that the readers of Open Graph expect.
"""

import os
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDE, HIGH = 1200, 630
# An office, partner sites, cities of agreements and Joint Labs: enough to reach every continent.
ABROAD = ("washington-dc", "brasilia", "dakar", "yaounde", "cairo", "phnom-penh", "singapore", "tokyo", "sydney")

PAGE = """<!doctype html><meta charset="utf-8"><style>{tokens}
* {{ margin: 0; box-sizing: border-box }}
body {{ width: {wide}px; height: {high}px; background: var(--paper); color: var(--ink); overflow: hidden; position: relative }}
svg {{ position: absolute; width: 1180px; right: -150px; top: 30px }}
.grid {{ fill: none; stroke: var(--grid); stroke-width: 1 }} .land {{ fill: var(--land) }}
.arc {{ fill: none; stroke: var(--accent); stroke-width: 2.2; opacity: .75 }} .here {{ fill: var(--accent) }}
main {{ position: absolute; left: 72px; bottom: 72px }}
h1 {{ font: 600 84px/1.02 var(--serif); letter-spacing: -.02em; white-space: pre-line }}
p {{ font: 500 30px/1 var(--sans); color: var(--ink-2); margin-top: 28px }}
hr {{ position: absolute; left: 0; top: 0; width: 100%; height: 12px; border: 0; background: var(--accent) }}
</style><hr><svg viewBox="{box}"><path class="grid" d="{grid}"/><path class="land" d="{land}"/>{arcs}</svg>
<main><h1>{name}</h1><p>Inserm · ANRS MIE</p></main>"""


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.conf import settings
    from django.utils.translation import gettext, override
    from playwright.sync_api import sync_playwright

    django.setup()
    from portal.core import worldmap
    from portal.core.content import yamlfile

    tokens = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    places = {
        place["code"]: (float(place["longitude"]), float(place["latitude"]))
        for place in yamlfile.read(settings.CONTENT_DIR / "places.yaml")
    }
    arcs = "".join(f'<path class="arc" d="{worldmap.arc_path(*places["paris"], *places[there])}"/>' for there in ABROAD)
    x, y = worldmap.project(*places["paris"])
    marks = f'{arcs}<circle class="here" cx="{x}" cy="{y}" r="7"/>'
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme="light")
        for code, _ in settings.LANGUAGES:
            with override(code):
                name = gettext("International cooperation").replace(" ", "\n")
            page.set_content(
                PAGE.format(
                    tokens=tokens, wide=WIDE, high=HIGH, name=name, arcs=marks, box=f"0 0 {worldmap.WIDTH} {worldmap.HEIGHT}",
                    grid=worldmap.graticule_path(), land=worldmap.land_path(),
                )
            )  # fmt: skip
            page.screenshot(path=ROOT / "static" / "img" / f"share-{code}.png")
        browser.close()


if __name__ == "__main__":
    main()
