"""Columns that several lists have, said once: a choice in code and in words, what a record refers to, a start and an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core.lists.record_list import Cell, Heading, Words
from portal.core.text.languages import Text, current, text_of

IN_FILE = _("In the language of the file.")
AS_STATED = _("Year, month or day, as far as the source states it.")


def words(key: str, label: Words, help: Words) -> Cell:  # noqa: A002 - the word of Cell
    """A translated text of the record, in the language of the file."""
    return Cell(key, label, help, lambda record: text_of(record, key))


def number(key: str, label: Words, help: Words) -> Cell:  # noqa: A002
    return Cell(key, label, help, lambda record: getattr(record, key), "number")


def codes(key: str, label: Words, help: Words) -> Cell:  # noqa: A002
    """The codes of the records at the end of a relation of many."""
    return Cell(key, label, help, lambda record: [other.code for other in getattr(record, key).all()], "list of code")


def choice(key: str, label: Words, help: Words, label_in_words: Words) -> tuple[Cell, Cell]:  # noqa: A002
    """A column with a fixed list of values: its code, then the same in words."""
    return (
        Cell(key, label, help, lambda record: getattr(record, key), "code"),
        Cell(f"{key}_name", label_in_words, IN_FILE, _in_words(key)),
    )


def reference(key: str, label: Words, help: Words, label_of_name: Words, relation: str = "") -> tuple[Cell, Cell]:  # noqa: A002
    """The record that a column leads to: its code, then its name."""
    column = relation or key
    return (
        Cell(key, label, help, lambda record: getattr(record, column).code, "code"),
        Cell(f"{key}_name", label_of_name, IN_FILE, lambda record: text_of(getattr(record, column), "name")),
    )


def span() -> tuple[Cell, Cell]:
    """From when to when, as far as it is known."""
    return (
        Cell("started", _("Start"), AS_STATED, lambda record: record.started, "date"),
        Cell("ended", _("End"), AS_STATED, lambda record: record.ended, "date"),
    )


def by_choice(key: str) -> Callable[[Any], Heading]:
    """The heading of a group of records that have the same value in a column with a fixed list of them."""
    in_words = _in_words(key)
    return lambda record: Heading(getattr(record, key), Text(in_words(record), current()))


def _in_words(key: str) -> Callable[[Any], str]:
    return lambda record: str(capfirst(getattr(record, f"get_{key}_display")()))
