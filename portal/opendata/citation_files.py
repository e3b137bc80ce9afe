"""A citation as a file for reference managers: BibTeX and RIS. UTF-8, accents as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from portal.core import licence
from portal.opendata.citation import Citation

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own names

# BibTeX counts braces, and does not know an escaped one: a text's own are written as words, so that they always match.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&#$_"},
        **dict.fromkeys("\u00a0\u202f", "~"),  # TeX's own no-break space: of the narrow one it knows nothing
    }
)


def bibtex(citation: Citation) -> str:
    """The citation as an entry of BibTeX; the address stays as it is, since `url` is read literally."""
    changed = citation.changed
    fields = {
        "author": f"{{{_escaped(citation.author)}}}",  # braces within braces: a body, not a surname; a title as it is
        "title": f"{{{_escaped(citation.title)}}}",
        "howpublished": _escaped(_("International cooperation, Inserm")),
        "year": f"{changed:%Y}" if changed else "",
        "month": MONTHS[changed.month - 1] if changed else "",
        "day": f"{changed.day}" if changed else "",
        "note": _escaped(citation.note),
        "url": citation.address,
        "urldate": f"{citation.consulted:%Y-%m-%d}",
        "langid": get_language_info(citation.language)["name"].lower(),
    }
    lines = (
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    """A text on one line, without what BibTeX and TeX would read as a sign of theirs."""
    return _line(text).translate(_BIBTEX)


def ris(citation: Citation) -> str:
    """The citation as a record of RIS: a web page."""
    changed = citation.changed
    tags = (
        ("TY", "WEB"),
        ("AU", citation.author),
        ("TI", citation.title),
        ("T2", _("International cooperation, Inserm")),
        ("PB", licence.PUBLISHER),
        ("PY", f"{changed:%Y}" if changed else ""),
        ("DA", f"{changed:%Y/%m/%d}" if changed else ""),
        ("N1", citation.note),
        ("UR", citation.address),
        ("Y2", f"{citation.consulted:%Y/%m/%d}"),
        ("LA", citation.language),
    )
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _line(text: str) -> str:
    """A text on one line: what breaks a line ends a field. No-break spaces stay."""
    return " ".join(text.splitlines()).strip()


@dataclass(frozen=True)
class Format:
    """A format of citations: its media type, and what writes it."""

    media_type: str
    write: Callable[[Citation], str]


FORMATS = {
    "bib": Format("application/x-bibtex; charset=utf-8", bibtex),
    "ris": Format("application/x-research-info-systems; charset=utf-8", ris),
}
