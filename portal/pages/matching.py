"""Which terms of the glossary hold the words that a reader types; `static/js/glossary.js` does the same in the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from portal.core.text import languages
from portal.pages.models import Term


def plain(text: str) -> str:
    """`text` without case, accents, and signs: its words, separated by spaces."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in decomposed if not unicodedata.combining(sign))))


def matching(terms: Iterable[Term], words: str) -> list[Term]:
    """The terms whose names in any language, acronyms, other names or definition in the page's language hold each word."""
    wanted = plain(words).split()
    return (
        [term for term in terms if all(word in said for said in [_said(term)] for word in wanted)]
        if wanted
        else [*terms]
    )


def _said(term: Term) -> str:
    names = [languages.in_language(term, field, code) for code in languages.codes() for field in ("name", "acronym")]
    definition = languages.text_of(term, "definition").value
    return plain(" ".join([*filter(None, names), definition, *(alias.text for alias in term.aliases.all())]))
