"""The editors' guide says the same in both languages, in the words of the screens, and has its pictures."""

import json
import re
from pathlib import Path

import polib
import pytest
from django.contrib import admin

from tests.browser.pictures import settled

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("fr", "en")
PICTURE = re.compile(r"!\[([^\]]*)\]\(guide/(\w\w)/([\w-]+)\.webp\)")
PLACEHOLDER = re.compile(r"%\\?\(\w+\\?\)[sd]|%[sd]|\\\{\w*\\\}")
# Said in bold and by no message: what the words of the guide are, the mark of a language, a sign, a word of the browser.
OWN = {"fr": {"en gras", "[fr]", "[en]", "+"}, "en": {"in bold", "[fr]", "[en]", "+"}}


def guide(language):
    return (DOCS / f"editors-guide.{language}.md").read_text(encoding="utf-8")


def pictures(language):
    """(alternative text, language, name) of each picture, in order."""
    return PICTURE.findall(guide(language))


def plain(text):
    return " ".join(text.replace("’", "'").split()).rstrip(" :.…").casefold()


def messages(language):
    """What the desk says in a language: our catalogue, and Django's for its admin."""
    for folder in (ROOT, Path(admin.__file__).parent):
        for entry in polib.pofile(str(folder / "locale" / language / "LC_MESSAGES" / "django.po")):
            for text in (entry.msgstr or entry.msgid, *entry.msgstr_plural.values()):
                yield plain(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_bold_are_those_of_the_screens(language):
    said = set(messages(language))
    with_gaps = [
        re.compile(PLACEHOLDER.sub(".*", re.escape(text)).replace(r"\ .*", ".*"))
        for text in said
        if "%" in text or "{" in text
    ]
    bold = [plain(words) for words in re.findall(r"\*\*(.+?)\*\*", guide(language))]
    unknown = [
        words
        for words in dict.fromkeys(bold)
        if words not in said | OWN[language] and not any(pattern.fullmatch(words) for pattern in with_gaps)
    ]
    assert (unknown, len(bold) > 60) == ([], True)


def test_both_guides_have_the_same_chapters_pictures_and_bold_words():
    chapters = [re.findall(r"^## (\d+)\.", guide(language), re.MULTILINE) for language in LANGUAGES]
    assert chapters[0] == chapters[1] == [str(number) for number in range(1, len(chapters[0]) + 1)]
    assert [name for _, _, name in pictures("fr")] == [name for _, _, name in pictures("en")]
    counts = [
        [len(re.findall(r"\*\*.+?\*\*", part)) for part in re.split(r"^## ", guide(language), flags=re.MULTILINE)]
        for language in LANGUAGES
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_is_there_is_shown_once_and_is_described(language):
    shown = pictures(language)
    files = sorted(path.stem for path in (DOCS / "guide" / language).glob("*"))
    kept = json.loads((DOCS / "guide" / "shots.json").read_text(encoding="utf-8"))
    assert sorted(name for _, _, name in shown) == files == sorted(kept[language])
    assert {code for _, code, _ in shown} == {language}
    assert [text for text, _, _ in shown if len(text) < 30] == []


def test_the_pictures_are_light():
    total = sum(path.stat().st_size for path in (DOCS / "guide").rglob("*.webp"))
    assert total < 1_500_000


def test_a_picture_ages_by_its_words_and_not_by_its_dates():
    first = settled("Prepared by Claire, 20 November 2026, 10:00. 3 changes")
    assert first == settled("Prepared by  Claire,\n1 May 2027, 9:05. 12 changes")
    assert first != settled("Made ready by Claire, 20 November 2026, 10:00. 3 changes")
