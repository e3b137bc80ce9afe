"""Values that records hold, named in a text by a token: `[[figure.declared-collaborations]]`, `[[amount.irp.europe]]`.

A text that repeats an amount would go on saying it after an editor has changed the row: a token is filled from the row each
time the text is shown. Rooms tell in their `values.py` which kinds there are, and what each gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.text import capfirst
from django.utils.translation import override

from portal.core.content import version
from portal.core.registry import Registry
from portal.core.text import languages

TOKEN = re.compile(r"\[\[([A-Za-z]+)\.([A-Za-z0-9][A-Za-z0-9_.-]*)\]\]")
MISSING = "–"  # of a record that is gone, or is not public

_sources: Registry[str, Callable[[], Mapping[str, str]]] = Registry("values")


def register(kind: str, values: Callable[[], Mapping[str, str]]) -> None:
    """Adds a kind of value. `values()` gives all that are public, by code, in words of the active language, in one query."""
    _sources.add(kind, values)


def known(kind: str) -> Mapping[str, str]:
    """All values of a kind by code, in the active language."""
    return version.keep(("values", kind), _sources[kind])


def kinds() -> list[str]:
    """The kinds of values that the rooms have told of."""
    return list(_sources)


def is_known(kind: str) -> bool:
    """Whether a room has told of this kind; a capital letter does not matter."""
    return kind.lower() in _sources


def value(kind: str, code: str) -> str:
    """A value in words of the active language; a kind with a capital letter gives them for the start of a sentence."""
    found = known(kind.lower()).get(code, MISSING)
    return str(capfirst(found)) if kind[0].isupper() else found


def filled(text: str, language: str = "") -> str:
    """A plain text with its tokens filled, in `language` (default: the active one); tokens of no known kind stay."""
    if "[[" not in text:
        return text
    with override(language or languages.current()):
        return TOKEN.sub(lambda found: value(*found.groups()) if is_known(found[1]) else found[0], text)


def unknown(text: str) -> list[str]:
    """The tokens of a text that name no value that is there."""
    return [
        found[0] for found in TOKEN.finditer(text) if is_known(found[1]) and found[2] not in known(found[1].lower())
    ]
