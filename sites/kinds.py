"""The kinds of this room: countries, places, institutions, offices, networks, programmes."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core import cited, kind
from portal.core.kind import Api, child
from portal.core.models import Theme
from portal.core.searchable import Entry, Searchable, names_of, record_entry, texts
from portal.core.structured import ROR, Node, describes, named, point, thing
from portal.core.text import languages
from portal.editing.upkeep import links
from sites.countries import named as _named  # noqa: F401 - registers the names that lead to countries
from sites.countries.profile import is_cited
from sites.countries.regions import Region
from sites.enums import InstitutionKind
from sites.models import (
    Country,
    Institution,
    InstitutionFunction,
    Network,
    NetworkFact,
    NetworkMember,
    Office,
    OfficeFact,
    Place,
    Programme,
)
from sites.themes import page_of

# --- how they are found -----------------------------------------------------------------------------------------------


def where(places: Any, language: str) -> list[str]:
    """The names of places and of their countries."""
    return [*names_of(places, language), *names_of({place.country for place in places}, language)]


class Offices(Searchable):
    kind, label, one, order = "office", _("Offices"), _("office"), 50
    follows = ("place__country", "territory", "facts")

    def records(self) -> QuerySet:
        return Office.objects.for_list().prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        around = [*where([record.place], language), *names_of(record.territory.all(), language)]
        return record_entry(
            record, language, around=around, body=[" ".join(texts(f, language, "text")) for f in record.facts.all()]
        )


class Networks(Searchable):
    kind, label, one, order = "network", _("Networks"), _("network"), 60
    is_proper = True
    follows = ("parent", "members__country", "members__institution", "facts")

    def records(self) -> QuerySet:
        members = Prefetch("members__institution", Institution.objects.answering())
        parent = Prefetch("parent", Network.objects.answering())
        return Network.objects.prefetch_related("members__country", members, parent, "facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        members = record.members.all()
        around = [
            *names_of([record.parent], language, "acronym"),
            *names_of([member.institution for member in members], language, "acronym"),
            *names_of([member.country for member in members], language),
        ]
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        return record_entry(record, language, texts(record, language, "acronym"), around=around, body=said)


class Countries(Searchable):
    kind, label, one, order = "country", _("Countries"), _("country"), 65

    def entry(self, record: Any, language: str) -> Entry | None:
        address, name = record.address_in(language), languages.in_language(record, "name", language)
        if not address or not name:
            return None
        with override(language):
            return Entry(name, address, around=[Region(record.continent).name])


class Institutions(Searchable):
    kind, label, one, order = "institution", _("Institutions"), _("institution"), 70
    is_proper = True
    follows = ("country", "places__country", "functions")

    def records(self) -> QuerySet:
        return Institution.objects.for_detail()

    def entry(self, record: Any, language: str) -> Entry | None:
        unit = record.unit_number
        names = [
            *texts(record, language, "acronym", "local_name", "former_name"),
            *([unit, f"{unit[:1]} {unit[1:]}"] if unit else []),
        ]
        around = [*where(record.places.all(), language), *names_of([record.country], language)]
        said = [words for function in record.functions.all() for words in texts(function, language, "text")]
        return record_entry(record, language, names, around=around, body=said)


class Programmes(Searchable):
    kind, label, one, order = "programme", _("Programmes"), _("programme"), 80
    is_proper = True
    follows = ("themes", "parent")

    def records(self) -> QuerySet:
        return Programme.objects.prefetch_related("themes", Prefetch("parent", Programme.objects.answering()))

    def entry(self, record: Any, language: str) -> Entry | None:
        around = [*names_of(record.themes.all(), language), *names_of([record.parent], language, "acronym")]
        return record_entry(record, language, texts(record, language, "acronym", "full_name"), around=around)


# --- in schema.org's words --------------------------------------------------------------------------------------------


INSTITUTIONS = {
    InstitutionKind.UNIVERSITY: "CollegeOrUniversity",
    InstitutionKind.HOSPITAL: "Hospital",
    InstitutionKind.RESEARCH: "ResearchOrganization",
    InstitutionKind.UNIT: "ResearchOrganization",
    InstitutionKind.MINISTRY: "GovernmentOrganization",
}


def country(record: Country, origin: str) -> Node:
    return thing("Country", record, origin, url=origin + record.get_absolute_url(), geo=point(record))


@describes(Region)
def region(record: Region, origin: str) -> Node:
    return {"@type": "Continent", "name": str(record.name), "url": origin + record.get_absolute_url()}


def institution(record: Institution, origin: str) -> Node:
    return thing(
        INSTITUTIONS.get(InstitutionKind(record.kind), "Organization"),
        record,
        origin,
        sameAs=ROR + record.ror if record.ror else None,
        location=[named("Place", place) for place in record.places.all()],
    )


def office(record: Office, origin: str) -> Node:
    return thing(
        "Organization",
        record,
        origin,
        parentOrganization={"@id": f"{origin}/#institute"},
        location={**(named("Place", record.place) or {}), "geo": point(record.place)},
        areaServed=[named("Country", country) for country in record.territory.all()],
    )


# --- what the API knows besides ---------------------------------------------------------------------------------------


def _member(codes: list[str]) -> Q:
    institutions = Institution.objects.answering().filter(country__code__in=codes)
    return Q(members__country__code__in=codes) | Q(members__institution__in=institutions)


def _place(codes: list[str]) -> Q:
    return Q(country__code__in=codes) | Q(places__country__code__in=codes)


def _territory(codes: list[str]) -> Q:
    return Q(place__country__code__in=codes) | Q(territory__code__in=codes)


# --- addresses that a page makes --------------------------------------------------------------------------------------


def registry_entry(institution: Institution) -> str:
    """The page of the institution in the Research Organization Registry."""
    return f"https://ror.org/{institution.ror}" if institution.ror else ""


links.register(Institution, "ror", registry_entry)


cited.register(Country, cited.Cited(has_page=is_cited))
cited.register(Theme, cited.Cited(address=page_of))


# --- the kinds --------------------------------------------------------------------------------------------------------

kind.register(
    Country,
    "countries",
    "ISO 3166-1 countries and territories, all of them, with the zone that funding rules read.\n"
    "zone: no source defines Europe, this is the editors' reading. europe: the member states of the Council of Europe,\n"
    "Belarus, Russia, the Vatican, and the dependent territories in Europe (Åland, Faroe, Gibraltar, Guernsey, Jersey,\n"
    "Isle of Man, Svalbard); all else is outside-europe, as are the overseas territories of European states.\n"
    "continent: the UN M49 regions, Antarctica apart. Names, points and missing rows: scripts/countries.py.",
    search=Countries,
    schema=country,
)
kind.register(
    Place,
    "places",
    "Cities, regions, and countries as a whole where the source names no city. WGS84 degrees.\n"
    "country_basis: inferred where the source names the city without its country.",
)
kind.register(
    Institution,
    "institutions",
    "Partner institutions and French units.\n"
    "place_basis: inferred where the city is read off the name, seat where only the usual seat is known.",
    rows={"functions": child(InstitutionFunction, "institution")},
    api=Api(filters={"country": _place}),
    search=Institutions,
    schema=institution,
)
kind.register(
    Office,
    "offices",
    "Permanent representations abroad.",
    rows={"facts": child(OfficeFact, "office")},
    api=Api(filters={"country": _territory}),
    search=Offices,
    schema=office,
)
kind.register(
    Network,
    "networks",
    "Networks, alliances and forums that the institute runs or takes part in.",
    rows={"facts": child(NetworkFact, "network"), "members": child(NetworkMember, "network")},
    api=Api(filters={"country": _member}),
    search=Networks,
    schema="Organization",
)
kind.register(
    Programme,
    "programmes",
    "National and European programmes that cooperations and projects belong to.",
    search=Programmes,
    schema="Project",
)
