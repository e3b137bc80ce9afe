from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.searchable import Entry, Searchable, names_of, record_entry, register, texts
from portal.core.text import languages
from sites.countries.regions import Region
from sites.models import Country, Institution, Network, Office, Programme


def where(places: Any, language: str) -> list[str]:
    """The names of places and of their countries."""
    return [*names_of(places, language), *names_of({place.country for place in places}, language)]


@register
class Offices(Searchable):
    model, kind, label, one, order = Office, "office", _("Offices"), _("office"), 50
    follows = ("place__country", "territory", "facts")

    def records(self) -> QuerySet:
        return Office.objects.for_list().prefetch_related("facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        around = [*where([record.place], language), *names_of(record.territory.all(), language)]
        return record_entry(
            record, language, around=around, body=[" ".join(texts(f, language, "text")) for f in record.facts.all()]
        )


@register
class Networks(Searchable):
    model, kind, label, one, order = Network, "network", _("Networks"), _("network"), 60
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


@register
class Countries(Searchable):
    model, kind, label, one, order = Country, "country", _("Countries"), _("country"), 65

    def entry(self, record: Any, language: str) -> Entry | None:
        address, name = record.address_in(language), languages.in_language(record, "name", language)
        if not address or not name:
            return None
        with override(language):
            return Entry(name, address, around=[Region(record.continent).name])


@register
class Institutions(Searchable):
    model, kind, label, one, order = Institution, "institution", _("Institutions"), _("institution"), 70
    follows = ("country", "places__country")

    def records(self) -> QuerySet:
        return Institution.objects.for_detail()

    def entry(self, record: Any, language: str) -> Entry | None:
        unit = record.unit_number
        names = [
            *texts(record, language, "acronym", "local_name", "former_name"),
            *([unit, f"{unit[:1]} {unit[1:]}"] if unit else []),
        ]
        around = [*where(record.places.all(), language), *names_of([record.country], language)]
        return record_entry(record, language, names, around=around)


@register
class Programmes(Searchable):
    model, kind, label, one, order = Programme, "programme", _("Programmes"), _("programme"), 80
    follows = ("themes", "parent")

    def records(self) -> QuerySet:
        return Programme.objects.prefetch_related("themes", Prefetch("parent", Programme.objects.answering()))

    def entry(self, record: Any, language: str) -> Entry | None:
        around = [*names_of(record.themes.all(), language), *names_of([record.parent], language, "acronym")]
        return record_entry(record, language, texts(record, language, "acronym", "full_name"), around=around)
