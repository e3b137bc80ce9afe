"""Sort key for both databases: SQLite compares bytes, PostgreSQL by locale; they agree on [0-9a-z]."""

import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}
)


def sort_key(text: str) -> str:
    """Sort key of `text`: no accents, case or ligatures; "0" between words, "1" before each digit, so that 0 < 1… < a.

    Écosse, Égypte, Espagne sort in that order, and "Guinée" before "Guinée équatoriale". Letters of other scripts
    become their code points, which sort after the Latin ones. At most 200 characters.
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
