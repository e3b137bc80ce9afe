"""What is not public is in no public output: every kind of record, in every state, looked for everywhere at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote, urlencode
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from instruments.models import Call
from portal.core.content import revisions
from portal.core.exports import exports
from portal.core.lists.record_list import lists
from portal.core.pictures import share
from portal.core.resource import resource_of, resources
from portal.core.text import languages
from portal.opendata import catalogue
from portal.opendata.citation_files import FORMATS as CITATION_FORMATS
from portal.pages.models import KeyFigure
from portal.search import index
from sites.models import Country
from tests.kept import load_content
from tests.marked import HIDDEN, MARK, PAST, SHOWN, Mark, Marked
from tests.walk import alike, citations, linked, walk
from tests.world import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ENDINGS = {
    *(ending for export in exports() for ending in export.formats),
    *(ending for record_list in lists().values() for ending in record_list.more_formats),
    *catalogue.FORMATS,
    "svg",  # a PNG is drawn from it
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(resolver=None, before: str = "") -> Iterator[str]:
    """Every address of the site as its parts and <parameters>, in the active language, but for the desk."""
    for found in (resolver or get_resolver()).url_patterns:
        route = before + str(found.pattern)
        if hasattr(found, "url_patterns"):
            yield from () if route.startswith("admin/") else patterns(found, route)
        else:
            yield "/" + PARAMETER.sub(r"<\1>", route)


def with_slug(pattern: str, record) -> str | None:
    """The address of a pattern for a record in the active language; None when it has no slug."""
    slug = getattr(record, languages.localized("slug", languages.current()), None)
    return pattern.replace("<slug>", slug) if slug else None


def read(body: bytes) -> str:
    """The text of an answer; of a workbook, which is a ZIP archive, that of all its parts."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as archive:
        return " ".join(archive.read(name).decode() for name in archive.namelist())


class Visits:
    """What every public address answers: {address: the marks in its answer that its own question did not hold}."""

    def __init__(self, world: Marked) -> None:
        self.world, self.visitor = world, Client()
        self.marks: dict[str, set[str]] = {}
        self.codes: dict[str, int] = {}
        for path, page in walk("/fr/", "/en/", links=linked, without=self.passed_by()).items():
            self.note(path, page.response)
        for language in languages.codes():
            self.visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = language
            with override(language):
                for address in self.addresses():
                    self.open(address)

    def passed_by(self) -> frozenset[str]:
        """Pages that could show a mark no more than their like do: of records to which nothing made here is tied."""
        world = self.world
        tied = {record for records in world.real.values() for record in records}
        tied |= {each.record for records in world.made.values() for each in records}
        models = [model for model in (*world.shapes, Country) if hasattr(model, "address_in")]
        others = [each for model in models for each in model._default_manager.order_by("pk") if each not in tied]
        alike_ones = [each for number, each in enumerate(others) if number % 5]  # one in five is left to be opened
        found = {each.address_in(code) for each in alike_ones for code in languages.codes()}
        own = {each.address_in(code) for each in tied if hasattr(each, "address_in") for code in languages.codes()}
        own = own.union(*(citations(each) for each in tied if resource_of(type(each))))
        return frozenset(found | alike()) - own - {None}

    def open(self, address: str) -> int:
        """Asks once: what has no language in its address gives both, or none."""
        if address not in self.codes:
            self.note(address, self.visitor.get(address))
        return self.codes[address]

    def of(self, who: str) -> dict[str, set[str]]:
        """{address: the marks of these texts in its answer}, where there are any."""
        found = {address: {mark for mark in marks if mark[2] == who} for address, marks in self.marks.items()}
        return {address: marks for address, marks in found.items() if marks}

    def told(self, who: str) -> dict[Mark, list[str]]:
        """{whose text: the addresses that show it}, for reading in a failure."""
        found: dict[Mark, list[str]] = defaultdict(list)
        for address, marks in self.of(who).items():
            for mark in marks:
                found[self.world.marks[mark]].append(address)
        return dict(found)

    def note(self, address: str, response) -> None:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        asked = {mark.lower() for mark in MARK.findall(unquote(address))}
        headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
        found = MARK.findall(headers + read(body))
        self.codes[address] = response.status_code
        self.marks[address] = {mark.lower() for mark in found} - asked

    def addresses(self) -> Iterator[str]:
        for pattern in patterns():
            yield from self.filled(pattern)
        yield from self.questions()
        for records in self.world.made.values():
            for record in (each.record for each in records if hasattr(each.record, "address_in")):
                yield record.address_in(languages.current()) or "/"

    def filled(self, pattern: str) -> Iterator[str]:
        """The addresses that a pattern stands for; what needs a record is asked for those that nobody may see."""
        match tuple(PARAMETER.findall(pattern)):
            case ():
                yield pattern
            case ("ending",):
                yield from (pattern.replace("<ending>", ending) for ending in sorted(ENDINGS))
            case ("slug",):
                shown = [each.record for each in self.world.made[SHOWN] if each.state == "public"]
                shown += self.world.real[Country]
                open_to = {type(r) for r in shown if (path := with_slug(pattern, r)) and self.open(path) == 200}
                hidden = [each.record for each in self.world.made[HIDDEN] if type(each.record) in open_to]
                yield from filter(None, (with_slug(pattern, record) for record in hidden))
            case ("code",):
                name = pattern.strip("/").split("/")[2]
                for records in self.world.made.values():
                    mine = [each.record for each in records if isinstance(each.record, resources()[name].model)]
                    yield from (pattern.replace("<code>", record.code) for record in mine)
            case ("slug", "ending"):
                hidden = [each.record for each in self.world.made[HIDDEN]]
                yield from filter(None, (with_slug(pattern.replace("<ending>", "svg"), record) for record in hidden))
            case ("code", "ending"):
                hidden = [each.record for each in self.world.made[HIDDEN] if isinstance(each.record, KeyFigure)]
                named = [pattern.replace("<code>", record.code) for record in hidden]
                yield from (each.replace("<ending>", ending) for each in named for ending in ("svg", "csv"))
            case ("kind", "code", "mark"):
                for record in (each.record for each in self.world.made[HIDDEN] if hasattr(each.record, "code")):
                    asked = {"<kind>": record._meta.model_name, "<code>": record.code, "<mark>": share.mark()}
                    yield re.sub("<\\w+>", lambda found, asked=asked: asked[found[0]], pattern)
            case ("resource", "code", "ending"):
                made = [each.record for records in self.world.made.values() for each in records]
                known = [(record, found) for record in made if (found := resource_of(type(record)))]
                named = [pattern.replace("<resource>", r.name).replace("<code>", record.code) for record, r in known]
                yield from (each.replace("<ending>", ending) for each in named for ending in CITATION_FORMATS)
            case ("modality", "slug") | ("token",) | ("name",):
                pass  # by their own addresses; signed by the desk (see test_preview.py); a file, by a hash nobody guesses
            case other:
                raise AssertionError(f"A new kind of address: say here what a stranger could ask it for: {other}")

    def questions(self) -> Iterator[str]:
        """What can be asked of an address: searches, orders, pages, filters by what nobody may see."""
        for search in (at for at in patterns() if at.endswith(("/search/", "/recherche/", "suggestions.json"))):
            yield from (f"{search}?q={words}" for words in ("wordh", "wordp", "words", "wordhh", "wordpp"))
            yield from (f"{search}?q=words&page={page}" for page in range(2, 6))
        hidden = [each.record.code for each in self.world.made[HIDDEN] if each.state == "draft"]
        for record_list in lists().values():
            yield from (f"{record_list.page_address}?sort={order.key}" for order in record_list.orders)
            pages = record_list.records().count() // record_list.per_page + 1
            yield from (f"{record_list.page_address}?page={page}" for page in range(2, pages + 1))
            yield from (
                f"{record_list.page_address}?{urlencode({facet.key: hidden}, True)}" for facet in record_list.facets
            )
        for name, resource in resources().items():
            yield from (f"/api/v1/{name}/?limit=200&offset={n}" for n in range(0, resource.published().count(), 200))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[Marked]:
    """The real content, and beside it what nobody may see; the index and the dates of changes follow."""
    with django_db_blocker.unblock(), transaction.atomic(), remembered():
        load_content()
        made = Marked()
        revisions.flush()
        index.rebuild()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visits(world) -> Visits:
    return Visits(world)


# --- what nobody may see ---------------------------------------------------------------------------------------------


def test_no_text_of_what_is_not_public_is_anywhere(visits):
    assert visits.told(HIDDEN) == {}


def own_addresses(record, language: str) -> list[str]:
    """Where a record is, or would be: its page, and the API's answer."""
    page = record.address_in(language) if hasattr(record, "address_in") else None
    return [*([page] if page else []), f"/api/v1/{resource_of(type(record)).name}/{record.code}/"]


def cited(world, who) -> set[str]:
    """Where they would be cited; only what has a page of its own is."""
    return set().union(*(citations(each.record) for each in world.made[who] if resource_of(type(each.record))))


def own(world, who) -> set[str]:
    records = [each.record for each in world.made[who]]
    return {address for code in languages.codes() for record in records for address in own_addresses(record, code)}


def test_its_own_addresses_do_not_answer(world, visits):
    answers = {address: visits.codes[address] for address in own(world, HIDDEN) | cited(world, HIDDEN)}
    assert {address: code for address, code in answers.items() if code != 404} == {}
    assert len(answers) > 100


def test_what_was_public_is_at_its_own_address_alone(world, visits):
    """No address disappears; a call that is over also stands in the list of calls, where its phase says so."""
    calls = tuple(f"/{path}" for path in ("fr/appels", "en/calls", "fr/instruments/", "en/instruments/"))
    own_ones = own(world, PAST)
    assert {address: visits.codes[address] for address in own_ones if visits.codes[address] != 200} == {}
    elsewhere = [
        (mark, address)
        for mark, addresses in visits.told(PAST).items()
        for address in set(addresses) - own_ones - cited(world, PAST)
        if not (mark.model == Call._meta.label and address.startswith(calls))
    ]
    assert elsewhere == []


# --- and the other way round: the same texts, once public, are seen by the same visits -------------------------------


def test_every_text_of_what_is_public_is_somewhere(world, visits):
    seen = set().union(*visits.of(SHOWN).values())
    public = {mark: whose for mark, whose in world.marks.items() if mark[2] == SHOWN and whose.state == "public"}
    assert [whose for mark, whose in public.items() if mark not in seen] == []
    assert {whose.model for whose in public.values()} == {model._meta.label for model in world.shapes}


def test_the_public_records_that_name_what_is_not_public_are_seen(world, visits):
    seen = {world.marks[mark] for marks in visits.of(SHOWN).values() for mark in marks}
    named = {(type(each.record)._meta.label, each.state) for each in world.made[SHOWN]}
    assert named - {(whose.model, whose.state) for whose in seen} == set()


def test_every_kind_of_output_shows_what_is_public(visits):
    kinds = defaultdict(set)
    for address, marks in visits.of(SHOWN).items():
        path, _, query = address.partition("?")
        kinds[path.rpartition("/")[2].partition(".")[2] if "." in path else path.split("/")[2]] |= marks
        kinds["a search" if query.startswith("q=") else "a page" if path.endswith("/") else "a file"] |= marks
    # The catalogue names the lists, not what is in them; nothing made here has two ends for a line between them.
    formats = ENDINGS - set(catalogue.FORMATS) - {"lines.geojson"}
    assert {*formats, "xml", "a search", "a page", "a file", "v1", "embed", "encart"} - set(kinds) == set()


def test_a_prepared_change_waits_for_every_kind(world):
    waiting = {whose.model for whose in world.marks.values() if whose.state == "prepared"}
    assert waiting == {model._meta.label for model in world.shapes}
