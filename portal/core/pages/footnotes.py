"""Numbers the sources of a page, so that each fact can refer to its own."""

from collections.abc import Iterable
from typing import Any

from portal.core.models import Source


class References:
    """Sources of one page, numbered from 1: the record's own first, then those of its facts."""

    def __init__(self, *groups: Iterable[Any]) -> None:
        self.numbers: dict[int, int] = {}
        self.sources: list[Source] = []
        for group in groups:
            for sourced in group:
                for source in sourced.sources.all():
                    self.add(source)

    def add(self, source: Source) -> None:
        """Gives `source` the next number unless it has one."""
        if source.pk not in self.numbers:
            self.sources.append(source)
            self.numbers[source.pk] = len(self.sources)

    def marks(self, sourced: Any) -> list[tuple[int, Source]]:
        """(number, source) of the sources of one fact, in order."""
        return self.numbered(sourced.sources.all())

    def numbered(self, sources: Iterable[Source]) -> list[tuple[int, Source]]:
        """(number, source) of those among `sources` that have a number, in order."""
        known = [(self.numbers[source.pk], source) for source in sources if source.pk in self.numbers]
        return sorted(known, key=lambda pair: pair[0])

    def __iter__(self) -> Any:
        return iter(enumerate(self.sources, 1))

    def __bool__(self) -> bool:
        return bool(self.sources)
