"""Static files: hashed, compressed, and the style sheets bundled into one."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?\s*;""")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")


def bundle(path: Path) -> str:
    """The style sheet at `path` with its `@import`s put in their place, without comments and needless blanks.

    One request instead of twenty, and still no build step: on a developer's machine the imports work as they are.
    """
    css = _IMPORT.sub(lambda found: bundle(path.parent / found.group(1)), path.read_text())
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


# The desk's files: fetched by editors a few times a day, not worth seconds of every set-up.
SELDOM = ("/admin/", "/prose-editor/")
SELDOM_QUALITY = 5


class OnceCompressor(Compressor):
    """Compresses what stands under two names, with its hash and without, once."""

    compress_brotli = staticmethod(cache(Compressor.compress_brotli))
    compress_gzip = staticmethod(cache(Compressor.compress_gzip))


class SeldomCompressor(OnceCompressor):
    @staticmethod
    @cache
    def compress_brotli(data: bytes) -> bytes:  # type: ignore[override]
        return brotli.compress(data, quality=SELDOM_QUALITY)


class QuickCompressor(OnceCompressor):
    """Brotli at its best for what visitors fetch, and a tenth of the time for the rest. Several threads share it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seldom = SeldomCompressor(**options)

    def compress(self, path: str) -> list[str]:
        is_seldom = any(part in path for part in SELDOM)
        return self.seldom.compress(path) if is_seldom else super().compress(path)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, after the portal's own sheet has been bundled."""

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        entry = "css/portal.css"
        if entry in paths and not dry_run:
            # From the sources: a collected copy that did not change is left as it was, its imports already gone.
            storage, name = paths[entry]
            (Path(settings.STATIC_ROOT) / entry).write_text(bundle(Path(storage.path(name))))
            paths = {**paths, entry: (self, entry)}  # hash the bundle, not the file it was made from
        yield from super().post_process(paths, dry_run, **options)
