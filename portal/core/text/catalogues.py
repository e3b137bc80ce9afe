"""Message catalogues without gettext: polib compiles them, so that a fresh machine needs Python alone."""

from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed

LOCALE = Path(__file__).resolve().parents[3] / "locale"


def compile_catalogues(root: Path = LOCALE) -> list[Path]:
    """Compiles each .po that is newer than its .mo, and reads it from now on; returns the .mo files written.

    Leaves no language active when it has written any. Raises OSError on bad syntax.
    """
    written = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            translation_file_changed(None, target)  # what Django read at its start, without this file, is forgotten
            written.append(target)
    return written
