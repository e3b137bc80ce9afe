"""The data catalogue as RDF triples. A module of its own, imported at first use, since rdflib is large."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from portal.core import licence
from portal.core.text import languages
from portal.opendata import authorities, described, words
from portal.opendata.described import Described, File

MEDIA = "https://www.iana.org/assignments/media-types/"
LICENCE = URIRef(licence.URL)


def graph(origin: str) -> Graph:
    """Triples that describe every dataset and the API; addresses begin with `origin`."""
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
            _term(found, catalogue, DCTERMS.language, authorities.language(code))
            every = described.sets()
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
    """Description of the dataset that the API serves: all records."""
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
    """Adds the triples of one dataset."""
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
    _term(found, node, DCTERMS.language, authorities.language(languages.current()))
    _term(found, node, DCAT.theme, authorities.SCIENCE)
    if one.changed:
        found.add((node, DCTERMS.modified, _moment(one.changed)))


def _file(found: Graph, dataset: URIRef, file: File, origin: str, code: str) -> None:
    """Adds the triples of one file of a dataset."""
    node = URIRef(origin + file.address)
    found.add((dataset, DCAT.distribution, node))
    found.add((node, RDF.type, DCAT.Distribution))
    _say(found, node, DCTERMS.title, file.name)
    found.add((node, DCAT.accessURL, node))
    found.add((node, DCAT.downloadURL, node))
    found.add((node, DCAT.mediaType, URIRef(MEDIA + file.media_type)))
    _term(found, node, DCTERMS["format"], authorities.file_type(file.media_type))
    found.add((node, DCTERMS.license, LICENCE))
    _term(found, node, DCTERMS.language, authorities.language(code))


def _service(found: Graph, catalogue: URIRef, service: URIRef, dataset: URIRef, origin: str) -> None:
    """Adds the triples of the API."""
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
    _term(found, every, DCTERMS["format"], authorities.file_type("application/json"))
    found.add((every, DCTERMS.license, LICENCE))


def _say(found: Graph, subject: URIRef, predicate: URIRef, text: str) -> None:
    """Adds a text in the active language."""
    found.add((subject, predicate, Literal(text, lang=languages.current())))


def _term(found: Graph, subject: URIRef, predicate: URIRef, term: str) -> None:
    """Adds a term of an authority; nothing if it has none."""
    if term:
        found.add((subject, predicate, URIRef(term)))


def _moment(moment: datetime) -> Literal:
    """A datetime as an RDF literal."""
    return Literal(moment.isoformat(timespec="seconds"), datatype=XSD.dateTime)
