"""Storage of static files: hashed names, compression, style sheets bundled into one."""

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
    """The style sheet at `path` with its `@import`s inlined, without comments and superfluous white space.

    This saves twenty requests without a build step; in development the imports work as they are.
    """
    css = _IMPORT.sub(lambda found: bundle(path.parent / found.group(1)), path.read_text())
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


# Files of the admin, fetched rarely: compressed at a lower quality, which saves seconds of set-up.
SELDOM = ("/admin/", "/prose-editor/")
SELDOM_QUALITY = 5


class OnceCompressor(Compressor):
    """Compresses a file that is stored under two names, with and without its hash, only once."""

    compress_brotli = staticmethod(cache(Compressor.compress_brotli))
    compress_gzip = staticmethod(cache(Compressor.compress_gzip))


class SeldomCompressor(OnceCompressor):
    """Compresses at SELDOM_QUALITY."""

    @staticmethod
    @cache
    def compress_brotli(data: bytes) -> bytes:  # type: ignore[override]
        return brotli.compress(data, quality=SELDOM_QUALITY)


class QuickCompressor(OnceCompressor):
    """Compresses visitors' files at the best quality, and the admin's in a tenth of the time. Thread-safe."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seldom = SeldomCompressor(**options)

    def compress(self, path: str) -> list[str]:
        is_seldom = any(part in path for part in SELDOM)
        return self.seldom.compress(path) if is_seldom else super().compress(path)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also bundles the portal's style sheet."""

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        entry = "css/portal.css"
        if entry in paths and not dry_run:
            # Bundled from the sources: the collected copy may be a bundle already.
            storage, name = paths[entry]
            (Path(settings.STATIC_ROOT) / entry).write_text(bundle(Path(storage.path(name))))
            paths = {**paths, entry: (self, entry)}  # hash the bundle, not the file it was made from
        yield from super().post_process(paths, dry_run, **options)
