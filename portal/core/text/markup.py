"""Tags and entities of HTML, read in time linear in the length of the text."""

import html
import re

# Stops at the next "<", to stay linear on a text of nothing but "<".
TAG = re.compile(r"<[^<>]*+>")
# Python refuses to parse numbers of so many digits; no such character exists.
_ENDLESS = re.compile(r"&#[0-9]{4000,}+;?")


def unescaped(text: str) -> str:
    """`text` with HTML entities replaced by characters; never raises."""
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS.sub("\ufffd", text))
