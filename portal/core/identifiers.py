"""Identifiers that others give: of institutions (ROR) and of research units. Pure Python, no Django."""

import re

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's, without i, l, o, u
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?ror\.org/", re.IGNORECASE)
_ROR = re.compile(rf"0[{_BASE32}]{{6}}[0-9]{{2}}")
_UNIT = re.compile(r"[A-Z]{1,4}(?:[_-]?[A-Z]{1,2})?[0-9]{1,4}")


def ror(text: str) -> str:
    """The identifier in an address of ror.org, or by itself, in small letters."""
    return _ADDRESS.sub("", text.strip()).strip("/ ").casefold()


def is_ror(text: str) -> bool:
    """Whether the two check digits are those of the seven characters before them (ISO 7064, modulo 97)."""
    if not _ROR.fullmatch(text):
        return False
    number = 0
    for letter in text[:7]:
        number = number * 32 + _BASE32.index(letter)
    return f"{98 - number * 100 % 97:02}" == text[7:]


def unit(text: str) -> str:
    """The number of a unit without spaces, in capitals."""
    return re.sub(r"\s", "", text).upper()


def is_unit(text: str) -> bool:
    """Whether it is letters, then at most four digits: U1111, UMR1234, UMR_S1234."""
    return bool(_UNIT.fullmatch(text))
