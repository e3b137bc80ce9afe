"""Static files: hashed, compressed, and the style sheets bundled into one."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
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


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, after the portal's own sheet has been bundled."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        entry = "css/portal.css"
        if entry in paths and not dry_run:
            # From the sources: a collected copy that did not change is left as it was, its imports already gone.
            storage, name = paths[entry]
            (Path(settings.STATIC_ROOT) / entry).write_text(bundle(Path(storage.path(name))))
            paths = {**paths, entry: (self, entry)}  # hash the bundle, not the file it was made from
        yield from super().post_process(paths, dry_run, **options)
