"""The kinds of this room: the forms of partnership, the partnerships, and the projects that they carry."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ProjectKind
from partnerships.models import Modality, ModalityFact, Participant, Partnership, PartnershipEvent, Project
from portal.core import kind
from portal.core.kind import Api, child
from portal.core.searchable import Entry, Searchable, names_of, record_entry, texts
from portal.core.structured import Node, iso, named, thing
from sites.models import Institution, Network, Programme

# --- how they are found -----------------------------------------------------------------------------------------------


def _ordered(records: Any) -> list[Any]:
    return sorted({record for record in records if record}, key=lambda record: record.pk)


class Modalities(Searchable):
    kind, label, one, order = "modality", _("Partnership types"), _("partnership type"), 10
    is_proper = True
    follows = ("facts",)

    def records(self) -> QuerySet:
        return Modality.objects.prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        return record_entry(record, language, texts(record, language, "acronym", "name_plural"), body=said)


class Partnerships(Searchable):
    kind, label, one, order = "partnership", _("Partnerships"), _("partnership"), 30
    guards = ("modality",)
    follows = (
        *("modality", "countries", "places__country", "themes", "networks", "events"),
        "institutions__places__country",
    )

    def records(self) -> QuerySet:
        institutions = Institution.objects.answering().prefetch_related("places__country")
        return Partnership.objects.for_list().prefetch_related(
            *("places__country", "themes", "events"),
            Prefetch("institutions", institutions),
            Prefetch("networks", Network.objects.answering()),
        )

    def entry(self, record: Any, language: str) -> Entry | None:
        bodies = record.institutions.all()
        places = _ordered([*record.places.all(), *(place for body in bodies for place in body.places.all())])
        countries = _ordered([*record.countries.all(), *(place.country for place in places)])
        around = [
            *names_of([record.modality, *bodies, *record.networks.all()], language, "acronym"),
            *names_of([*places, *countries, *record.themes.all()], language),
        ]
        said = [words for event in record.events.all() for words in texts(event, language, "text")]
        return record_entry(record, language, around=around, body=said)


class Projects(Searchable):
    kind, label, one, order = "project", _("Projects"), _("project"), 40
    is_proper = True
    follows = (
        *("countries", "themes", "participants__institution", "participants__network", "programmes"),
        "partnerships__modality",
    )

    def records(self) -> QuerySet:
        return Project.objects.prefetch_related(
            *("countries", "themes"),
            Prefetch("participants__institution", Institution.objects.answering()),
            Prefetch("participants__network", Network.objects.answering()),
            Prefetch("partnerships", Partnership.objects.published()),
            Prefetch("programmes", Programme.objects.published()),
        )

    def entry(self, record: Any, language: str) -> Entry | None:
        participants = record.participants.all()
        around = [
            *names_of((p.institution for p in participants), language, "acronym"),
            *names_of((p.network for p in participants), language, "acronym"),
            *names_of([*record.countries.all(), *record.themes.all(), *record.partnerships.all()], language),
            *names_of(record.programmes.all(), language, "acronym"),
        ]
        names = texts(record, language, "full_name")
        return record_entry(record, language, names, around=around, body=texts(record, language, "continent_named"))


# --- in schema.org's words --------------------------------------------------------------------------------------------


def partnership(record: Partnership, origin: str) -> Node:
    return thing(
        "Project",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", body) for body in record.institutions.all()],
    )


def project(record: Project, origin: str) -> Node:
    return thing(
        "ResearchProject" if record.kind == ProjectKind.PROJECT else "Project",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", row.institution) for row in record.participants.all()],
    )


# --- what the API knows besides ---------------------------------------------------------------------------------------


def _countries(codes: list[str]) -> Q:
    """Also under the word that every other list is narrowed by."""
    return Q(countries__code__in=codes)


# --- the kinds --------------------------------------------------------------------------------------------------------

kind.register(
    Modality,
    "modalities",
    "Forms of partnership: PRISME platform, ANRS partner site, ad hoc partnership, institutional agreement.",
    rows={"facts": child(ModalityFact, "modality")},
    search=Modalities,
    schema="DefinedTerm",
)
kind.register(
    Partnership,
    "partnerships",
    "The partnerships themselves, each under its form.",
    rows={"events": child(PartnershipEvent, "partnership")},
    api=Api(filters={"country": _countries}),
    search=Partnerships,
    schema=partnership,
)
kind.register(
    Project,
    "projects",
    "Research and infrastructure carried by partnerships.",
    rows={"participants": child(Participant, "project")},
    api=Api(filters={"country": _countries}),
    search=Projects,
    schema=project,
)
