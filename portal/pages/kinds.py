"""The kinds of this room: pages, key figures, the timeline, the glossary, documents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core import kind
from portal.core.kind import Api, child, on_a_list
from portal.core.models import visible
from portal.core.searchable import (
    Entry,
    NameGroup,
    NameSource,
    Searchable,
    record_entry,
    register_names,
    texts,
)
from portal.core.text import languages
from portal.editing.review import avoided_terms
from portal.pages.enums import AliasKind
from portal.pages.models import Alias, Document, KeyFigure, Page, PageFact, Term, TimelineEvent

# --- how they are found -----------------------------------------------------------------------------------------------


def _on_a_list(record: Any, language: str, list_name: str, anchor: str, **parts: Any) -> Entry | None:
    """The entry of what has no page of its own, but a place on one."""
    name = languages.in_language(record, "name", language)
    if not name:
        return None
    with override(language):
        return Entry(name, f"{reverse(list_name)}#{anchor}", **parts)


class Pages(Searchable):
    kind, label, one, order = "page", _("Pages"), _("page"), 90
    follows = ("facts",)

    def records(self) -> QuerySet:
        return Page.objects.prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        said = [words for fact in record.facts.all() for words in texts(fact, language, "heading", "text")]
        return record_entry(record, language, body=said)


class KeyFigures(Searchable):
    kind, label, one, order = "figure", _("Key figures"), _("key figure"), 100

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


class Terms(Searchable):
    kind, label, one, order = "term", _("Glossary"), _("term"), 110
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


# --- the glossary's wrong forms, for the desk to warn of --------------------------------------------------------------


def wrong_forms() -> Iterator[avoided_terms.Avoided]:
    """Each with the term's own name in its language, or its acronym where the wrong form is one."""
    aliases = Alias.objects.filter(visible(relation="term__"), kind=AliasKind.WRONG).select_related("term")
    for alias in aliases:
        for code in [alias.language] if alias.language else languages.codes():
            name, acronym = (str(languages.text_of(alias.term, field, code)) for field in ("name", "acronym"))
            is_acronym = acronym and alias.text.isupper() and " " not in alias.text
            yield avoided_terms.Avoided(alias.text, acronym if is_acronym else name, code)


avoided_terms.register(wrong_forms)


# --- the kinds --------------------------------------------------------------------------------------------------------

kind.register(
    Page,
    "pages",
    "Editorial and legal pages. The text is HTML with headings from h2.\n"
    "[[publisher.name]] and its like are replaced by the publisher's values, [[url:privacy]] by a page's address.",
    rows={"facts": child(PageFact, "page")},
    search=Pages,
)
kind.register(
    KeyFigure,
    "key_figures",
    "Figures with their passports: value, unit, scope, reference date, source.\n"
    "Two sources that differ are two figures of one series, never a merged one.",
    api=Api(address=on_a_list("pages:key-figures", "figure-{}")),
    search=KeyFigures,
)
kind.register(TimelineEvent, "timeline", "Dated events in the history of the cooperation.")
kind.register(
    Term,
    "glossary",
    "Terms in both languages, with the other names they go by.",
    rows={"aliases": child(Alias, "term")},
    api=Api("terms", address=on_a_list("pages:glossary")),
    search=Terms,
)
kind.register(Document, "documents", "Brochures and leaflets that the sources mention.")
