"""Numbers the sources of a page, so that a fact from another source than the page's main one can refer to its own."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from portal.core.models import Source


class References:
    """Sources of one page, numbered from 1: the record's own first, then those of its facts.

    The source that most of them name is the page's main one: it is named once, at the foot, and what it says bears no
    mark. Of those named equally often, the newest.
    """

    def __init__(self, *groups: Iterable[Any], marks_all: bool = False) -> None:
        self.marks_all = marks_all  # a page that compares sources marks what its main one says too
        self.numbers: dict[int, int] = {}
        self.sources: list[Source] = []
        self.uses: Counter[int] = Counter()
        for group in groups:
            for sourced in group:
                for source in sourced.sources.all():
                    self.add(source)

    def add(self, source: Source) -> None:
        """Counts a use of `source`, and gives it the next number unless it has one."""
        self.uses[source.pk] += 1
        if source.pk not in self.numbers:
            self.sources.append(source)
            self.numbers[source.pk] = len(self.sources)

    @property
    def main(self) -> Source | None:
        """The page's main source; None without any."""
        return max(self.sources, key=lambda source: (self.uses[source.pk], str(source.dated or "")), default=None)

    @property
    def others(self) -> int:
        """The number of sources besides the main one."""
        return max(len(self.sources) - 1, 0)

    def marks(self, sourced: Any) -> list[tuple[int, Source]]:
        """(number, source) of the sources of one fact, in order; none where the main source is among them."""
        return self.marks_of(sourced.sources.all())

    def marks_of(self, sources: Iterable[Source]) -> list[tuple[int, Source]]:
        """The same of the fact's sources themselves."""
        found = self.numbered(sources)
        main = None if self.marks_all else self.main
        return [] if main and any(source.pk == main.pk for _, source in found) else found

    def numbered(self, sources: Iterable[Source]) -> list[tuple[int, Source]]:
        """(number, source) of those among `sources` that have a number, in order."""
        known = [(self.numbers[source.pk], source) for source in sources if source.pk in self.numbers]
        return sorted(known, key=lambda pair: pair[0])

    def __iter__(self) -> Any:
        return iter(enumerate(self.sources, 1))

    def __bool__(self) -> bool:
        return bool(self.sources)
