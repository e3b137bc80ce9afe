from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Modality, Partnership, Project
from portal.core.searchable import Entry, Searchable, names_of, record_entry, register, texts
from sites.models import Institution, Network, Programme


def _ordered(records: Any) -> list[Any]:
    return sorted({record for record in records if record}, key=lambda record: record.pk)


@register
class Modalities(Searchable):
    model, kind, label, one, order = Modality, "modality", _("Partnership types"), _("partnership type"), 10
    follows = ("facts",)

    def records(self) -> QuerySet:
        return Modality.objects.prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        return record_entry(record, language, texts(record, language, "acronym", "name_plural"), body=said)


@register
class Partnerships(Searchable):
    model, kind, label, one, order = Partnership, "partnership", _("Partnerships"), _("partnership"), 30
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


@register
class Projects(Searchable):
    model, kind, label, one, order = Project, "project", _("Projects"), _("project"), 40
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
