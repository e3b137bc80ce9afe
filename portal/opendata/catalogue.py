"""The catalogue of all data in DCAT-AP, for the catalogues of others: each set, in both languages, with each of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from portal.core import languages, licence
from portal.core.models import Change
from portal.opendata import described, words
from portal.opendata.described import Described, File


@dataclass(frozen=True)
class Format:
    """A form of the catalogue: its name, its media type, rdflib's word for it."""

    name: str
    media_type: str
    writer: str


FORMATS = {
    "ttl": Format("Turtle", "text/turtle; charset=utf-8", "turtle"),
    "jsonld": Format("JSON-LD", "application/ld+json", "json-ld"),
}
HEADERS = {
    "Link": f'<{licence.URL}>; rel="license"',
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=0, stale-if-error=86400",
}
EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
SCIENCE = URIRef(f"{EU}data-theme/TECH")
LICENCE = URIRef(licence.URL)
KEPT = 300


def written(origin: str, ending: str) -> str:
    """The catalogue as text in one of `FORMATS`; the same for the same content, byte for byte.

    Made anew when a record has changed; a publication that was due is in it within `KEPT` seconds.
    """
    state = Change.objects.aggregate(at=Max("at"))["at"]
    key = f"catalogue-{ending}-{hash((origin, state))}"
    text = caches["process"].get(key)
    if text is None:
        text = graph(origin).serialize(format=FORMATS[ending].writer)
        caches["process"].set(key, text, KEPT)
    return str(text)


def graph(origin: str) -> Graph:
    """Every set of data and the API, as triples."""
    found = Graph()
    found.bind("dcat", DCAT)
    found.bind("dcterms", DCTERMS)
    catalogue, publisher = URIRef(f"{origin}/data/catalog.ttl"), URIRef(licence.PUBLISHER_URL)
    found.add((publisher, RDF.type, FOAF.Organization))
    found.add((publisher, FOAF.name, Literal(licence.PUBLISHER)))
    found.add((catalogue, RDF.type, DCAT.Catalog))
    service = URIRef(f"{origin}{reverse('api-v1:api-root')}")
    changed: list[datetime] = []
    for code in languages.codes():
        with override(code):
            _say(found, catalogue, DCTERMS.title, _("Open data of Inserm's international cooperation"))
            _say(found, catalogue, DCTERMS.description, _("Every set of data of the portal, its fields and its files."))
            found.add((catalogue, FOAF.homepage, URIRef(origin + reverse("opendata:data"))))
            found.add((catalogue, DCTERMS.language, URIRef(LANGUAGE + code)))
            every = described.sets(origin)
            content = _content()
            for one in (*every, content):
                node = URIRef(f"{origin}/data/catalog.ttl#{one.code}")
                _dataset(found, catalogue, publisher, node, one, origin)
                for file in one.files:
                    _file(found, node, file, origin, code)
                changed += [one.changed] if one.changed else []
            _service(found, catalogue, service, URIRef(f"{origin}/data/catalog.ttl#{content.code}"), origin)
    found.add((catalogue, DCTERMS.publisher, publisher))
    found.add((catalogue, DCTERMS.license, LICENCE))
    if changed:
        found.add((catalogue, DCTERMS.modified, _moment(max(changed))))
    return found


def _content() -> Described:
    """All records together, as the API gives them."""
    lists = described.resource_lists()
    return Described(
        "content",
        _("All records"),
        _("Every published record of the portal with both languages, its sources and its relations, through the API."),
        reverse("opendata:data"),
        sum(one.count for one in lists),
        max((one.changed for one in lists if one.changed), default=None),
    )


def _dataset(found: Graph, catalogue: URIRef, publisher: URIRef, node: URIRef, one: Described, origin: str) -> None:
    found.add((catalogue, DCAT.dataset, node))
    found.add((node, RDF.type, DCAT.Dataset))
    found.add((node, DCTERMS.identifier, Literal(one.code)))
    _say(found, node, DCTERMS.title, one.title)
    _say(found, node, DCTERMS.description, one.description)
    for word in (_("international cooperation"), _("biomedical research"), one.title):
        _say(found, node, DCAT.keyword, word)
    found.add((node, DCAT.landingPage, URIRef(origin + one.page)))
    found.add((node, DCTERMS.publisher, publisher))
    found.add((node, DCTERMS.license, LICENCE))
    found.add((node, DCTERMS.language, URIRef(LANGUAGE + languages.current())))
    found.add((node, DCAT.theme, SCIENCE))
    if one.changed:
        found.add((node, DCTERMS.modified, _moment(one.changed)))


def _file(found: Graph, dataset: URIRef, file: File, origin: str, code: str) -> None:
    node = URIRef(origin + file.address)
    found.add((dataset, DCAT.distribution, node))
    found.add((node, RDF.type, DCAT.Distribution))
    _say(found, node, DCTERMS.title, file.name)
    found.add((node, DCAT.accessURL, node))
    found.add((node, DCAT.downloadURL, node))
    found.add((node, DCAT.mediaType, URIRef(MEDIA + file.media_type)))
    found.add((node, DCTERMS.license, LICENCE))
    found.add((node, DCTERMS.language, URIRef(LANGUAGE + code)))
    if file.size is not None:
        found.add((node, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))


def _service(found: Graph, catalogue: URIRef, service: URIRef, dataset: URIRef, origin: str) -> None:
    found.add((catalogue, DCAT.service, service))
    found.add((service, RDF.type, DCAT.DataService))
    _say(found, service, DCTERMS.title, _("Read-only API"))
    found.add((service, DCTERMS.description, Literal(words.ABOUT)))
    found.add((service, DCAT.endpointURL, service))
    found.add((service, DCAT.endpointDescription, URIRef(origin + reverse("api-v1:openapi-json"))))
    found.add((service, DCAT.servesDataset, dataset))
    found.add((service, DCTERMS.license, LICENCE))
    found.add((dataset, DCAT.distribution, URIRef(f"{service}#all")))
    every = URIRef(f"{service}#all")
    found.add((every, RDF.type, DCAT.Distribution))
    found.add((every, DCAT.accessURL, service))
    found.add((every, DCAT.accessService, service))
    found.add((every, DCAT.mediaType, URIRef(f"{MEDIA}application/json")))
    found.add((every, DCTERMS.license, LICENCE))


def _say(found: Graph, subject: URIRef, predicate: URIRef, text: str) -> None:
    found.add((subject, predicate, Literal(text, lang=languages.current())))


def _moment(moment: datetime) -> Literal:
    return Literal(moment.isoformat(timespec="seconds"), datatype=XSD.dateTime)
