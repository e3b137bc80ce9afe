from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.searchable import (
    Entry,
    NameGroup,
    NameSource,
    Searchable,
    record_entry,
    register,
    register_names,
    texts,
)
from portal.core.text import languages
from portal.pages.enums import AliasKind
from portal.pages.models import KeyFigure, Page, Term


def _on_a_list(record: Any, language: str, list_name: str, anchor: str, **parts: Any) -> Entry | None:
    """The entry of what has no page of its own, but a place on one."""
    name = languages.in_language(record, "name", language)
    if not name:
        return None
    with override(language):
        return Entry(name, f"{reverse(list_name)}#{anchor}", **parts)


@register
class Pages(Searchable):
    model, kind, label, one, order = Page, "page", _("Pages"), _("page"), 90
    follows = ("facts",)

    def records(self) -> QuerySet:
        return Page.objects.prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        said = [words for fact in record.facts.all() for words in texts(fact, language, "heading", "text")]
        return record_entry(record, language, body=said)


@register
class KeyFigures(Searchable):
    model, kind, label, one, order = KeyFigure, "figure", _("Key figures"), _("key figure"), 100

    def entry(self, record: Any, language: str) -> Entry | None:
        scope = " ".join(texts(record, language, "scope"))
        body = texts(record, language, "definition", "note")
        return _on_a_list(
            record,
            language,
            "pages:key-figures",
            f"figure-{record.code}",
            summary=scope,
            body=[*body, f"{record.value:f}"],
        )


@register
class Terms(Searchable):
    model, kind, label, one, order = Term, "term", _("Glossary"), _("term"), 110
    explains = True
    follows = ("aliases",)

    def records(self) -> QuerySet:
        return Term.objects.prefetch_related("aliases")

    def entry(self, record: Any, language: str) -> Entry | None:
        names = [alias.text for alias in record.aliases.all() if alias.language in ("", language)]
        return _on_a_list(
            record,
            language,
            "pages:glossary",
            record.code,
            names=[*texts(record, language, "acronym"), *names],
            summary=" ".join(texts(record, language, "definition")),
        )


@register_names
class Glossary(NameSource):
    """What the glossary calls by one name is found by its acronyms, former names and wrong forms; not by look-alikes."""

    model = Term

    def groups(self) -> list[NameGroup]:
        return [self._group(term) for term in Term.objects.published().prefetch_related("aliases")]

    def keys(self, document: dict[str, Any]) -> set[str]:
        return {*document.get("name", {}).values(), *document.get("acronym", {}).values()}

    def _group(self, term: Any) -> NameGroup:
        codes = languages.codes()
        acronyms = {word for code in codes for word in texts(term, code, "acronym")}
        names = {code: tuple(texts(term, code, "name")) for code in codes}
        aliases = [alias for alias in term.aliases.all() if alias.kind != AliasKind.LOOK_ALIKE]
        for alias in aliases:
            names[alias.language] = (*names.get(alias.language, ()), alias.text)
        keys = acronyms.union(*(texts(term, code, "name") for code in codes))
        return NameGroup(frozenset(keys), {**names, "": (*sorted(acronyms), *names.get("", ()))})
