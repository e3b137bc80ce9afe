"""The kinds of this room: pages, key figures, the timeline, the glossary, documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.core import cited, kind, structured
from portal.core.content import reference
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
from portal.core.text import languages, numbers
from portal.editing.review import avoided_terms
from portal.pages.enums import AliasKind
from portal.pages.models import (
    Alias,
    Document,
    FeaturedRecord,
    KeyFigure,
    MenuEntry,
    Names,
    NewsItem,
    Notice,
    Page,
    PageFact,
    Question,
    RecordName,
    Term,
    TimelineEvent,
)
from portal.pages.series import date_of
from portal.pages.site_frame import said_of_the_menu  # noqa: F401 - lies over the menu

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
    answers, counts = False, True

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
    explains, answers = True, False
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


class Questions(Searchable):
    kind, label, one, order = "question", _("Questions and answers"), _("question"), 95

    def entry(self, record: Any, language: str) -> Entry | None:
        return _on_a_list(record, language, "pages:questions", record.code, body=texts(record, language, "answer"))


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
        keys = acronyms.union(*(texts(term, code, "name") for code in codes), (alias.text for alias in aliases))
        meanings = {code: "".join(texts(term, code, "definition")) for code in codes}
        return NameGroup(frozenset(keys), _with(aliases, {**names, "": tuple(sorted(acronyms))}), meanings)


def _with(others: Iterable[Any], names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The names, and these other names, each in its language."""
    for other in others:
        names[other.language] = (*names.get(other.language, ()), other.text)
    return names


@register_names
class NamesOfRecords(NameSource):
    """The other names of records, by the names that the records have."""

    model = Names

    def groups(self) -> list[NameGroup]:
        rows = list(Names.objects.published().prefetch_related("names"))
        known = reference.records(row.record for row in rows)
        return [
            NameGroup(frozenset(_own_names(known[row.record])), _with(row.names.all(), {}))
            for row in rows
            if row.record in known
        ]

    def keys(self, document: dict[str, Any]) -> set[str]:
        found = reference.records([document.get("record", "")])
        return {name for record in found.values() for name in _own_names(record)}


def _own_names(record: Any) -> set[str]:
    return {name for code in languages.codes() for name in texts(record, code, "name")}


# --- the glossary's wrong forms, for the desk to warn of --------------------------------------------------------------


def wrong_forms() -> Iterator[avoided_terms.Avoided]:
    """Each with the term's own name in its language, or its acronym where the wrong form is one."""
    aliases = Alias.objects.filter(visible(relation="term__"), kind=AliasKind.WRONG).select_related("term")
    for alias in aliases:
        yield from _avoided(alias, alias.term)


def wrong_forms_of_records() -> Iterator[avoided_terms.Avoided]:
    """The same of records that are no terms."""
    rows = list(RecordName.objects.filter(visible(relation="of__"), kind=AliasKind.WRONG).select_related("of"))
    known = reference.records(row.of.record for row in rows)
    for row in rows:
        if row.of.record in known:
            yield from _avoided(row, known[row.of.record])


def _avoided(other: Any, record: Any) -> Iterator[avoided_terms.Avoided]:
    for code in [other.language] if other.language else languages.codes():
        name = str(languages.text_of(record, "name", code))
        acronym = str(languages.text_of(record, "acronym", code)) if hasattr(record, "acronym") else ""
        is_acronym = acronym and other.text.isupper() and " " not in other.text
        yield avoided_terms.Avoided(other.text, acronym if is_acronym else name, code)


avoided_terms.register(wrong_forms)
avoided_terms.register(wrong_forms_of_records)


# --- how figures are cited, and the pages that show all of them or all terms -----------------------------------------


def passport(figure: KeyFigure) -> str:
    """What a citation adds to a figure's name: value and unit, what is counted, for which date, according to whom."""
    parts = numbers.figure(figure.qualifier, figure.value, figure.value_to, figure.unit)
    source, dated = figure.source, figure.reference_date  # without a date of its own, the source's is the figure's
    said = [source.publisher, str(languages.text_of(source, "title"))]
    said += [numbers.source_date(source.basis, source.dated, source.dated_to)] if dated and source.dated else []
    return gettext("Value: %(value)s (%(date)s). %(scope)s. Source: %(source)s.") % {
        "value": " ".join(words for _class, words in parts),
        "scope": str(languages.text_of(figure, "scope")).rstrip("."),
        "date": date_of(figure),
        "source": ", ".join(said),
    }


cited.register(KeyFigure, cited.Cited(note=passport))
SHEET = _("Inserm's international cooperation in figures")
cited.register_whole("fact-sheet", cited.Whole("pages:fact-sheet", SHEET, KeyFigure))
cited.register_whole("glossary", cited.Whole("pages:glossary", _("Glossary"), Term))


def described_news(item: Any, origin: str) -> structured.Node:
    return structured.thing("NewsArticle", item, origin, datePublished=item.date.isoformat())


# --- the kinds --------------------------------------------------------------------------------------------------------

kind.register(
    Page,
    "pages",
    "Editorial and legal pages. The text is HTML with headings from h2.\n"
    "[[publisher.name]] and its like are replaced by the publisher's values, [[url:privacy]] by a page's address.",
    rows={"featured": child(FeaturedRecord, "page"), "facts": child(PageFact, "page")},
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
kind.register(
    Names,
    "names",
    "Other names of records, by which they are also found: record is kind/code.\n"
    "variant: a source writes it. also: it is called so elsewhere. wrong: the desk warns of it.",
    rows={"names": child(RecordName, "of")},
)
kind.register(Document, "documents", "Brochures and leaflets that the sources mention.")
kind.register(
    Question,
    "questions",
    "Questions that are often asked, with short answers, part by part.\n"
    "The answer is HTML; its links name records, [[ref:instrument/irp]], or pages, [[url:contacts]].",
    api=Api(address=on_a_list("pages:questions")),
    search=Questions,
)
kind.register(NewsItem, "news", "What is new, dated, in a few sentences.", schema=described_news)
kind.register(
    Notice,
    "notices",
    "A few words above every page, for a time: level is information or important.",
)
kind.register(
    MenuEntry,
    "menu",
    "What the menu says otherwise than its declaration: page names the entry, what is left out stays as declared.",
)
