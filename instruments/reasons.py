"""Why the finder says what it says: criteria as texts, with their states and the sources of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst

from instruments import eligibility, words
from portal.core.models import Source
from portal.core.text import languages, numbers


def source_words(sources: list[Source]) -> str:
    """Names the sources of a rule: "Inserm, Europe and International (undated, about 2023)", newest first."""
    return "; ".join(
        f"{source.publisher}, {languages.text_of(source, 'title')}"
        f" ({numbers.source_date(source.basis, source.dated, source.dated_to)})"
        for source in sources
    )


@dataclass(frozen=True)
class Reason:
    """A criterion as text, with its state and its sources."""

    finding: eligibility.Finding
    sources: list[Source]
    marks: list[tuple[int, Source]]

    @cached_property
    def text(self) -> str:
        return capfirst(words.finding(self.finding))

    @property
    def state(self) -> str:
        return self.finding.state.value

    @property
    def state_text(self) -> str:
        return words.state(self.finding.state)

    @cached_property
    def source(self) -> str:
        return source_words(self.sources)
