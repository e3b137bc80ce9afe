"""Numbers for the sources of a page, in the order of its list, so that each fact can point to its own."""

from collections.abc import Iterable
from typing import Any

from portal.core.models import Source


class References:
    """The sources of one page, numbered from 1: first the record's own, then those only its facts name."""

    def __init__(self, *groups: Iterable[Any]) -> None:
        self.numbers: dict[int, int] = {}
        self.sources: list[Source] = []
        for group in groups:
            for sourced in group:
                for source in sourced.sources.all():
                    self.add(source)

    def add(self, source: Source) -> None:
        """Gives `source` the next number, unless it has one."""
        if source.pk not in self.numbers:
            self.sources.append(source)
            self.numbers[source.pk] = len(self.sources)

    def marks(self, sourced: Any) -> list[tuple[int, Source]]:
        """(number, source) of one fact, by number."""
        return self.numbered(sourced.sources.all())

    def numbered(self, sources: Iterable[Source]) -> list[tuple[int, Source]]:
        """(number, source) of the known ones among `sources`, by number."""
        known = [(self.numbers[source.pk], source) for source in sources if source.pk in self.numbers]
        return sorted(known, key=lambda pair: pair[0])

    def __iter__(self) -> Any:
        return iter(enumerate(self.sources, 1))

    def __bool__(self) -> bool:
        return bool(self.sources)
