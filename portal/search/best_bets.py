"""Best bets: what a query asks for, whatever the words of the pages; `meant.py` tells which of them a query means.

Editors write them (`BestBet`); rooms tell what else leads somewhere, such as a city to its country
(`portal/core/searchable.py: Lead`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.constraints import choices_hold
from portal.core.content import reference
from portal.core.enums import Status
from portal.core.fields import SUMMARY, ProseField
from portal.core.models import Coded, Published, PublishedQuerySet, Record
from portal.core.searchable import leads, texts
from portal.core.text import languages, record_links
from portal.search import analysis

Phrases = frozenset[tuple[str, frozenset[str]]]  # (language, terms)


def validate_target(target: str) -> None:
    """Refuses what is neither the name of a page nor a record's kind and code."""
    if "/" in target:
        reference.validate_reference(target)
        return
    try:
        reverse(target)
    except NoReverseMatch:
        raise ValidationError(_("The name of a page, such as contact, or a record, such as country/CA.")) from None


class BestBet(Published, Coded):
    """What readers mean by certain words: the page or the record to show them first."""

    title = models.CharField(
        _("words of the link"), max_length=200, blank=True, help_text=_("Empty: the record's name.")
    )
    text = ProseField(_("what is found there"), max_length=SUMMARY, blank=True)
    phrases = models.TextField(
        _("searched for"),
        max_length=SUMMARY,
        help_text=_("One word or phrase a line, as readers type it. Any ending will do."),
    )
    target = models.CharField(
        _("leads to"),
        max_length=110,
        validators=[validate_target],
        help_text=_("The name of a page, such as contact, or a record, such as country/CA."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        ordering = ("order", "code")
        constraints = (choices_hold("status", Status),)

    def __str__(self) -> str:
        return str(languages.text_of(self, "title")) or self.target

    def clean(self) -> None:
        """A page has no name that a link to it could bear; a record has."""
        missing = [code for code in settings.REQUIRED_LANGUAGES if not languages.in_language(self, "title", code)]
        if "/" not in self.target and missing:
            raise ValidationError({languages.localized("title", missing[0]): _("A link to a page needs its words.")})


@dataclass(frozen=True)
class Bet:
    """A best bet in the reader's language."""

    title: str
    text: str
    address: str
    record: tuple[str, str]  # (kind, code) of what it leads to; of a page without a record, "page" and its name
    phrases: Phrases
    is_whole: bool  # the query must be one of the phrases, and nothing more


def written(language: str) -> Iterator[Bet]:
    """Every bet, those of editors first; what leads to nothing public in any language is left out."""
    written, told = list(BestBet.objects.published()), list(leads())
    known = _shown([row.target for row in written] + [lead.record for lead in told if not lead.address], language)
    for row in written:
        phrases = _phrases({code: languages.in_language(row, "phrases", code) or "" for code in languages.codes()})
        title, text = (languages.in_language(row, field, language) or "" for field in ("title", "text"))
        if "/" not in row.target:
            if address := _page(row.target, language):
                yield Bet(title or str(row), text, address, ("page", row.target), phrases, is_whole=False)
        elif row.target in known:
            name, summary, address = known[row.target]
            yield Bet(title or name, text or summary, address, _pair(row.target), phrases, is_whole=False)
    for lead in told:
        if lead.record in known or lead.address:
            name, address = lead.title.get(language, ""), lead.address.get(language, "")
            if not address:
                name, _summary, address = known[lead.record]
            phrases = _phrases({code: "\n".join(lead.names.get(code, ())) for code in languages.codes()})
            yield Bet(name, lead.says.get(language, ""), address, _pair(lead.record), phrases, is_whole=True)


def spelt() -> Iterator[str]:
    """Every phrase that leads somewhere, in any language, as it is written."""
    for row in BestBet.objects.published():
        yield from (languages.in_language(row, "phrases", code) or "" for code in languages.codes())
    for lead in leads():
        yield from (name for names in lead.names.values() for name in names)


def _page(name: str, language: str) -> str:
    """The address of a page by its name; "" where a release has taken it away since."""
    with override(language):
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""


def lost() -> models.QuerySet:
    """Public bets whose page or record is not there, or not for visitors."""
    here = languages.current()
    targets = set(BestBet.objects.published().values_list("target", flat=True))
    found = {*_shown(targets, here), *(name for name in targets if "/" not in name and _page(name, here))}
    return BestBet.objects.published().filter(target__in=targets - found)


def _pair(target: str) -> tuple[str, str]:
    kind, _slash, code = target.partition("/")
    return kind, code


def _shown(targets: Iterable[str], language: str) -> dict[str, tuple[str, str, str]]:
    """Of the records among these targets, those whose page visitors may open: name, summary, address. A query a kind."""
    known = record_links.kinds()
    found = {}
    for target, record in reference.records(target for target in targets if "/" in target).items():
        kind = known.get(_pair(target)[0])
        if kind and record_links.is_open(kind, record) and (address := record.address_in(language)):
            found[target] = ("".join(texts(record, language, "name")), _summary(record, language), address)
    return found


def _summary(record: Any, language: str) -> str:
    return "".join(texts(record, language, "summary")) if isinstance(record, Record) else ""


def _phrases(lines: dict[str, str]) -> Phrases:
    return frozenset(
        (code, terms)
        for code, text in lines.items()
        for line in text.splitlines()
        if (terms := frozenset(analysis.asked(line, code)))
    )
