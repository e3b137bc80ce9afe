"""The kinds of this room: instruments, cooperations, calls, and the cases that the rules are tried on."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from instruments.comparison import section
from instruments.enums import CallPhase, FactKind
from instruments.models import (
    Call,
    Cooperation,
    CooperationFact,
    Coordinator,
    Criterion,
    Example,
    ExampleVerdict,
    FundingRule,
    Instrument,
    InstrumentFact,
    InstrumentName,
    InstrumentPlace,
    Partner,
    Route,
)
from portal.core import kind, searchable
from portal.core.kind import Api, child
from portal.core.resource import Computed
from portal.core.searchable import Entry, Searchable, names_of, record_entry, texts
from portal.core.structured import Node, iso, named, thing
from portal.core.text import languages
from sites.models import Institution

# --- how they are found -----------------------------------------------------------------------------------------------


class Instruments(Searchable):
    kind, label, one, order = "instrument", _("Instruments"), _("instrument"), 0
    is_proper, placed_by = True, "mode"
    follows = ("names", "facts")

    def records(self) -> QuerySet:
        return Instrument.objects.prefetch_related("names", "facts")

    def entry(self, record: Any, language: str) -> Entry | None:
        others = [words for name in record.names.all() for words in texts(name, language, "acronym", "text")]
        names = [*texts(record, language, "acronym", "short_name", "name_plural"), *others]
        said = [words for fact in record.facts.all() for words in texts(fact, language, "text")]
        return record_entry(record, language, names, body=said)


class Places(Searchable):
    """A place of an instrument leads to its row on the instrument's page."""

    kind, label, one, order = "instrument-place", _("Places of an instrument"), _("place"), 25
    guards = ("instrument",)
    follows = ("instrument", "place__country")

    def records(self) -> QuerySet:
        return InstrumentPlace.objects.select_related("instrument", "place__country")

    def entry(self, record: Any, language: str) -> Entry | None:
        instrument, place, address = record.instrument, record.place, record.address_in(language)
        name = "".join(texts(place, language, "name"))
        if address is None or not name:
            return None
        called = texts(instrument, language, "short_name", "acronym", "name")
        said = {
            "place": name,
            "country": "".join(texts(place.country, language, "name")),
            "instrument": called[0],
            "instruments": "".join(texts(instrument, language, "name_plural")) or called[0],
        }
        with override(language):
            title = gettext("%(place)s (%(instrument)s)") % said
            summary = gettext("%(instruments)s are signed here: %(place)s, %(country)s.") % said
        names = [name, *(f"{short} {name}" for short in called)]
        return Entry(title, address, names, summary, [said["country"], *called])


class Calls(Searchable):
    kind, label, one, order = "call", _("Calls"), _("call"), 15
    guards = ("instrument",)
    follows = ("instrument",)

    def entry(self, record: Any, language: str) -> Entry | None:
        edition = [str(record.edition)] if record.edition else []
        return record_entry(
            record, language, around=[*names_of([record.instrument], language, "acronym", "short_name"), *edition]
        )


class Cooperations(Searchable):
    kind, label, one, order = "cooperation", _("Cooperations"), _("cooperation"), 20
    is_proper, placed_by = True, "instrument__mode"
    guards = ("instrument",)
    follows = (
        *("instrument", "themes", "programmes", "coordinators", "facts"),
        *("partners__place__country", "partners__institution__places__country", "partners__institution__country"),
    )

    def placed(self, code: str, slug: str, value: str, language: str) -> str | None:
        record = Cooperation(code=code, instrument=Instrument(mode=value))
        setattr(record, languages.localized("slug", language), slug)
        return record.address_in(language)

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


# --- in schema.org's words --------------------------------------------------------------------------------------------


def instrument(record: Instrument, origin: str) -> Node:
    institute = {"@id": f"{origin}/#institute"}
    grants = [
        _grant(str(line), rule)
        for line, rule in section(record, FactKind.FUNDING).lines
        if getattr(rule, "amount", None)
    ]
    if not grants:
        return thing("Service", record, origin, provider=institute)
    return thing("FundingScheme", record, origin, parentOrganization=institute, **{"@reverse": {"funder": grants}})


def _grant(words: str, rule: FundingRule) -> Node:
    """One amount that the scheme pays, in whole euros, with the words that the page says it in."""
    amount = {"maxValue" if rule.is_ceiling else "value": rule.amount}
    return {
        "@type": "MonetaryGrant",
        "description": capfirst(words),
        "amount": {"@type": "MonetaryAmount", "currency": "EUR", **amount},
    }


def call(record: Call, origin: str) -> Node | None:
    """The time in which one can apply; nothing where no date is known, since an event has one."""
    if record.opens_at is None and record.closes_at is None:
        return None
    dates = {"startDate": record.opens_at, "endDate": record.dates.ends_at}
    told = {name: moment.isoformat(timespec="seconds") for name, moment in dates.items() if moment}
    return thing("Event", record, origin, organizer={"@id": f"{origin}/#institute"}, **told)


def cooperation(record: Cooperation, origin: str) -> Node:
    return thing(
        "ResearchProject",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", partner.institution) for partner in record.partners.all()],
    )


# --- what the API knows besides ---------------------------------------------------------------------------------------


def _partners(codes: list[str]) -> Q:
    where = Q(country__code__in=codes) | Q(places__country__code__in=codes)
    return Q(partners__institution__in=Institution.objects.answering().filter(where)) | Q(
        partners__place__country__code__in=codes
    )


PHASE = Computed(
    name="phase",
    label=_("Status"),
    help=_("Where it stands at the moment of the answer, on the clocks of Paris."),
    choices=CallPhase,
    value=Call.phase,
    where=lambda phases: Q(pk__in=Call.objects.in_phase(*phases).values("pk")),
)


# --- the kinds --------------------------------------------------------------------------------------------------------

kind.register(
    Instrument,
    "instruments",
    "The instruments: what they pay, who may apply, what each source says of them.\n"
    "funding: whole euros; no amount where no source states one.\n"
    "routes: one is enough; within a route every criterion holds; the common route's criteria always hold.\n"
    "places: where its projects are signed, as a source lists them; a place is no project.\n"
    "facts: one sourced statement each; is_earlier marks what an older source says differently.",
    rows={
        "names": child(InstrumentName, "instrument"),
        "funding": child(FundingRule, "instrument"),
        "places": child(InstrumentPlace, "instrument"),
        "routes": child(Route, "instrument", criteria=child(Criterion, "route")),
        "facts": child(InstrumentFact, "instrument"),
    },
    search=Instruments,
    schema=instrument,
)
searchable.register(Places(InstrumentPlace))
kind.register(
    Cooperation,
    "cooperations",
    "Joint Labs, TCPs and earlier forms. partners: an institution, or only a place where the source names no body.",
    rows={
        "coordinators": child(Coordinator, "cooperation"),
        "partners": child(Partner, "cooperation"),
        "facts": child(CooperationFact, "cooperation"),
    },
    # Persons are named on the pages, where a reader meets one at a time; a file of them is another matter (GDPR).
    api=Api(filters={"country": _partners}, hidden=("coordinators",)),
    search=Cooperations,
    schema=cooperation,
)
kind.register(
    Call,
    "calls",
    "Dated editions of an instrument. No date that no source gives.",
    api=Api(computed=(PHASE,)),
    search=Calls,
    schema=call,
)
kind.register(
    Example,
    "examples",
    "Cases that the rules are tried on whenever they change, with the verdict and the certain amount they must get.\n"
    "answers: as in the finder's address.",
    rows={"verdicts": child(ExampleVerdict, "example")},
    api=None,
)
