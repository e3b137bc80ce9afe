"""Sections of a record's page, one subject each, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Section:
    """A section: texts made from rules (`lines`), sourced facts (`facts`), and their earlier versions (`earlier`)."""

    code: str
    label: str
    lines: list[tuple[str, Any]] = field(default_factory=list)
    facts: list[Any] = field(default_factory=list)
    earlier: list[Any] = field(default_factory=list)
    is_ordered: bool = False
    has_more: bool = False  # the page adds something of its own, such as the conditions of an instrument

    @classmethod
    def of(cls, code: str, label: str, facts: Iterable[Any], is_ordered: bool = False) -> Section:
        """Section of the facts of one subject, earlier versions apart."""
        rows = list(facts)
        current = [fact for fact in rows if not fact.is_earlier]
        return cls(code, str(label), [], current, [fact for fact in rows if fact.is_earlier], is_ordered)

    @classmethod
    def grouped(cls, kinds: Any, facts: Iterable[Any]) -> list[Section]:
        """Sections of the facts by kind (a TextChoices), in the order of the kinds; empty ones are left out."""
        rows = list(facts)
        every = [cls.of(kind.value, kind.label, (fact for fact in rows if fact.kind == kind)) for kind in kinds]
        return [section for section in every if section.is_shown]

    @property
    def is_stated(self) -> bool:
        """Whether there is anything current to show."""
        return bool(self.lines or self.facts)

    @property
    def is_shown(self) -> bool:
        """Whether the page has anything to say under its heading."""
        return self.is_stated or bool(self.earlier) or self.has_more

    @property
    def is_list(self) -> bool:
        """Whether the facts are shown as a list."""
        return len(self.facts) > 1
