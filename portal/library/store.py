"""Where the files of the library lie: a folder of the machine, or a store that speaks S3 (settings, `STORAGES["library"]`).

A file is named by its content and never changes: it is written once, and kept for as long as the history may name it.
"""

from __future__ import annotations

import hashlib
import re

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

NAME = r"[0-9a-f]{40}(?:-[0-9]{1,4}\.(?:webp|jpg|png)|\.pdf)"
DIGEST = re.compile(r"[0-9a-f]{40}")


def files() -> Storage:
    return storages["library"]


def digest_of(body: bytes) -> str:
    """The name of a content: it cannot be guessed by who has not the file."""
    return hashlib.sha256(body).hexdigest()[:40]


def keep(name: str, body: bytes) -> None:
    """Writes a file, unless it is there; half a file, of a machine that stopped, is written anew."""
    store = files()
    if store.exists(name):
        if store.size(name) == len(body):
            return
        store.delete(name)
    store.save(name, ContentFile(body))


def open_file(name: str) -> File | None:
    """The file of this name; None if there is none."""
    if not re.fullmatch(NAME, name):
        return None
    store = files()
    return store.open(name) if store.exists(name) else None


def forget(digest: str) -> int:
    """Deletes the file of this name in all its widths, and gives their number."""
    store = files()
    names = [name for name in store.listdir("")[1] if name.startswith(digest)]
    for name in names:
        store.delete(name)
    return len(names)
