"""Whatever an editor pastes, however long, what reads it comes to an end without an error; drawn the same each time.

How long that takes, which grows with the length alone, is measured by tests/bench/bench_texts.py.
"""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.core.templatetags import machines, typeset
from portal.core.templatetags import portal as portal_tags
from portal.core.text import parity, record_links, sanitiser, table_of_contents, typography
from portal.editing.forms import normalise
from portal.editing.review import avoided_terms
from portal.editing.revisions import wording
from portal.pages.explain import Explained, explain
from portal.search import analysis, index, snippets

LENGTH = 200_000  # characters

SIGNS = [
    "1",
    " ",
    "\u00a0",
    "\u202f",
    "\n",
    "1-",
    "1 ",
    '"',
    "'",
    "«",
    "»",
    "!",
    "a@",
    "a.",
    "http://",
    "www.",
    "IVX",
    "1e",
]
MARKUP = [
    "<",
    "<a ",
    "</",
    "<!--",
    "<script",
    "<b lang=",
    "<cite>",
    "<h2>",
    "<a>",
    "<b>",
    "</i>",
    "&amp;",
    "&#1",
    "[[",
    ">",
]
KINDS = [*SIGNS, *MARKUP, "...", " – ", "a\u0301\u0316", "\u0301\u0316", "000", "1,000"]


def repeated(*pieces: str) -> str:
    piece = "".join(pieces)
    return piece * (LENGTH // len(piece))


TEXTS = st.one_of(
    st.sampled_from(KINDS).map(repeated),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)).map(lambda two: repeated(*two)),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)).map(
        lambda two: repeated(two[0])[: LENGTH // 2] + repeated(two[1])[: LENGTH // 2]
    ),
)
TERMS = [Explained("gls", "Global lab", "IVX", "", "/g#gls"), Explained("ere", "1 000", "A.", "", "/g#ere")]


def halves(text: str) -> str:
    return wording.difference(text, f"{text[: LENGTH // 3]}x{text[LENGTH // 2 :]}")


BY_LANGUAGE = {
    "plain": typography.plain,
    "page": typography.page,
    "one text node": lambda text, language: typography._node(text, language, "1"),
    "rules": lambda text, language: typography.RULES[language](text),
    "terms of the search": analysis.terms,
    "snippet of a result": lambda text, language: snippets.snippet(["", text], language, [("a", True), ("1", False)]),
}
IN_ANY = {
    "page, between its tags": lambda text: typeset._BETWEEN_TAGS.sub(">\n<", f">{text}"),
    "attribute": portal_tags.typographic,
    "breadcrumb": machines._plain,
    "prose": sanitiser.render,
    "links without a page": record_links.unlinked,
    "numbers of a text": parity.numbers,
    "contents": table_of_contents.headings,
    "terms explained": lambda text: explain(text, TERMS),
    "name for comparing": analysis.fold,
    "line of the index": index.plain,
    "difference": halves,
    "running text": avoided_terms._running,
    "whole number": normalise.whole,
    "decimal number": normalise.decimal,
    "address": normalise.address,
}
CASES = {
    **{f"{name}, {code}": (read, code) for name, read in BY_LANGUAGE.items() for code in ("fr", "en")},
    **{name: (read,) for name, read in IN_ANY.items()},
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@settings(max_examples=2, derandomize=True, deadline=None)
@given(text=TEXTS)
@example(text=repeated("1"))
@example(text=repeated(" "))
@example(text=repeated("\n"))
@example(text=repeated("<a "))
@example(text=repeated("<h2>"))
@example(text=repeated("<b lang="))
@example(text=repeated("\u0301\u0316"))
@example(text="&#" + repeated("1"))
def test_no_text_is_too_long(case, text):
    read, *language = case
    with suppress(ValidationError):  # no number
        read(text, *language)
