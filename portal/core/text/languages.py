"""Languages of the site, and texts with their language. The only module that iterates over the site's languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname


@dataclass(frozen=True)
class Text:
    """A text and its language; `is_fallback` if that is not the language of the page."""

    value: str
    language: str
    is_fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return self.value


def codes() -> list[str]:
    """Codes of the site's languages, the default one first."""
    return [code for code, _ in settings.LANGUAGES]


def current() -> str:
    """Code of the active language; the site's default if none of its languages is active."""
    active = (get_language() or "")[:2]
    return active if active in codes() else settings.LANGUAGE_CODE


def localized(field: str, language: str) -> str:
    """Name of the column that holds `field` in `language`."""
    return build_localized_fieldname(field, language)


def translated(model: Any) -> dict[str, dict[str, str]]:
    """Translated fields of `model`, with their columns by language: {"name": {"fr": "name_fr", …}}."""
    try:
        fields = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return {}
    return {name: {column.language: column.name for column in columns} for name, columns in fields.items()}


def in_language(record: models.Model, field: str, language: str) -> Any:
    """Value of a translated field in one language, without fallback; "" or None if missing."""
    return getattr(record, localized(field, language))


def fallback_order(language: str) -> Iterator[str]:
    """Yields `language`, then the others in the site's order."""
    yield language
    yield from (code for code in codes() if code != language)


def text_of(record: models.Model, field: str, language: str | None = None) -> Text:
    """Text of `field` in `language` (default: the active one), else in the first other that has it, as fallback."""
    wanted = language or current()
    for code in fallback_order(wanted):
        value = in_language(record, field, code)
        if value:
            return Text(str(value), code, code != wanted)
    return Text("", wanted)


def from_path(path: str) -> str | None:
    """Language code that prefixes the path: "/fr/…" gives "fr"; None without a prefix."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in codes() else None


def from_header(request: HttpRequest) -> str:
    """Code of the site's language that suits `Accept-Language` best; the default if none does."""
    for code, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        if not quality:  # "q=0" excludes the language
            continue
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
