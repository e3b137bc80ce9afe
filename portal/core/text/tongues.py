"""The languages of the world that a name or a document may be in, as Django knows their names."""

from collections.abc import Iterator

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override

from portal.core.text import languages
from portal.core.text.collation import sort_key

CODES = tuple(code for code, known in LANG_INFO.items() if "name" in known)


def is_known(code: str) -> bool:
    return code in CODES


def choices() -> list[tuple[str, str]]:
    """(code, name in the active language): those of the site, then all others by name."""
    named = [(code, gettext(LANG_INFO[code]["name"])) for code in CODES]
    first = languages.codes()
    return sorted(named, key=lambda each: (first.index(each[0]) if each[0] in first else len(first), sort_key(each[1])))


def code_of(text: str) -> str:
    """The code of a language that is named by it, or by its name in itself or in a language of the site."""
    wanted = text.strip().casefold()
    return next((code for code in CODES if wanted in {code, *_names(code)}), text.strip())


def _names(code: str) -> Iterator[str]:
    yield LANG_INFO[code]["name_local"].casefold()
    for language in languages.codes():
        with override(language):
            yield gettext(LANG_INFO[code]["name"]).casefold()
