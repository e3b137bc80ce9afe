"""Pictures that are drawn once for each content version, up to a size: whoever asks for many different ones pushes out old ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

from portal.core.content import version
from portal.core.text import languages

MOST: Final = 24 * 1024 * 1024
"""Bytes in one process."""


class Store:
    """Pictures as bytes, of one content version."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        self._version = ""
        self._kept: dict[Hashable, bytes] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable) -> bytes | None:
        """What is kept under the key and the active language, if it is of this content version."""
        if not version.is_certain():
            return None
        own, now = (languages.current(), key), version.current()
        with self._lock:
            if now != self._version:
                self._kept.clear()
                self._version, self.size = now, 0
            found = self._kept.pop(own, None)
            if found is not None:
                self._kept[own] = found  # used last, dropped last
            return found

    def keep(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """What is kept, else what `draw` gives, which then is. In a transaction nothing is kept."""
        kept = self.find(key)
        if kept is not None:
            return kept
        now = version.current() if version.is_certain() else ""
        found = draw()
        with self._lock:
            if now and now == self._version and len(found) <= self.most:
                own = (languages.current(), key)
                self.size += len(found) - len(self._kept.pop(own, b""))
                self._kept[own] = found
                while self.size > self.most:
                    self.size -= len(self._kept.pop(next(iter(self._kept))))
        return found


pictures = Store()
