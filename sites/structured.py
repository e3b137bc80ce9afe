"""Countries, institutions, offices, networks, programmes and the map in schema.org's words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core import licence
from portal.core.structured import ROR, Node, describes, named, page, point, thing
from portal.core.text import languages
from sites.atlas.formats import FORMATS
from sites.countries.regions import Region
from sites.enums import InstitutionKind
from sites.models import Country, Institution, Network, Office, Programme

INSTITUTIONS = {
    InstitutionKind.UNIVERSITY: "CollegeOrUniversity",
    InstitutionKind.HOSPITAL: "Hospital",
    InstitutionKind.RESEARCH: "ResearchOrganization",
    InstitutionKind.UNIT: "ResearchOrganization",
    InstitutionKind.MINISTRY: "GovernmentOrganization",
}


@describes(Country)
def country(record: Country, origin: str) -> Node:
    return thing("Country", record, origin, url=origin + record.get_absolute_url(), geo=point(record))


@describes(Region)
def region(record: Region, origin: str) -> Node:
    return {"@type": "Continent", "name": str(record.name), "url": origin + record.get_absolute_url()}


@describes(Institution)
def institution(record: Institution, origin: str) -> Node:
    return thing(
        INSTITUTIONS.get(InstitutionKind(record.kind), "Organization"),
        record,
        origin,
        sameAs=ROR + record.ror if record.ror else None,
        location=[named("Place", place) for place in record.places.all()],
    )


@describes(Office)
def office(record: Office, origin: str) -> Node:
    return thing(
        "Organization",
        record,
        origin,
        parentOrganization={"@id": f"{origin}/#institute"},
        location={**(named("Place", record.place) or {}), "geo": point(record.place)},
        areaServed=[named("Country", country) for country in record.territory.all()],
    )


@describes(Network)
def network(record: Network, origin: str) -> Node:
    return thing("Organization", record, origin)


@describes(Programme)
def programme(record: Programme, origin: str) -> Node:
    return thing("Project", record, origin)


@page("sites:map")
def world_map(context: dict[str, Any], origin: str) -> Node:
    """What the map shows is a data set, in several formats."""
    return {
        "@type": "Dataset",
        "name": _("World map"),
        "description": _(
            "Cooperations, partnerships, offices and networks of Inserm and ANRS MIE on a world map and in a list, with filters and open data."
        ),
        "url": origin + reverse("sites:map"),
        "license": licence.URL,
        "isAccessibleForFree": True,
        "inLanguage": languages.current(),
        "creator": {"@id": f"{origin}/#institute"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": kind.name,
                "encodingFormat": kind.media_type.split(";")[0],
                "contentUrl": origin + reverse("sites:map-data", args=[ending]),
            }
            for ending, kind in FORMATS.items()
        ],
    }
