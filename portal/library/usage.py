"""Where a file of the library is shown: every record whose text names it, or whose picture it is, drafts included."""

from __future__ import annotations

from typing import Any

from portal.core.text import inserted
from portal.editing.lookup import uses


def of(record: Any) -> list[Any]:
    """The records that show it, each once. As many queries, however many there are."""
    return list(dict.fromkeys([*in_texts(record), *(found for found, _how in uses.naming(record))]))


def in_texts(record: Any) -> list[Any]:
    """Those that name it in a text, their own or a row's, which no foreign key protects."""
    token = inserted.token(str(record._meta.model_name), record.code)
    return list(dict.fromkeys(found for found, _how in uses.in_texts([(token, "")])))
