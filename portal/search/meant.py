"""What a query means, shown above the results in the reader's language: the best bets, and records that it names.

A query that is a phrase of a bet leads there. One of which no record tells as a whole leads where most of it does, and is
then read by its parts: "grant for a first exchange with Kenya" leads to First Steps and to Kenya. A page that answers for one
country is asked about the one that the query names: "who to write to from Japan" finds Japan chosen there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from portal.core.content import version
from portal.core.searchable import searchables
from portal.core.text import languages
from portal.search import analysis
from portal.search.best_bets import Bet, written
from portal.search.models import SearchDocument

MOST = 4  # things that the parts of a query lead to
OF_COUNTRY = {  # pages with a country to choose, by the name of their address: how it is said there
    "contacts": "?country=%s",
    "work-with-us": "?country=%s",
    "instruments:find": "?partner=%s&step=1",
}
PLACES = ("country", "region")
COMMON = 10  # a word that stands in one of so many documents tells none of them apart


@dataclass(frozen=True)
class Told:
    """A phrase that leads somewhere, as terms of a language; `place` is that of its bet among all."""

    terms: frozenset[str]
    place: int
    bet: Bet


Known = dict[tuple[str, str], list[Told]]  # by the language and each term of a phrase


class Meaning:
    """What a query means for a reader of `language`."""

    def __init__(self, words: str, language: str) -> None:
        self.language = language
        self.terms = {code: analysis.asked(words, code) for code in languages.codes()}
        self._known = version.keep(("bets", language), lambda: _by_term(written(language)))
        self._inside = _inside(self._known, self.terms)

    @cached_property
    def bets(self) -> list[Bet]:
        """The bets of which it is a phrase, in any language, and nothing more."""
        return self._bets(lambda told, query: len(told.terms) == len(query))

    @cached_property
    def likely(self) -> list[Bet]:
        """The bets of which a phrase is the greater part of it; never one that asks for the whole query."""
        return self._bets(lambda told, query: not told.bet.is_whole and 2 * len(told.terms) > len(query))

    def _bets(self, is_meant: Callable[[Told, tuple[str, ...]], bool]) -> list[Bet]:
        found = [told for code, told in self._inside if is_meant(told, self.terms[code])]
        return once(told.bet for told in sorted(found, key=lambda told: told.place))

    @property
    def parts(self) -> list[Bet]:
        """Where its parts lead, the longest first, names before what they are asked about. Each word leads once."""
        return self._parts[0]

    @property
    def is_of_a_place(self) -> bool:
        """Whether it is a place and common words alone: "Brazilian partners"; a specific one is for the records to tell of."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[list[Bet], bool]:
        """Where its parts lead, and whether it is a place and common words alone.

        A part of which each word stands in every tenth document, such as the institute's name, leads nowhere; a place does.
        """
        common = version.keep(("common terms",), _common)
        named = version.keep(("named", self.language), lambda: _by_term(_named(self.language)))
        found: list[tuple[frozenset[int], Told]] = []
        read = {code: {n for n, term in enumerate(terms) if term in common[code]} for code, terms in self.terms.items()}
        for code, told in (*_inside(named, self.terms), *self._inside):
            if told.bet.record[0] in PLACES or not told.terms <= common[code]:
                spots = frozenset(n for n, term in enumerate(self.terms[code]) if term in told.terms)
                found.append((spots, told))
                if told.bet.record[0] in PLACES:
                    read[code] |= spots
        chosen, covered = [], set[int]()
        for spots, told in sorted(found, key=lambda pair: -len(pair[0])):
            if not spots <= covered:
                chosen.append(told.bet)
                covered |= spots
        is_of_a_place = any(terms and len(read[code]) == len(terms) for code, terms in self.terms.items())
        return once(chosen)[:MOST], is_of_a_place


def of_country(bets: list[Bet]) -> list[Bet]:
    """The bets; where one of them is a country, a page that answers for one country is asked about it."""
    country = next((code for kind, code in (bet.record for bet in bets) if kind == "country"), "")
    said = {name: query % country for name, query in OF_COUNTRY.items() if country}
    return [replace(bet, address=bet.address + said.get(bet.record[1], "")) for bet in bets]


def _by_term(bets_in_order: Iterable[Bet]) -> Known:
    known: Known = defaultdict(list)
    for place, bet in enumerate(bets_in_order):
        for code, terms in bet.phrases:
            told = Told(terms, place, bet)
            for term in terms:
                known[code, term].append(told)
    return dict(known)


def _inside(known: Known, terms: dict[str, tuple[str, ...]]) -> list[tuple[str, Told]]:
    """The phrases that lie in a query, each with its language, once."""
    found = []
    for code, query in terms.items():
        held = frozenset(query)
        found += [(code, told) for term in query for told in known.get((code, term), ()) if told.terms <= held]
    return list(dict.fromkeys(found))


def once(found: Iterable[Bet]) -> list[Bet]:
    """One bet for each address, the first."""
    by_address: dict[str, Bet] = {}
    for bet in found:
        by_address.setdefault(bet.address, bet)
    return list(by_address.values())


def _named(language: str) -> Iterator[Bet]:
    """Every record that bears a proper name, in the order of the kinds, to be found by it inside a longer query."""
    kinds = {code: kind for code, kind in searchables().items() if kind.is_proper}
    records: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for row in SearchDocument.objects.visible().filter(kind__in=kinds).order_by("pk").defer("body", "terms"):
        records[row.kind, row.code][row.language] = row
    for record, rows in sorted(records.items(), key=lambda item: (kinds[item[0][0]].order, item[0][1])):
        shown = next(rows[code] for code in languages.fallback_order(language) if code in rows)
        phrases = frozenset(
            (code, terms)
            for code, row in rows.items()
            for line in row.title_terms.split("\n")
            if (terms := frozenset(line.split()))
        )
        yield Bet(shown.title, shown.summary, shown.address, record, phrases, is_whole=True)


def _common() -> dict[str, set[str]]:
    """By language, the terms that stand in every tenth document."""
    counts: dict[str, Counter[str]] = {code: Counter() for code in languages.codes()}
    documents: Counter[str] = Counter()
    for code, terms in SearchDocument.objects.visible().values_list("language", "terms"):
        counts[code].update(terms.split())
        documents[code] += 1
    return {code: {term for term, n in found.items() if COMMON * n > documents[code]} for code, found in counts.items()}
