"""The home page and the site map. With `urls.py`, the only module that knows every app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from instruments.comparison import ladder, sections
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

# Codes of the pages that are the words of an address which the site map names itself.
WORDS_OF_ADDRESSES = ("funding", "partnerships", "world", "contacts", "work-with-us", "european-projects")


def public_models() -> list[Any]:
    """Every model whose records have a page of their own."""
    return sorted(kind.with_pages(), key=lambda model: FIRST.index(model) if model in FIRST else len(FIRST))


def more_lists() -> list[RecordList]:
    """The lists whose addresses follow from what they say of themselves: nothing below names them."""
    return [each for each in lists().values() if each.address]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page: world map, ways in for each reader, instruments, partnerships, figures, changes."""
    instruments = ladder()
    context: dict[str, Any] = {
        "countries": choices(),
        "ladder": [instrument for instrument in instruments if instrument.stage],
        "beside": [instrument for instrument in instruments if not instrument.stage],
        "anrs": anrs_network(),
        "labs": joint_labs(),
        "figures": [figure for figure in figures() if figure.is_featured],
        "changes": latest.changes(public_models()),
        "references": References(),
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


@version.kept
def rooms() -> list[tuple[str, str, Any]]:
    """(address, label, [(address, name) of each record]) of every part of the site, in the order of the navigation."""
    strategy = Page.objects.published().strategy()
    listed: list[tuple[str, Any, Any]] = [
        ("funding", pgettext("door", "Funding"), ()),
        ("european-projects", _("Help with European projects"), ()),
        ("instruments:list", _("Instruments"), Instrument.objects.published()),
        ("instruments:find", _("Find your instrument"), ()),
        ("instruments:rules", _("The rules we apply"), ()),
        ("instruments:calls", _("Calls"), Call.objects.published()),
        ("instruments:cooperations", _("Cooperations"), Cooperation.objects.published()),
        ("partnerships", pgettext("door", "Partnerships"), ()),
        ("instruments:earlier", _("Earlier forms"), ()),
        (
            "partnerships:list",
            _("All partnerships, form by form"),
            [*Modality.objects.published(), *Partnership.objects.published().for_list()],
        ),
        ("partnerships:projects", _("Projects"), Project.objects.published()),
        ("world", pgettext("door", "In the world"), ()),
        ("sites:map", _("Map"), ()),
        ("sites:countries", _("Countries"), tied()),
        ("sites:other-countries", _("From a country not listed"), ()),
        ("sites:offices", _("Offices"), Office.objects.published()),
        ("sites:networks", _("Networks"), Network.objects.published()),
        ("sites:institutions", _("Institutions"), Institution.objects.published()),
        ("sites:programmes", _("Programmes"), Programme.objects.published()),
        *((each.page, each.title, each.records()) for each in more_lists()),
        ("pages:strategy", _("Strategy"), strategy),
        ("sites:themes", _("Themes"), subjects()),
        ("pages:key-figures", _("Key figures"), ()),
        ("pages:fact-sheet", _("Fact sheet"), ()),
        ("contacts", pgettext("door", "Contacts"), ()),
        ("work-with-us", _("Work with us from abroad"), ()),
        ("pages:glossary", _("Glossary"), ()),
        ("pages:discrepancies", _("Where the sources disagree"), ()),
        ("opendata:data", _("Open data"), ()),
        ("pages:parity", _("The languages, side by side"), ()),
        ("search:results", pgettext("noun", "Search"), ()),
        ("upkeep:corrections", _("Corrections"), ()),
        ("upkeep:report", _("Report an error"), ()),
        (
            "site-map",
            _("About"),
            Page.objects.published().exclude(pk__in=strategy).exclude(code__in=WORDS_OF_ADDRESSES),
        ),
    ]
    return [
        (reverse(name), str(words), [(record.get_absolute_url(), _name(record)) for record in records])
        for name, words, records in listed
    ]


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
