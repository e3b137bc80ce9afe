"""The home page and the site map. With `urls.py`, the only module that knows every app."""

from __future__ import annotations

from collections import Counter, defaultdict
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
from portal.core import kind, resource
from portal.core.content import version
from portal.core.lists.record_list import RecordList, lists
from portal.core.models import Discrepancy
from portal.core.pages.footnotes import References
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.templatetags.portal import text
from portal.core.text import languages, numbers, record_links
from portal.core.web import navigation
from portal.pages import latest
from portal.pages.models import FeaturedRecord, KeyFigure, NewsItem, Page, Question, Term
from portal.pages.news import latest_news
from portal.pages.site_frame import written
from portal.pages.sitemaps import OF_VIEWS
from portal.pages.views import figures
from sites.countries.profile import tied
from sites.countries.regions import Region
from sites.countries.views import choices
from sites.enums import Continent
from sites.models import Institution, Network, Office, Programme
from sites.themes import Subject, subjects

# In which order the site maps name what has pages of its own; a kind that is not here comes after them.
FIRST = (
    *(Instrument, Call, Cooperation, Modality, Partnership, Project, Office, Network, Institution, Programme, Page),
    NewsItem,
)


def public_models() -> list[Any]:
    """Every model whose records have a page of their own."""
    return sorted(kind.with_pages(), key=lambda model: FIRST.index(model) if model in FIRST else len(FIRST))


def more_lists() -> list[RecordList]:
    """The lists whose addresses follow from what they say of themselves: nothing below names them."""
    return [each for each in lists().values() if each.address]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page: world map, ways in for each reader, instruments, partnerships, figures, news, changes."""
    record = written("home")
    context: dict[str, Any] = {
        "record": record,
        "countries": choices(),
        "doors": featured("home"),
        "figures": [figure for figure in figures() if figure.is_featured],
        "news": latest_news(),
        "changes": latest.changes(model for model in public_models() if model is not NewsItem),
    }
    return render(request, "home.html", context)


MOST_FEATURED = 4  # each with its drawing: more would push everything else off the screen


@dataclass(frozen=True)
class Featured:
    """A record that the home page shows large: where it leads, its title, and what its kind has to draw.

    `arcs` is the code of an instrument whose cooperations are drawn by distance, `forms` are those that a map shows.
    """

    record: Any
    address: str
    title: str = ""
    arcs: str = ""
    forms: tuple[str, ...] = ()


@version.kept
def featured(code: str) -> list[Featured]:
    """What the page of this code features, in the editors' order; only what is public. The drawing is that of its kind."""
    rows = list(FeaturedRecord.objects.filter(page__code=code)[:MOST_FEATURED])
    records = public_records(row.record for row in rows)
    found = [(records[row.record], languages.text_of(row, "label").value) for row in rows if row.record in records]
    instruments = [record for record, _ in found if isinstance(record, Instrument)]
    running = Cooperation.objects.published().filter(instrument__in=instruments)
    counts = Counter(running.values_list("instrument", flat=True))
    networks = [record for record, _ in found if isinstance(record, Network)]
    forms = list(Modality.objects.published().filter(network__in=networks).values_list("network", "code"))
    return [_featured(record, title, counts, forms) for record, title in found]


def _featured(record: Any, title: str, counts: Counter[int], forms: list[tuple[int, str]]) -> Featured:
    address = record.get_absolute_url()
    match record:
        case Instrument() if count := counts[record.pk]:
            address = f"{reverse('instruments:cooperations')}?instrument={record.code}"
            return Featured(record, address, title or _how_many(record, count), arcs=record.code)
        case Network():
            return Featured(
                record, address, title, forms=tuple(code for network, code in forms if network == record.pk)
            )
        case Modality():
            return Featured(record, address, title, forms=(record.code,))
    return Featured(record, address, title)


def public_records(references: Iterable[str]) -> dict[str, Any]:
    """Of the records that these references name, those that the public sees, each with a page. One query for each kind."""
    known, codes = record_links.kinds(), defaultdict(set)
    for each in references:
        kind_of, _slash, code = each.partition("/")
        codes[kind_of].add(code)
    return {
        f"{name}/{record.code}": record
        for name, wanted in codes.items()
        if name in known
        for record in resource.public(known[name].model).select_related(*known[name].guards).filter(code__in=wanted)
        if record_links.is_open(known[name], record)
    }


def _how_many(instrument: Instrument, count: int) -> str:
    """How many cooperations of an instrument there are, in its own words: "9 Joint Labs"."""
    name = languages.text_of(instrument, "name_plural" if count > 1 else "name").value
    return f"{numbers.number(count)} {name}"


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

    doors = [room(door.page, door.pages[1:]) for door in navigation.doors()]
    more = [each.page for each in more_lists()]
    return [*doors, *(room(page) for page in (*more, *(page for page, _label in navigation.BEYOND)))]


def _labels() -> dict[str, Any]:
    """What each page is called: as the menu does, else by the title of its list."""
    return {**{each.page: each.title for each in lists().values()}, **navigation.labels()}


def _records() -> dict[str, Any]:
    """The records that the site map names under each page, by the name of its address."""
    strategy = Page.objects.published().strategy()
    words_of_addresses = {*OF_VIEWS, *(page for door in navigation.DOORS for page in door.pages)}
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
        "pages:news": NewsItem.objects.published(),
        "sites:themes": subjects(),
        "site-map": Page.objects.published().exclude(pk__in=strategy).exclude(code__in=words_of_addresses),
        **{each.page: each.records() for each in more_lists()},
    }


def _name(record: Any) -> str:
    """The name of a record, in its own language where that is not the page's; of what is no record, as it is."""
    return record.name if isinstance(record, Subject) else text(record, "name")


def listed() -> dict[str, tuple[Any, ...]]:
    """Records shown by each page that is no record's own, by URL name; the newest of them dates the page."""
    public = {model: model.objects.published() for model in (*public_models(), KeyFigure, Term, Question, Discrepancy)}
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
        "pages:news": (public[NewsItem],),
        "pages:questions": (public[Question],),
        "pages:discrepancies": (public[Discrepancy],),
        **{each.page: (public[each.model],) for each in more_lists()},
        "opendata:data": tuple(each.published() for each in resource.resources().values()),
        "site-map": tuple(public[model] for model in public_models()),
    }


@says("home")
def describe_home(context: dict[str, Any], origin: str) -> Node:
    """The home page is the site's, and the site can be searched."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{origin}{reverse('search:results')}?q={{search_term_string}}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"@type": "WebSite", "potentialAction": action}
