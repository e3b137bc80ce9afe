"""The sections of a record's page: one subject each, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Section:
    """One heading: words made from rules (`lines`), what sources say (`facts`), what older ones said (`earlier`)."""

    code: str
    label: str
    lines: list[tuple[str, Any]] = field(default_factory=list)
    facts: list[Any] = field(default_factory=list)
    earlier: list[Any] = field(default_factory=list)
    is_ordered: bool = False

    @classmethod
    def of(cls, code: str, label: str, facts: Iterable[Any], is_ordered: bool = False) -> Section:
        """A section from the facts of one subject; earlier versions go apart."""
        rows = list(facts)
        current = [fact for fact in rows if not fact.is_earlier]
        return cls(code, str(label), [], current, [fact for fact in rows if fact.is_earlier], is_ordered)

    @classmethod
    def grouped(cls, kinds: Any, facts: Iterable[Any]) -> list[Section]:
        """One section per kind (a TextChoices) that has a fact, in the order of the kinds."""
        rows = list(facts)
        every = [cls.of(kind.value, kind.label, (fact for fact in rows if fact.kind == kind)) for kind in kinds]
        return [section for section in every if section.is_stated or section.earlier]

    @property
    def is_stated(self) -> bool:
        return bool(self.lines or self.facts)

    @property
    def is_list(self) -> bool:
        return len(self.facts) > 1
