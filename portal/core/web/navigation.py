"""The five doors of the site: their index pages, and the pages behind each, in the words of the menu.

Addresses are named. The words are the menu's own: a room's page may bear a longer title. What editors say of an entry
(`lay_over`) lies over what is declared here, and is kept under the content version: where it is missing, unknown, or the
database does not answer, the menu is as declared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.content import version
from portal.core.registry import Registry
from portal.core.text import languages

Pages = tuple[tuple[str, str | Promise], ...]  # names of addresses, and what the site map calls the pages


@dataclass(frozen=True)
class Behind:
    """A page behind a door: the name of its address, its label, what a reader finds there in one sentence."""

    page: str
    label: str | Promise
    about: str | Promise


@dataclass(frozen=True)
class Door:
    """A door: the name of its index page's address, its label, the pages behind it, and what else stands under it."""

    code: str
    page: str
    label: str | Promise
    behind: tuple[Behind, ...]
    also: Pages = ()  # under this door, without an entry in the menu
    is_hidden: bool = False

    @property
    def pages(self) -> list[str]:
        """The names of the addresses of its index page and of all that stands under it."""
        return [self.page, *(each.page for each in self.behind), *dict(self.also)]


DOORS = (
    Door(
        "funding",
        "funding",
        pgettext_lazy("door", "Funding"),
        (
            Behind(
                "instruments:find",
                _("Find your instrument"),
                _("Answer what you can: which instrument fits your case, why, how much, and what to do next."),
            ),
            Behind(
                "instruments:list",
                _("Compare the instruments"),
                _("The four stages and the Joint Lab side by side: who can apply, with whom, how much, for how long."),
            ),
            Behind("instruments:calls", _("Calls"), _("What is open, what was open before, and how to be told.")),
            Behind("instruments:rules", _("The rules we apply"), _("The conditions behind each answer, in words.")),
            Behind(
                "european-projects",
                _("European projects"),
                _("Help with European funding: contact points, setting up a project, preparing an ERC interview."),
            ),
        ),
        also=(("sites:programmes", _("Programmes")),),
    ),
    Door(
        "partnerships",
        "partnerships",
        pgettext_lazy("door", "Partnerships"),
        (
            Behind(
                "instruments:cooperations",
                _("Joint Labs and networks"),
                _("The Joint Labs and the Thematic Coordination Programmes: which laboratories, with whom, on what."),
            ),
            Behind(
                "partnerships:agreements",
                _("Institutional partners"),
                _("Agreements and institutional partners, country by country."),
            ),
            Behind(
                "partnerships:anrs",
                _("The ANRS MIE network"),
                _("Partner sites, PRISME platforms, projects: research on infectious diseases with the South."),
            ),
            Behind("partnerships:projects", _("Projects"), _("What these partnerships carry.")),
            Behind("sites:institutions", _("Partner institutions"), _("Every laboratory, university and agency.")),
            Behind("instruments:earlier", _("Earlier forms"), _("International joint units and CNRS-Inserm networks.")),
        ),
        also=(("partnerships:list", _("All partnerships, form by form")),),
    ),
    Door(
        "world",
        "world",
        pgettext_lazy("door", "In the world"),
        (
            Behind("sites:map", _("Map"), _("Everything on a world map and in a list, to filter and to take away.")),
            Behind("sites:countries", _("Countries"), _("What ties us to a country, and whom to ask there.")),
            Behind(
                "sites:offices", _("Offices"), _("Brussels, for Europe; Washington, for the United States and Canada.")
            ),
            Behind(
                "sites:networks",
                _("Networks"),
                _("Inserm abroad, the ANRS MIE network, alliances and forums in which Inserm takes part."),
            ),
        ),
        also=(("sites:other-countries", _("From a country not listed")),),
    ),
    Door(
        "strategy",
        "pages:strategy",
        pgettext_lazy("door", "Strategy and figures"),
        (
            Behind(
                "sites:themes",
                _("Themes"),
                _("Ageing, mental health, climate, infections: who works on it, with whom."),
            ),
            Behind("pages:key-figures", _("Key figures"), _("Each with its year and its source.")),
            Behind("pages:fact-sheet", _("Fact sheet"), _("The figures to cite, on one page to print.")),
        ),
        also=(("pages:news", _("News")),),
    ),
    Door(
        "contacts",
        "contacts",
        pgettext_lazy("door", "Contacts"),
        (
            Behind(
                "work-with-us",
                _("Work with us from abroad"),
                _("Who applies, what the two of you can ask for, how to find a partner at Inserm."),
            ),
            Behind(
                "pages:questions",
                _("Questions and answers"),
                _("Who applies, how much, with whom: short answers to what people ask first."),
            ),
            Behind("contact", _("About this portal"), _("A question, an error, a difficulty of access.")),
        ),
    ),
)


# Pages that stand behind no door, in the words by which the site map names them.
BEYOND: Pages = (
    ("pages:glossary", _("Glossary")),
    ("pages:discrepancies", _("Where the sources disagree")),
    ("pages:parity", _("The languages, side by side")),
    ("opendata:data", _("Open data")),
    ("search:results", pgettext_lazy("noun", "Search")),
    ("upkeep:corrections", _("Corrections")),
    ("upkeep:report", _("Report an error")),
    ("site-map", _("Site map")),
)


# --- what editors say of it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What editors say of an entry, in one language: "" and None leave what is declared."""

    label: str = ""
    about: str = ""
    order: int | None = None
    is_hidden: bool = False


_sources: Registry[int, Callable[[], Mapping[str, Said]]] = Registry("kinds")


def lay_over(source: Callable[[], Mapping[str, Said]]) -> Callable[[], Mapping[str, Said]]:
    """Registers `source`, which gives what is said of entries, by the names of their addresses, in the active language."""
    return _sources.append(source)


def doors() -> tuple[Door, ...]:
    """The doors as readers see them: as declared, with what editors say over it."""
    try:
        return _laid()
    except DatabaseError:  # a page that says so has a menu too
        return DOORS


@version.kept
def _laid() -> tuple[Door, ...]:
    said = {page: each for source in _sources.values() for page, each in source().items()}
    return tuple(_in_order([_door(door, said) for door in DOORS], said))


def _door(door: Door, said: Mapping[str, Said]) -> Door:
    """A door as readers see it: what does not show in the menu still stands under it."""
    entries = _in_order([_entry_said(each, said.get(each.page, Said())) for each in door.behind], said)
    shown = tuple(each for each in entries if not said.get(each.page, Said()).is_hidden)
    hidden = tuple((each.page, each.label) for each in entries if each not in shown)
    also = tuple((page, said.get(page, Said()).label or label) for page, label in door.also)
    own = said.get(door.page, Said())
    return replace(door, label=own.label or door.label, behind=shown, also=(*also, *hidden), is_hidden=own.is_hidden)


def _entry_said(entry: Behind, said: Said) -> Behind:
    return replace(entry, label=said.label or entry.label, about=said.about or entry.about)


def _in_order(entries: list[Any], said: Mapping[str, Said]) -> list[Any]:
    """By what editors say; what they do not place stands where it is declared, ten for each place."""
    orders = {each.page: 10 * place for place, each in enumerate(entries, 1)}
    orders |= {page: each.order for page, each in said.items() if each.order is not None}
    return sorted(entries, key=lambda each: orders[each.page])


# --- the menu --------------------------------------------------------------------------------------------------------


def labels() -> dict[str, str | Promise]:
    """What the menu, and the site map, call each page, by the name of its address."""
    return {**dict(BEYOND), **_labels(doors())}


def declared_labels() -> dict[str, str | Promise]:
    """What the entries of the menu are called here, in code."""
    return _labels(DOORS)


def _labels(found: tuple[Door, ...]) -> dict[str, str | Promise]:
    named = [pair for door in found for pair in ((door.page, door.label), *door.also)]
    return {**dict(named), **{each.page: each.label for door in found for each in door.behind}}


def door(code: str) -> Door:
    """A door by its code."""
    return next(each for each in doors() if each.code == code)


@dataclass(frozen=True)
class Entry:
    """An entry of the menu. `here`: "page" for the current page, "section" for one above it, else ""."""

    address: str
    label: str
    about: str
    here: str


@dataclass(frozen=True)
class Menu:
    """The doors, and the second row: the pages behind the one in which the reader stands, if any."""

    doors: list[Entry]
    door: Entry | None
    behind: list[Entry]


def menu(request: HttpRequest) -> Menu:
    """The menu as it stands on the page asked for."""
    return _menu(request, doors())


def as_declared(request: HttpRequest) -> Menu:
    """The same as it is declared in code: for a page that must not ask the database."""
    return _menu(request, DOORS)


def _menu(request: HttpRequest, found: tuple[Door, ...]) -> Menu:
    inside = door_of(request.path, found)
    shown = [_entry(door.page, door.label, "", request.path, door is inside) for door in found if not door.is_hidden]
    if inside is None:
        return Menu(shown, None, [])
    return Menu(shown, _entry(inside.page, inside.label, "", request.path, True), behind(inside, request.path))


def behind(door: Door, path: str = "") -> list[Entry]:
    """The pages behind a door, as seen from the page at `path`."""
    under = max(
        (each.page for each in door.behind if _is_under(path, each.page)),
        key=lambda page: len(_address(page)),
        default="",
    )
    return [_entry(each.page, each.label, each.about, path, each.page == under) for each in door.behind]


def door_of(path: str, found: tuple[Door, ...]) -> Door | None:
    """The door that the page at `path` is behind: of the addresses that it begins with, the longest says."""
    named = [(len(_address(page)), door) for door in found for page in door.pages if _is_under(path, page)]
    return max(named, key=lambda pair: pair[0], default=(0, None))[1]


def _is_under(path: str, page: str) -> bool:
    return path.startswith(_address(page))


def _entry(page: str, label: str | Promise, about: str | Promise, path: str, is_under: bool) -> Entry:
    address = _address(page)
    return Entry(address, str(label), str(about), "page" if path == address else "section" if is_under else "")


def _address(page: str) -> str:
    return _address_in(languages.current(), page)


@cache
def _address_in(language: str, page: str) -> str:
    """The address of a page in `language`, the active one: every page asks for all of them, and they never change."""
    return reverse(page)
