"""From words to what the index compares. The same functions read the documents and the questions.

What is known of a language is in `languages/<code>.yaml`; one without a file is searched by its plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer
import yaml

_FILES = Path(__file__).parent / "languages"
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = re.compile("[’ʼ‘`´′]")
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[^\w\s]{32,}")
LONGEST = 40  # letters of a word that count: neither database takes one of any length


@dataclass(frozen=True)
class Rules:
    """What is known of a language."""

    elision: re.Pattern[str] | None = None
    stop: frozenset[str] = frozenset()
    same: dict[str, str] = field(default_factory=dict)
    stemmer: Any = None


@cache
def rules(language: str) -> Rules:
    path = _FILES / f"{language}.yaml"
    if not path.exists():
        return Rules()
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    elisions = "|".join(known["elisions"])
    return Rules(
        re.compile(rf"(?<![^\W_])(?:{elisions})'", re.IGNORECASE) if elisions else None,
        frozenset(known["stop"].split()),
        known["same"],
        snowballstemmer.stemmer(known["stemmer"]),
    )


def composed(text: str) -> str:
    """`text` in NFC. Of a long run of signs, accents are left out: no script piles up so many, and sorting them takes minutes."""

    def bare(run: re.Match[str]) -> str:
        return "".join(sign for sign in run.group() if not unicodedata.combining(sign))

    return unicodedata.normalize("NFC", _SIGNS.sub(bare, text))


def _fold(word: str) -> str:
    """Without case, accents and ligatures; letters of other scripts as their code points, which both databases keep."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    plain = "".join(char for char in folded if not unicodedata.combining(char) and char.isalnum())
    if not plain.isascii():
        plain = "".join(char if char.isascii() else f"zz{ord(char):x}" for char in plain)
    return plain[:LONGEST]


@lru_cache(maxsize=50_000)
def term(word: str, language: str) -> str:
    """What the index holds for one word; "" for a word that is too common to count."""
    known, plain = rules(language), _fold(word)
    if plain in known.stop:
        return ""
    plain = known.same.get(plain, plain)
    return known.stemmer.stemWord(plain) if known.stemmer and plain.isalpha() else plain


def words(text: str, language: str) -> Iterator[re.Match[str]]:
    """The words of a text (NFC) where they stand, without what is elided before them (l'appel: appel)."""
    even = _APOSTROPHES.sub("'", text)
    elision = rules(language).elision
    if elision:
        even = elision.sub(lambda found: " " * len(found.group()), even)
    return _WORD.finditer(even)


def terms(text: str, language: str) -> list[str]:
    """The terms of a text in order, common words left out."""
    return [found for word in words(composed(text), language) if (found := term(word.group(), language))]


def fold(text: str) -> str:
    """A name for comparing: its words without case, accents, punctuation."""
    return " ".join(plain for word in _WORD.finditer(composed(text)) if (plain := _fold(word.group())))
