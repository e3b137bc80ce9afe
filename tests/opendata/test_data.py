"""The open data page and the catalogue say what there is, truly."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from portal.core.content import revisions
from portal.core.exports import exports
from portal.core.resource import resources
from portal.opendata import authorities, described
from tests.factories import make_cooperation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
EU = "http://publications.europa.eu/resource/authority/"
PAGES = {"fr": "/fr/donnees/", "en": "/en/data/"}


@pytest.fixture(autouse=True)
def _nothing_measured_yet():
    caches["process"].clear()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_set_is_there_with_its_files_and_fields(visitor, language):
    make_cooperation()
    page = visitor.get(PAGES[language]).content.decode()
    found = exports()
    assert {one.code for one in found} >= {"cooperations", "partnerships", "projects", "institutions", "map"}
    for one in found:
        assert f'<h2 id="{one.code}">' in page
        assert [field.key for field in one.fields if f"<code>{field.key}</code>" not in page] == []
    links = set(re.findall(rf'<a href="(/{language}/[^"]+\.\w+)"', page))
    assert {visitor.get(link).status_code for link in links} == {200}
    assert len(links) == sum(len(one.formats) for one in found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_field_of_the_api_is_described(visitor, language):
    make_cooperation(code="lab")
    page = visitor.get(PAGES[language]).content.decode()
    for name in resources():
        assert f'href="/api/v1/{name}/"' in page
    keys = set(visitor.get("/api/v1/cooperations/lab/").json())
    rows = {"partners", "facts"}  # described by their own fields
    assert {key for key in keys - rows if f"<code>{key}</code>" not in page} == set()
    assert "<code>partners[].institution</code>" in page


def test_the_api_says_no_field_that_is_not_described():
    for one in described.resource_lists():
        assert [field.key for field in one.fields if not field.label] == [], one.code


def parsed(visitor, ending, kind):
    answer = visitor.get(f"/data/catalog.{ending}")
    assert answer.status_code == 200
    return answer, Graph().parse(data=answer.content, format=kind)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own JSON-LD reader uses it
def test_the_catalogue_is_the_same_in_both_forms(visitor):
    make_cooperation()
    turtle, first = parsed(visitor, "ttl", "turtle")
    linked, second = parsed(visitor, "jsonld", "json-ld")
    assert set(first) == set(second)
    assert (turtle.headers["Content-Type"], linked.headers["Content-Type"]) == (
        "text/turtle; charset=utf-8",
        "application/ld+json",
    )
    assert turtle.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(linked.content)


def test_every_set_has_what_the_profile_wants(visitor):
    make_cooperation()
    revisions.flush()
    _, found = parsed(visitor, "ttl", "turtle")
    (catalogue,) = found.subjects(RDF.type, DCAT.Catalog)
    sets = set(found.subjects(RDF.type, DCAT.Dataset))
    assert set(found.objects(catalogue, DCAT.dataset)) == sets
    assert len(sets) == len(exports()) + 1
    for one in (catalogue, *sets):
        for words in (DCTERMS.title, DCTERMS.description):
            assert {text.language for text in found.objects(one, words)} == {"fr", "en"}, (one, words)
        assert set(found.objects(one, DCTERMS.license)) == {LICENCE}
        assert len(set(found.objects(one, DCTERMS.publisher))) == 1
        assert set(found.objects(one, DCTERMS.language)) == {URIRef(f"{EU}language/FRA"), URIRef(f"{EU}language/ENG")}
    for one in sets:
        assert {word.language for word in found.objects(one, DCAT.keyword)} == {"fr", "en"}
        assert list(found.objects(one, DCAT.distribution))
    cooperations = next(one for one in sets if (one, DCTERMS.identifier, Literal("cooperations")) in found)
    assert len(list(found.objects(cooperations, DCTERMS.modified))) == 1


def test_every_distribution_answers_in_its_media_type(visitor):
    make_cooperation()
    _, found = parsed(visitor, "ttl", "turtle")
    files = list(found.subject_objects(DCAT.downloadURL))
    assert len(files) == 2 * sum(len(one.formats) for one in exports())
    for node, address in files:
        answer = visitor.get(urlsplit(str(address)).path)
        media = str(found.value(node, DCAT.mediaType)).removeprefix("https://www.iana.org/assignments/media-types/")
        assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, media)
        assert found.value(node, DCTERMS.license) == LICENCE
        term, language = found.value(node, DCTERMS["format"]), found.value(node, DCTERMS.language)
        assert str(term) == f"{EU}file-type/{str(address).rpartition('.')[2].upper()}"
        assert str(language) == f"{EU}language/{'FRA' if '/fr/' in str(address) else 'ENG'}"


def test_formats_and_languages_are_terms_of_the_eu_s_authorities(visitor):
    """European catalogues know no other: a term of another vocabulary is not shown there."""
    make_cooperation()
    text = visitor.get("/data/catalog.ttl").content.decode()
    assert "id.loc.gov" not in text
    _, found = parsed(visitor, "ttl", "turtle")
    kinds = {str(term).removeprefix(f"{EU}file-type/") for term in found.objects(None, DCTERMS["format"])}
    assert kinds == {"CSV", "XLSX", "JSON", "GEOJSON", "ATOM", "ICS"}
    assert {*map(str, found.objects(None, DCTERMS.language))} == {f"{EU}language/FRA", f"{EU}language/ENG"}
    (service,) = found.subjects(RDF.type, DCAT.DataService)
    assert [str(found.value(one, DCTERMS["format"])) for one in found.subjects(DCAT.accessService, service)] == [
        f"{EU}file-type/JSON"
    ]


@pytest.mark.parametrize(
    ("code", "term"), [("fr", "FRA"), ("en", "ENG"), ("de", "DEU"), ("pt-br", "POR"), ("zh", "ZHO"), ("ar", "ARA")]
)
def test_a_third_language_has_its_term_too(code, term):
    assert authorities.language(code) == f"{EU}language/{term}"


def test_what_the_authority_has_no_term_for_has_none():
    assert (authorities.language("tlh"), authorities.file_type("text/x-unknown")) == ("", "")


def test_the_catalogue_is_not_sent_twice(visitor):
    first = visitor.get("/data/catalog.ttl")
    again = visitor.get("/data/catalog.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert visitor.get("/data/catalog.xml").status_code == 404


def test_it_is_linked_from_every_page_and_from_robots(visitor):
    assert 'href="/en/data/"' in visitor.get("/en/").content.decode()
    assert 'href="/fr/donnees/"' in visitor.get("/fr/plan-du-site/").content.decode()
    assert "http://testserver/data/catalog.ttl" in visitor.get("/robots.txt").content.decode()
