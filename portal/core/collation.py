"""One sort key for both databases: SQLite compares bytes, PostgreSQL its locale; both agree on [0-9a-z]."""

import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}
)


def sort_key(text: str) -> str:
    """`text` without accents, case, ligatures; anything between words becomes "0", which sorts before all letters.

    Écosse, Égypte, Espagne come out in that order, and "Guinée" before "Guinée équatoriale". A letter of another
    script keeps its code point, so such names sort after the Latin ones, steadily.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    out: list[str] = []
    for char in folded:
        if unicodedata.combining(char) or char in "'’":
            continue
        if char.isascii() and char.isalnum():
            out.append(char)
        elif char.isalnum():
            out.append(f"zz{ord(char):06x}")
        elif out and out[-1] != "0":
            out.append("0")
    return "".join(out).strip("0")[:200]
