"""SVG to PNG, in a process of its own: the renderer holds Python's lock for some tenths of a second and takes 50 MB.

Fonts are those of two packages, by their files, and never the machine's: the same picture everywhere.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from threading import BoundedSemaphore, Lock
from typing import Final

SECONDS: Final = 30.0
FONTS: Final = (
    ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
)

_one, _in_line = Lock(), BoundedSemaphore(2)


class BusyError(Exception):
    """Raised when one picture is being drawn and another is waiting: the other threads are for pages."""


@contextmanager
def turn() -> Iterator[None]:
    """Inside, one picture is drawn: one at a time in each process of the site. One may wait, the next is told `BusyError`."""
    if not _in_line.acquire(blocking=False):
        raise BusyError
    try:
        with _one:
            yield
    finally:
        _in_line.release()


def png(svg: str, width: int) -> bytes:
    """The picture as PNG of this width in pixels."""
    command = [sys.executable, __file__, str(width)]
    done = subprocess.run(command, input=svg.encode(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own file
    return done.stdout


def _draw(svg: str, width: int) -> bytes:
    import resvg_py

    fonts = [str(files(package) / "files" / name) for package, name in FONTS]
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=fonts,
        font_family="Source Sans Pro",
        sans_serif_family="Source Sans Pro",
        serif_family="Source Serif Pro",
    )


if __name__ == "__main__":
    sys.path.pop(0)  # this folder: it holds nothing that is imported
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
