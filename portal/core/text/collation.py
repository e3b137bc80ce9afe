"""One sort key for both databases: SQLite compares bytes, PostgreSQL by its locale; both agree on [0-9a-z]."""

import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}
)


def sort_key(text: str) -> str:
    """`text` without accents, case, ligatures; "0" between words, "1" before each digit, so that 0 < 1… < a.

    Écosse, Égypte, Espagne come out in that order, and "Guinée" before "Guinée équatoriale". A letter of another
    script keeps its code point, so such names sort after the Latin ones, steadily.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    words: list[str] = [""]
    for char in folded:
        if unicodedata.combining(char) or char in "'’":
            continue
        if char.isascii() and char.isalnum():
            words[-1] += f"1{char}" if char.isdigit() else char
        elif char.isalnum():
            words[-1] += f"zz{ord(char):06x}"
        elif words[-1]:
            words.append("")
    return "0".join(word for word in words if word)[:200]
