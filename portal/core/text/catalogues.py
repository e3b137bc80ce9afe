"""Compiles message catalogues with polib, so that a fresh machine needs no GNU gettext."""

from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed

LOCALE = Path(__file__).resolve().parents[3] / "locale"


def compile_catalogues(root: Path = LOCALE) -> list[Path]:
    """Compiles each .po file that is newer than its .mo, and makes Django reload it; returns the .mo files written.

    Deactivates the active language if it has written any. Raises OSError on bad syntax.
    """
    written = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            translation_file_changed(None, target)  # Django drops the catalogues that it read at start-up
            written.append(target)
    return written
