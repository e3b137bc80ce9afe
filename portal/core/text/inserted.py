"""What a text shows besides words: an image, a document. It names them by a token, as it does values: `[[image.a-code]]`.

The stored text holds the token alone, so that nothing from outside can come in by this way; what is drawn for it comes from
the record, each time the text is shown. Rooms tell in their `inserted.py` which kinds there are; what a token is in plain
words (in search results, in files) they tell as a value (`portal/core/text/values.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from portal.core.content import version
from portal.core.registry import Registry


@dataclass(frozen=True)
class Inserted:
    """A kind: `drawn()` gives the HTML of all that are public, by code. `is_block`: it stands in a line of its own."""

    drawn: Callable[[], Mapping[str, SafeString]]
    is_block: bool


_kinds: Registry[str, Inserted] = Registry("inserted")
_ALONE = re.compile(r"<p>\s*+\[\[([a-z]+)\.([A-Za-z0-9][A-Za-z0-9_.-]*)\]\]\s*+</p>")


def register(kind: str, drawn: Callable[[], Mapping[str, SafeString]], *, is_block: bool = False) -> None:
    _kinds.add(kind, Inserted(drawn, is_block))


def token(kind: str, code: str) -> str:
    return f"[[{kind}.{code}]]"


def _all(kind: str) -> Mapping[str, SafeString]:
    return version.keep(("inserted", kind), _kinds[kind].drawn)


def _is_block(kind: str) -> bool:
    return kind in _kinds and _kinds[kind].is_block


def inline(kind: str, code: str) -> SafeString | None:
    """The HTML inside a line; None for what stands in a line of its own, and for what is not there."""
    known = _kinds.get(kind)
    return None if known is None or known.is_block else _all(kind).get(code)


def blocks(markup: str) -> str:
    """Sanitised HTML with each paragraph that holds nothing but such a token replaced by what it stands for."""
    if "[[" not in markup:
        return markup

    known = {kind: _all(kind) for kind in {kind for kind, _code in _ALONE.findall(markup)} if _is_block(kind)}

    def drawn(found: re.Match[str]) -> str:
        kind, code = found.groups()
        if kind not in known:
            return found[0]
        return known[kind].get(code, "").replace("[[", "&#91;[")  # its own words are no tokens, in no attribute

    return _ALONE.sub(drawn, markup)
