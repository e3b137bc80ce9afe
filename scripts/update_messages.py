"""Brings locale/*/django.po up to date with code and templates (needs GNU gettext); `make messages`.

Messages are written in English in the code, so the English catalogue repeats them; the others are translated by
people. Prints what is left to translate.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
IGNORED = (".venv/*", "var/*", "node_modules/*", "tests/*", "docs/*")


def collect(root: Path, languages: list[str]) -> None:
    """Runs makemessages in `root` for `languages`."""
    arguments = [argument for code in languages for argument in ("--locale", code)]
    arguments += [argument for pattern in IGNORED for argument in ("--ignore", pattern)]
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-obsolete", *arguments]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def tidy(path: Path) -> list[str]:
    """Fills the source language, drops guesses and dates; returns the messages without a translation."""
    catalogue = polib.pofile(str(path), wrapwidth=110)
    language = path.parent.parent.name
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    }
    for entry in catalogue:
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if language == SOURCE_LANGUAGE and entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        elif language == SOURCE_LANGUAGE:
            entry.msgstr = entry.msgid
    catalogue.sort(key=lambda entry: (entry.msgctxt or "", entry.msgid))
    catalogue.save(str(path))
    return [entry.msgid for entry in catalogue.untranslated_entries()]


def main() -> int:
    paths = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
    collect(ROOT, [path.parent.parent.name for path in paths])
    for path in paths:
        missing = tidy(path)
        print(f"{path.relative_to(ROOT)}: {len(missing)} to translate")
        for message in missing:
            print(f"  {message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
