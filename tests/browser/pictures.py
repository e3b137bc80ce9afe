"""The pictures of the editors' guide: taken while the journeys are driven, and held to what the screens say.

`make guide` takes them anew. Every other run reads what would be in them and compares it with what was kept when they were
taken: dates, times and numbers apart, it is the same, or the test fails and says what to do.
"""

import base64
import json
import os
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide"
KEPT = FOLDER / "shots.json"
TAKES = os.environ.get("PORTAL_GUIDE") == "1"
MARGIN = 6  # pixels around what is framed

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre January February March April"
    " May June July August September October November December"
)
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
VOLATILE = re.compile(
    rf"\b(?:{'|'.join((MONTHS + ' ' + DAYS).split())})\b|\d+(?:er)?|[ap]\.m\.|midnight|noon|minuit|midi"
)
# What an element shows: its words, and what stands in its fields.
SHOWN = """(element) => {
    const parts = [element.innerText];
    for (const field of element.querySelectorAll("input, textarea, select")) {
        if (!field.checkVisibility() || ["hidden", "submit", "button", "checkbox", "radio"].includes(field.type)) continue;
        parts.push(field.tagName === "SELECT" ? [...field.selectedOptions].map((option) => option.text).join(", ") : field.value);
    }
    return parts.join(" ");
}"""
# Buttons that stay at the edge of the window would lie over the picture.
UNSTUCK = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { position-try: none } .submit-row { position: relative !important } *:focus { outline: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


# The same picture in a light format, which the browser itself writes.
WEBP = """async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.8).split(",")[1];
}"""


def settled(text):
    """A text without what differs from day to day."""
    return " ".join(VOLATILE.sub("0", text).split())


def kept():
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def shot(page, language, name, *frames, without=()):
    """What `frames` (locators) show is the picture `name` of the guide; `without`: words that are never the same twice."""
    text = " ".join(frame.evaluate(SHOWN) for frame in frames)
    for each in without:
        text = text.replace(each, "…")
    text, path = settled(text), FOLDER / language / f"{name}.webp"
    if TAKES:
        _take(page, path, frames)
        _keep(language, name, text)
    assert path.exists(), f"run `make guide`: there is no picture {language}/{name}"
    known = kept().get(language, {}).get(name)
    assert text == known, f"run `make guide`: the picture {language}/{name} no longer shows what the screen says"


def _take(page, path, frames):
    path.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate(UNSTUCK)
    page.evaluate("scrollTo(0, 0)")
    boxes = [frame.bounding_box() for frame in frames]
    left, top = (max(min(box[side] for box in boxes) - MARGIN, 0) for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    width = min(right, page.evaluate("document.documentElement.clientWidth"))
    clip = {"x": left, "y": top, "width": width - left, "height": bottom - top}
    png = page.screenshot(full_page=True, clip=clip, animations="disabled")
    path.write_bytes(webp(png, page.context.browser))


def webp(png, browser):
    """The bytes of a PNG picture as WebP."""
    page = browser.new_page()  # an empty one: no policy of ours stands against its script
    found = page.evaluate(WEBP, base64.b64encode(png).decode())
    page.close()
    return base64.b64decode(found)


def _keep(language, name, text):
    texts = kept()
    texts.setdefault(language, {})[name] = text
    texts = {code: dict(sorted(names.items())) for code, names in sorted(texts.items())}
    KEPT.write_text(json.dumps(texts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
