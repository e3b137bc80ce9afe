"""Reading HTML in passing: its tags, its entities. Both take time in proportion to the length of the text."""

import html
import re

# Up to the next "<": a text of nothing else must not take minutes.
TAG = re.compile(r"<[^<>]*+>")
# Python reads no number of so many digits; HTML has no such character.
_ENDLESS = re.compile(r"&#[0-9]{4000,}+;?")


def unescaped(text: str) -> str:
    """`text` with its entities as characters, whatever stands after a "&"."""
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS.sub("\ufffd", text))
