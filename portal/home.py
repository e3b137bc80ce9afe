"""The home page and the site map. With `urls.py`, the only module that knows every app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from instruments.comparison import sections
from instruments.enums import CallPhase
from instruments.models import Call, Cooperation, Instrument
from partnerships.models import Modality, Partnership, Project
from portal.core import kind
from portal.core.content import version
from portal.core.lists.record_list import RecordList, lists
from portal.core.models import Discrepancy
from portal.core.pages.footnotes import References
from portal.core.resource import resources
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.templatetags.portal import text
from portal.core.web import navigation
from portal.pages import latest
from portal.pages.models import KeyFigure, Page, Term
from portal.pages.views import figures
from sites.countries.profile import tied
from sites.countries.regions import Region
from sites.countries.views import choices
from sites.enums import Continent
from sites.models import Institution, Network, Office, Programme
from sites.themes import Subject, subjects

# In which order the site maps name what has pages of its own; a kind that is not here comes after them.
FIRST = (Instrument, Call, Cooperation, Modality, Partnership, Project, Office, Network, Institution, Programme, Page)


def public_models() -> list[Any]:
    """Every model whose records have a page of their own."""
    return sorted(kind.with_pages(), key=lambda model: FIRST.index(model) if model in FIRST else len(FIRST))


def more_lists() -> list[RecordList]:
    """The lists whose addresses follow from what they say of themselves: nothing below names them."""
    return [each for each in lists().values() if each.address]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page: world map, ways in for each reader, instruments, partnerships, figures, changes."""
    context: dict[str, Any] = {
        "countries": choices(),
        "anrs": anrs_network(),
        "labs": joint_labs(),
        "figures": [figure for figure in figures() if figure.is_featured],
        "changes": latest.changes(public_models()),
    }
    return render(request, "home.html", context)


@version.kept
def anrs_network() -> Network | None:
    """The network of ANRS MIE; None while it is not public."""
    return Network.objects.published().filter(code="anrs-network").first()


@dataclass(frozen=True)
class Labs:
    """The Joint Labs: the instrument, and how many there are."""

    instrument: Instrument
    count: int


@version.kept
def joint_labs() -> Labs | None:
    """The Joint Labs in the content; None without any."""
    count = Cooperation.objects.published().filter(instrument__code="joint-lab").count()
    instrument = Instrument.objects.published().filter(code="joint-lab").first()
    return Labs(instrument, count) if instrument and count else None


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Page of all components with real records, for designers; 404 unless DEBUG is on."""
    instrument = Instrument.objects.published().ladder().for_detail().first()
    cooperation = Cooperation.objects.published().for_detail().first()
    context = {
        "instrument": instrument,
        "ladder": Instrument.objects.published().ladder().for_list().exclude(stage=None),
        "cooperation": cooperation,
        "phases": CallPhase.values,
        "call": Call.objects.published().for_list().in_reading_order().first(),
        "figures": KeyFigure.objects.published().for_list()[:3],
        "sections": sections(instrument) if instrument else [],
        "references": References(*([instrument], instrument.facts.all()) if instrument else ()),
    }
    return render(request, "components/index.html", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Page that lists all pages of the site."""
    return render(request, "site_map.html", {"rooms": rooms(), "regions": [Region(code) for code in Continent.values]})


@dataclass(frozen=True)
class Room:
    """A page as the site map names it: its address, its label, the (address, name) of its records, the pages behind it."""

    address: str
    label: str
    records: list[tuple[str, str]]
    behind: list[Room]


@version.kept
def rooms() -> list[Room]:
    """Every part of the site: the doors with the pages behind them, then what stands behind none."""
    labels, records = _labels(), _records()

    def room(page: str, behind: Iterable[str] = ()) -> Room:
        named = [(record.get_absolute_url(), _name(record)) for record in records.get(page, ())]
        return Room(reverse(page), str(labels[page]), named, [room(each) for each in behind])

    doors = [room(door.page, [*(each.page for each in door.behind), *dict(door.also)]) for door in navigation.DOORS]
    more = [each.page for each in more_lists()]
    return [*doors, *(room(page) for page in (*more, *(page for page, _label in navigation.BEYOND)))]


def _labels() -> dict[str, Any]:
    """What each page is called: as the menu does, else by the title of its list."""
    return {**{each.page: each.title for each in lists().values()}, **navigation.labels()}


def _records() -> dict[str, Any]:
    """The records that the site map names under each page, by the name of its address."""
    strategy = Page.objects.published().strategy()
    words_of_addresses = {
        each for door in navigation.DOORS for each in (door.page, *(page.page for page in door.behind))
    }
    return {
        "instruments:list": Instrument.objects.published(),
        "instruments:calls": Call.objects.published(),
        "instruments:cooperations": Cooperation.objects.published(),
        "partnerships:list": [*Modality.objects.published(), *Partnership.objects.published().for_list()],
        "partnerships:projects": Project.objects.published(),
        "sites:countries": tied(),
        "sites:offices": Office.objects.published(),
        "sites:networks": Network.objects.published(),
        "sites:institutions": Institution.objects.published(),
        "sites:programmes": Programme.objects.published(),
        "pages:strategy": strategy,
        "sites:themes": subjects(),
        "site-map": Page.objects.published().exclude(pk__in=strategy).exclude(code__in=words_of_addresses),
        **{each.page: each.records() for each in more_lists()},
    }


def _name(record: Any) -> str:
    """The name of a record, in its own language where that is not the page's; of what is no record, as it is."""
    return record.name if isinstance(record, Subject) else text(record, "name")


def listed() -> dict[str, tuple[Any, ...]]:
    """Records shown by each page that is no record's own, by URL name; the newest of them dates the page."""
    public = {model: model.objects.published() for model in (*public_models(), KeyFigure, Term, Discrepancy)}
    mapped = (public[Cooperation], public[Partnership], public[Office])
    return {
        "home": (public[Instrument], public[KeyFigure], *mapped),
        "instruments:list": (public[Instrument],),
        "instruments:find": (public[Instrument],),
        "instruments:rules": (public[Instrument],),
        "instruments:calls": (public[Call], public[Instrument]),
        "instruments:cooperations": (public[Cooperation],),
        "partnerships:list": (public[Modality], public[Partnership]),
        "partnerships:projects": (public[Project],),
        "sites:map": mapped,
        "sites:countries": mapped,
        "sites:offices": (public[Office],),
        "sites:networks": (public[Network],),
        "sites:institutions": (public[Institution],),
        "sites:programmes": (public[Programme],),
        "pages:strategy": (public[Page].strategy(),),
        "pages:key-figures": (public[KeyFigure],),
        "pages:glossary": (public[Term],),
        "pages:discrepancies": (public[Discrepancy],),
        **{each.page: (public[each.model],) for each in more_lists()},
        "opendata:data": tuple(resource.published() for resource in resources().values()),
        "site-map": tuple(public[model] for model in public_models()),
    }


@says("home")
def describe_home(context: dict[str, Any], origin: str) -> Node:
    """The home page is the site's, and the site can be searched."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{origin}{reverse('search:results')}?q={{search_term_string}}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"@type": "WebSite", "potentialAction": action}
