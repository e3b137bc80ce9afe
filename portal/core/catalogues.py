"""Message catalogues without gettext: polib compiles them, so that a fresh machine needs Python alone."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_catalogues(root: Path = LOCALE) -> list[Path]:
    """Compiles each .po that is newer than its .mo; returns the .mo files written. Raises OSError on bad syntax."""
    written = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written
