"""What rooms tell the ones below them: a registry stands in the lower room, the upper ones add to it from a module of theirs."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from django.utils.module_loading import autodiscover_modules

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


class Registry(Mapping[Key, Item]):
    """Entries by their keys, from the rooms' modules called `module`, which are imported when it is first read.

    Entries stand as they were added: rooms from the ground up (INSTALLED_APPS), for a module that nobody else imports.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._items: dict[Key, Item] = {}
        self._is_complete = False

    def add(self, key: Key, item: Item) -> Item:
        """Adds an entry; one that has the same key gives way."""
        self._items[key] = item
        return item

    def append(self, item: Item) -> Item:
        """Adds an entry that nobody asks for by a key: its number is one."""
        return self.add(len(self._items), item)  # type: ignore[arg-type]

    def _known(self) -> dict[Key, Item]:
        # Not complete before all are imported: another thread then waits for the modules, rather than read half of them.
        if not self._is_complete:
            autodiscover_modules(self._module)
            self._is_complete = True
        return self._items

    def __getitem__(self, key: Key) -> Item:
        return self._known()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())
