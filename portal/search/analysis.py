"""Turns text into the terms that the index compares; the same for documents and queries.

The rules of a language are in `languages/<code>.yaml`; a language without a file is searched by its plain words.
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
# Scripts that write words side by side without a space, marks of their vowels included: Thai and Lao, Burmese, Khmer,
# kana, Chinese characters, Hangul. A run of them is read as its pairs of signs, each overlapping the next.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u2e80-\u2fdf"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_RUN = re.compile(rf"([{_UNSPACED}]+)|[^\W_{_UNSPACED}]+")
_PAIR = re.compile("..?", re.DOTALL)
_SIGNS = re.compile(r"[^\w\s]{32,}")
LONGEST = 40  # letters of a word that are kept: neither database takes words of any length


@dataclass(frozen=True)
class Rules:
    """Rules of a language: elisions, stop words, words that ask (of a query alone; for a number), synonyms, stemmer."""

    elision: re.Pattern[str] | None = None
    stop: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    same: dict[str, str] = field(default_factory=dict)
    stemmer: Any = None


@cache
def rules(language: str) -> Rules:
    """The rules of a language, from its file; empty ones without a file."""
    path = _FILES / f"{language}.yaml"
    if not path.exists():
        return Rules()
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    elisions = "|".join(known["elisions"])
    return Rules(
        re.compile(rf"(?<![^\W_])(?:{elisions})'", re.IGNORECASE) if elisions else None,
        frozenset(known["stop"].split()),
        frozenset(known["asking"].split()),
        frozenset(known["counting"].split()),
        known["same"],
        snowballstemmer.stemmer(known["stemmer"]),
    )


def composed(text: str) -> str:
    """`text` in NFC. Combining marks are dropped from long runs of signs, whose normalisation would take minutes."""

    def bare(run: re.Match[str]) -> str:
        """A run of signs without its combining marks."""
        return "".join(sign for sign in run.group() if not unicodedata.combining(sign))

    return unicodedata.normalize("NFC", _SIGNS.sub(bare, text))


def _fold(word: str) -> str:
    """`word` without case, accents and ligatures; other scripts become code points, which all databases keep."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    plain = "".join(char for char in folded if not unicodedata.combining(char) and char.isalnum())
    if not plain.isascii():
        plain = "".join(char if char.isascii() else f"zz{ord(char):x}" for char in plain)
    return plain[:LONGEST]


@lru_cache(maxsize=50_000)
def term(word: str, language: str) -> str:
    """The term that the index holds for `word`; "" for a stop word."""
    known, plain = rules(language), _fold(word)
    if plain in known.stop:
        return ""
    plain = known.same.get(plain, plain)
    return known.stemmer.stemWord(plain) if known.stemmer and plain.isalpha() else plain


def words(text: str, language: str) -> Iterator[re.Match[str]]:
    """Matches of the words of `text` (NFC), without elided articles ("l'appel" gives "appel"); positions are kept.

    Where words are not parted by spaces, each two signs that stand side by side are one: "北京大学" gives "北京", "京大",
    "大学", so that a name is found by a part of it. These overlap.
    """
    normalised = _APOSTROPHES.sub("'", text)
    elision = rules(language).elision
    if elision:
        normalised = elision.sub(lambda found: " " * len(found.group()), normalised)
    for found in _WORD_OR_RUN.finditer(normalised):
        if not found.group(1):
            yield found
            continue
        for start in range(found.start(), max(found.end() - 1, found.start() + 1)):
            pair = _PAIR.match(normalised, start, found.end())
            if pair:
                yield pair


def terms(text: str, language: str) -> list[str]:
    """The terms of `text` in order, stop words left out."""
    return [found for word in words(composed(text), language) if (found := term(word.group(), language))]


@lru_cache(maxsize=1_000)
def asked(text: str, language: str) -> tuple[str, ...]:
    """The distinct terms of a query in order, without the words that ask: "who" of "who to write to", not WHO alone."""
    asking = rules(language).asking
    found, told = [], []
    for word in words(composed(text), language):
        if held := term(word.group(), language):
            found.append(held)
            if word.group().isupper() or _fold(word.group()) not in asking:
                told.append(held)
    return tuple(dict.fromkeys(told or found))


def counted(text: str, language: str) -> tuple[str, ...]:
    """The terms of a query, without the words that ask for a number of what the others name: "how many Joint Labs"."""
    known = {term(word, language) for word in rules(language).counting}
    terms = asked(text, language)
    return tuple(each for each in terms if each not in known) or terms


def fold(text: str) -> str:
    """`text` for comparing names: its words without case, accents and punctuation, separated by spaces."""
    return " ".join(plain for word in _WORD.finditer(composed(text)) if (plain := _fold(word.group())))
