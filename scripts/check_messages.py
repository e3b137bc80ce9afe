"""Fails when a message catalogue is incomplete: empty, doubtful, or with other placeholders than its message.

Where GNU gettext is installed it also collects the messages of the code again, in a copy, and fails when the
catalogues lack one or keep one that no code says any more.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

import polib
from update_messages import ROOT, collect

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")


def faults(path: Path) -> list[str]:
    """What is wrong inside one catalogue."""
    found = []
    for entry in polib.pofile(str(path)):
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy:
            found.append(f"doubtful: {entry.msgid}")
        if not all(texts):
            found.append(f"not translated: {entry.msgid}")
        wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        found += [
            f"other placeholders: {entry.msgid}"
            for text in texts[-1:]
            if text and sorted(PLACEHOLDER.findall(text)) != wanted
        ]
    return found


def keys(path: Path) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


def drift(paths: list[Path]) -> list[str]:
    """Messages that the code says and the catalogues do not, or the reverse."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        ignored = shutil.ignore_patterns(".venv", "var", ".git", "node_modules", "*.mo", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        collect(copy, [path.parent.parent.name for path in paths])
        found = []
        for path in paths:
            here, there = keys(path), keys(copy / path.relative_to(ROOT))
            found += [f"{path.parent.parent.name}: missing: {message}" for _, message in sorted(there - here)]
            found += [f"{path.parent.parent.name}: no longer said: {message}" for _, message in sorted(here - there)]
        return found


def main() -> int:
    paths = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
    found = [f"{path.relative_to(ROOT)}: {fault}" for path in paths for fault in faults(path)]
    if shutil.which("xgettext"):
        found += drift(paths)
    else:
        print("messages: GNU gettext is not installed, so the catalogues were not compared with the code")
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
