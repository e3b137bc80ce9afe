from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from instruments.models import Call, Cooperation, Instrument
from portal.core.searchable import Entry, Searchable, names_of, record_entry, register, texts


@register
class Instruments(Searchable):
    model, kind, label, one, order = Instrument, "instrument", _("Instruments"), _("instrument"), 0
    follows = ("names", "facts")

    def records(self) -> QuerySet:
        return Instrument.objects.prefetch_related("names", "facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        others = [words for name in record.names.all() for words in texts(name, language, "acronym", "text")]
        names = [*texts(record, language, "acronym", "short_name", "name_plural"), *others]
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        return record_entry(record, language, names, body=said)


@register
class Calls(Searchable):
    model, kind, label, one, order = Call, "call", _("Calls"), _("call"), 15
    guards = ("instrument",)
    follows = ("instrument",)

    def entry(self, record: Any, language: str) -> Entry | None:
        edition = [str(record.edition)] if record.edition else []
        return record_entry(
            record, language, around=[*names_of([record.instrument], language, "acronym", "short_name"), *edition]
        )


@register
class Cooperations(Searchable):
    model, kind, label, one, order = Cooperation, "cooperation", _("Cooperations"), _("cooperation"), 20
    guards = ("instrument",)
    follows = (
        *("instrument", "themes", "programmes", "coordinators", "facts"),
        *("partners__place__country", "partners__institution__places__country", "partners__institution__country"),
    )

    def records(self) -> QuerySet:
        return Cooperation.objects.for_detail()

    def entry(self, record: Any, language: str) -> Entry | None:
        partners = record.partners.all()
        bodies = [partner.institution for partner in partners if partner.institution]
        places = {place for partner in partners for place in partner.places}
        countries = {place.country for place in places} | {body.country for body in bodies if body.country}
        around = [
            *names_of([record.instrument], language, "acronym", "short_name"),
            *names_of(bodies, language, "acronym", "unit_number"),
            *names_of(sorted(places, key=lambda place: place.pk), language),
            *names_of(sorted(countries, key=lambda country: country.pk), language),
            *names_of([*record.themes.all(), *record.programmes.all()], language),
        ]
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        people = [person.name for person in record.coordinators.all()]
        names = texts(record, language, "full_name")
        return record_entry(record, language, names, around=around, body=[*said, *people])
