"""Fails when a text is misspelt: content, interface words, documentation; French by `fr`, English by `en_GB`.

hunspell judges the words. What it cannot know is in locale/words: names, acronyms and places in both.txt, words of one
language's texts in fr.txt and en.txt. A list is sorted and holds no word that no text says. Where hunspell or a
dictionary is missing, the lists alone are checked, and the last line says so; with CI=true that fails too.

English is British: beside what the dictionary refuses, -ize is told wherever -ise is a word. A name that is written
with it ("Organization") goes into en.txt as it is written.
"""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polib
import yaml

ROOT = Path(__file__).resolve().parent.parent
DICTIONARIES = {"fr": "fr", "en": "en_GB"}
SOURCE_LANGUAGE = "en"
SUGGESTIONS = 3
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text: Norway's code is NO, not false
NOT_CHECKED = (
    "!!! SPELLING WAS NOT CHECKED: {} is missing (apt-get install hunspell hunspell-fr-classical hunspell-en-gb)"
)

# --- what is read ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """A text in one language, and where it stands: file, record or line, field."""

    file: str
    record: str
    field: str
    language: str
    text: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.language) if part)


def translated(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """Each text of a content record as (field, language, text); codes and addresses are not prose."""
    if isinstance(value, list):
        for number, row in enumerate(value, start=1):
            yield from translated(row, (*path, str(number)))
    if not isinstance(value, dict):
        return
    language, text = value.get("language"), value.get("text")
    if language in DICTIONARIES and isinstance(text, str) and value.get("kind") != "wrong":
        yield (
            ".".join((*path, "text")),
            str(language),
            text,
        )  # another name; a wrong one is there for those who search it
    for name, inner in value.items():
        if name == "slug" or name.endswith("_lang"):
            continue
        if isinstance(inner, dict) and inner.keys() & DICTIONARIES.keys():
            own = value.get(f"{name}_lang") or {}  # a name that is in another language than its page
            for language in DICTIONARIES.keys() & inner.keys():
                yield ".".join((*path, name)), own.get(language, language), str(inner[language] or "")
        else:
            yield from translated(inner, (*path, name))


def content(root: Path) -> Iterator[Passage]:
    for path in sorted((root / "fixtures").glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            records = yaml.load(file, Loader=LOADER)  # noqa: S506 - the safest, and fast
        for record in records or []:
            for name, language, text in translated(record):
                yield Passage(str(path.relative_to(root)), str(record.get("code", "")), name, language, text)


def catalogues(root: Path) -> Iterator[Passage]:
    """The interface: messages as the code says them, and their translations. Addresses are not prose."""
    paths = sorted((root / "locale").glob("*/LC_MESSAGES/django.po"))
    for path in paths:
        language = path.parent.parent.name
        for entry in polib.pofile(str(path)):
            if entry.msgctxt == "address" or entry.obsolete:
                continue
            place = Passage(str(path.relative_to(root)), f"line {entry.linenum}", "msgid", SOURCE_LANGUAGE, "")
            messages = [entry.msgid, entry.msgid_plural]
            if path == paths[0]:  # every catalogue repeats them
                yield from (replace(place, text=text) for text in messages)
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                if language != SOURCE_LANGUAGE or text not in messages:
                    yield replace(place, field="msgstr", language=language, text=text)


CODE = re.compile(r"^```.*?^```|`[^`]*`|\]\([^)]*\)", re.DOTALL | re.MULTILINE)
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
FRENCH = re.compile(r"\b(?:le|la|les|des|du|et|une?|est|dans)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|and|is|an?|to|in|that)\b", re.IGNORECASE)


def documentation(root: Path) -> Iterator[Passage]:
    """Each line of the documentation, in the language of its file (guide.fr.md) or its paragraph; code is left out."""
    for path in [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md"))]:
        text = CODE.sub(lambda match: "\n" * match[0].count("\n") or " ", path.read_text(encoding="utf-8"))
        for paragraph in PARAGRAPH.finditer(text):
            guessed = "fr" if len(FRENCH.findall(paragraph[0])) > len(ENGLISH.findall(paragraph[0])) else "en"
            stated = Path(path.stem).suffix.removeprefix(".")
            first = text.count("\n", 0, paragraph.start()) + 1
            for number, line in enumerate(paragraph[0].splitlines(), start=first):
                yield Passage(str(path.relative_to(root)), f"line {number}", "", stated or guessed, line)


FOREIGN = re.compile(r'<(\w+)\b[^>]*\blang="(\w+)[^"]*"[^>]*>(.*?)</\1>', re.DOTALL)


def by_language(passage: Passage) -> Iterator[Passage]:
    """The passage, and apart from it what its HTML marks as the other language."""
    rest = passage.text
    for match in FOREIGN.finditer(passage.text):
        if match[2] in DICTIONARIES:
            rest = rest.replace(match[0], " ")
            yield replace(passage, language=match[2], text=match[3])
    yield replace(passage, text=rest)


def passages(root: Path = ROOT) -> list[Passage]:
    """Every text in a language that we have a dictionary for."""
    texts = (*content(root), *catalogues(root), *documentation(root))
    return [part for text in texts for part in by_language(text) if part.language in DICTIONARIES]


# --- words -----------------------------------------------------------------------------------------------------------

MARKUP = r"<[^>]*>|\[\[.*?\]\]|&#?\w+;|%\(\w+\)[sd]|%[sd]|\{\w*\}"
ADDRESS = r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|eu|fr|md|net|org)\b"
NOT_PROSE = re.compile(f"{MARKUP}|{ADDRESS}")
WORD = re.compile(r"\w+(?:['-]\w+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|jusqu|lorsqu|puisqu|qu|quelqu|quoiqu)'|'s$", re.IGNORECASE)
IZE = re.compile(r"(?<=\w{3}[iy])z(?=(?:e[ds]?|ers?|ing|able|ations?|ational)$)")


def words(text: str) -> list[str]:
    """The words of a text, once each: accents composed, without elided articles (l', qu') or an English 's."""
    plain = unicodedata.normalize("NFC", NOT_PROSE.sub(" ", text)).replace("’", "'").replace("\u00ad", "")
    return list(dict.fromkeys(ELISION.sub("", word) for word in WORD.findall(re.sub("[‐‑]", "-", plain))))


def parts(word: str) -> list[str]:
    """What a compound is made of; single letters and numbers such as U1315 or UMR_S are no words."""
    return [piece for piece in re.split("['-]", word) if len(piece) > 1 and piece.isalpha()]


def british(word: str) -> str:
    """The word with -is- for -iz-; itself where there is nothing to change."""
    return IZE.sub("s", word)


@dataclass
class Lists:
    """The project's own words, by list, and those that a text has used."""

    by_name: dict[str, list[str]]
    used: set[tuple[str, str]] = field(default_factory=set)

    def know(self, word: str, language: str) -> bool:
        """A listed word also stands at the head of a sentence; a listed name keeps its capitals."""
        found = {
            (name, form)
            for name in ("both", language)
            for form in (word, word[:1].lower() + word[1:])
            if form in self.by_name.get(name, ())
        }
        self.used |= found
        return bool(found)

    def faults(self) -> Iterator[str]:
        """Lists out of order, words listed twice, words that no text says."""
        for name, listed in self.by_name.items():
            file = f"locale/words/{name}.txt"
            rising = sorted(listed, key=lambda word: (unicodedata.normalize("NFD", word.casefold()), word))
            for word, wanted in zip(listed, rising, strict=True):
                if word != wanted:
                    yield f"{file}: not sorted: {word} stands where {wanted} belongs"
                    break
            counts = Counter(listed + (self.by_name.get("both", []) if name != "both" else []))
            yield from (f"{file}: listed twice: {word}" for word in dict.fromkeys(listed) if counts[word] > 1)
            yield from (f"{file}: no text says: {word}" for word in listed if (name, word) not in self.used)


def read_lists(root: Path = ROOT) -> Lists:
    folder = root / "locale" / "words"
    return Lists({path.stem: path.read_text(encoding="utf-8").split() for path in sorted(folder.glob("*.txt"))})


# --- judgement -------------------------------------------------------------------------------------------------------


def missing() -> str:
    """The program or the dictionary that is not there; empty where all are."""
    if not shutil.which("hunspell"):
        return "hunspell"
    for name in DICTIONARIES.values():
        if subprocess.run(["hunspell", "-d", name, "-l"], input=b"", capture_output=True, check=False).returncode:
            return f"hunspell's dictionary {name}"
    return ""


def rejected(forms: Iterable[str], language: str) -> dict[str, list[str]]:
    """The forms that the dictionary does not know, each with what it would rather read: one process for them all.

    hunspell answers a line by one or more lines, since it may take a compound apart, and then an empty one.
    """
    command, asked = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[language], "-a"], sorted(forms)
    lines = "".join(f"^{form}\n" for form in asked)
    answer = subprocess.run(command, input=lines.encode(), capture_output=True, check=True).stdout.decode()
    found: dict[str, list[str]] = {}
    for form, block in zip(asked, answer.partition("\n")[2].strip("\n").split("\n\n"), strict=bool(asked)):
        for line in block.splitlines():
            if line.startswith(("&", "#")):
                found.setdefault(form, line.partition(": ")[2].split(", ") if line[0] == "&" else [])
    return found


def unlisted(texts: list[Passage], lists: Lists, language: str) -> dict[str, list[str]]:
    """The words that the lists do not cover, each with those of its parts that they do not cover either."""
    found = {word for passage in texts for word in words(passage.text)}
    doubtful = {word: parts(word) for word in found if not lists.know(word, language)}
    return {word: [part for part in pieces if not lists.know(part, language)] for word, pieces in doubtful.items()}


def misspelt(texts: list[Passage], doubtful: dict[str, list[str]], language: str) -> Iterator[str]:
    """Each wrong word of one language's texts, with its place and up to three suggestions.

    A compound is right when the dictionary knows it, or else when it knows all its parts.
    """
    forms = {piece for pieces in doubtful.values() for piece in pieces}
    forms |= {word for word, pieces in doubtful.items() if pieces and pieces == parts(word)}
    if language == SOURCE_LANGUAGE:
        forms |= {british(form) for form in forms}
    wrong = rejected(forms, language)
    for passage in texts:
        for word in words(passage.text):
            for piece in doubtful.get(word, ()):
                better = british(piece) if language == SOURCE_LANGUAGE else piece
                if better != piece and better not in wrong:
                    yield f"{passage}: {piece} ({better})"
                elif piece in wrong and (word in wrong or word not in forms):
                    yield f"{passage}: {piece} ({', '.join(wrong[piece][:SUGGESTIONS]) or 'no suggestion'})"


def main(root: Path = ROOT) -> int:
    texts, lists, lacking = passages(root), read_lists(root), missing()
    found: list[str] = []
    for language in DICTIONARIES:
        here = [passage for passage in texts if passage.language == language]
        doubtful = unlisted(here, lists, language)
        if not lacking:
            found += misspelt(here, doubtful, language)
    found += lists.faults()
    for fault in found:
        print(fault)
    if lacking:
        print(NOT_CHECKED.format(lacking))
    return int(bool(found) or (bool(lacking) and os.environ.get("CI") == "true"))


if __name__ == "__main__":
    sys.exit(main())
