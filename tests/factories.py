"""Plain factories: `make_x(**overrides)` with sensible defaults, parents made on demand."""

from itertools import count
from typing import Any

from instruments.models import Call, Cooperation, FundingRule, Instrument, InstrumentFact, Partner
from portal.core.enums import Status
from portal.core.models import Source
from portal.pages.models import KeyFigure, MenuEntry, NewsItem, Notice, Page, Question
from sites.models import Country, Institution, Office, Place

_numbers = count(1)


def _named(kind: str, /, **overrides: Any) -> dict[str, Any]:
    """Code, status, names and slugs of a record that is complete in both languages."""
    n = next(_numbers)
    values: dict[str, Any] = {
        "code": f"{kind}-{n}",
        "status": Status.PUBLISHED,
        "name_fr": f"{kind} français {n}",
        "name_en": f"English {kind} {n}",
        "slug_fr": f"{kind}-francais-{n}",
        "slug_en": f"english-{kind}-{n}",
        "summary_fr": f"Résumé {n}",
        "summary_en": f"Summary {n}",
    }
    return {**values, **overrides}


def make_source(**overrides: Any) -> Source:
    values = {
        "code": f"source-{next(_numbers)}",
        "publisher": "Inserm",
        "title_fr": "Page d'essai",
        "title_en": "Trial page",
        "language": "fr",
        "basis": "about",
        "dated": "2021",
    }
    return Source.objects.create(**{**values, **overrides})


def make_instrument(**overrides: Any) -> Instrument:
    values = _named(
        "instrument",
        mode="call",
        stage=1,
        short_name_fr="Court",
        short_name_en="Short",
        name_plural_fr="Pluriel",
        name_plural_en="Plural",
    )
    return Instrument.objects.create(**{**values, **overrides})


def make_fact(
    instrument: Instrument | None = None, sources: tuple[Source, ...] = (), **overrides: Any
) -> InstrumentFact:
    values = {"kind": "who", "text_fr": "Une équipe.", "text_en": "A team."}
    fact = InstrumentFact.objects.create(instrument=instrument or make_instrument(), **{**values, **overrides})
    fact.sources.set(sources)
    return fact


def make_funding(instrument: Instrument | None = None, **overrides: Any) -> FundingRule:
    values = {"amount": 10_000, "years": 1}
    return FundingRule.objects.create(instrument=instrument or make_instrument(), **{**values, **overrides})


def make_used_place(**overrides: Any) -> Place:
    """A place that a public institution names, so that the public sees it."""
    place = make_place(**overrides)
    make_institution((place,))
    return place


def make_country(**overrides: Any) -> Country:
    existing = Country.objects.filter(code=overrides.get("code", "DE")).first()
    values = {
        "code": "DE",
        "name_fr": "Allemagne",
        "name_en": "Germany",
        "slug_fr": "allemagne",
        "slug_en": "germany",
        "latitude": 51,
        "longitude": 10,
        "continent": "europe",
        "zone": "europe",
    }
    return existing or Country.objects.create(**{**values, **overrides})


def make_place(**overrides: Any) -> Place:
    n = next(_numbers)
    values = {
        "code": f"place-{n}",
        "name_fr": f"Lieu {n}",
        "name_en": f"Place {n}",
        "latitude": 49.408,
        "longitude": 8.69,
    }
    values["country"] = overrides.get("country") or make_country()
    return Place.objects.create(**{**values, **overrides})


def make_institution(places: tuple[Place, ...] | None = None, **overrides: Any) -> Institution:
    institution = Institution.objects.create(**_named("institution", **{"kind": "research", **overrides}))
    institution.places.set((make_place(),) if places is None else places)
    return institution


def make_cooperation(instrument: Instrument | None = None, partners: int = 1, **overrides: Any) -> Cooperation:
    cooperation = Cooperation.objects.create(
        **_named("cooperation", instrument=instrument or make_instrument(), **overrides)
    )
    Partner.objects.create(cooperation=cooperation, order=1, side="french", institution=make_institution())
    for number in range(partners):
        Partner.objects.create(cooperation=cooperation, order=2 + number, institution=make_institution())
    return cooperation


def make_office(**overrides: Any) -> Office:
    return Office.objects.create(**_named("office", place=overrides.pop("place", None) or make_place(), **overrides))


def make_page(**overrides: Any) -> Page:
    return Page.objects.create(**_named("page", **{"kind": "legal", **overrides}))


def make_figure(**overrides: Any) -> KeyFigure:
    n = next(_numbers)
    values = {
        "code": f"figure-{n}",
        "status": Status.PUBLISHED,
        "name_fr": f"Chiffre {n}",
        "name_en": f"Figure {n}",
        "value": 100,
    }
    values |= {"scope_fr": "par an", "scope_en": "per year", "source": overrides.get("source") or make_source()}
    return KeyFigure.objects.create(**{**values, **overrides})


def make_call(instrument: Instrument | None = None, **overrides: Any) -> Call:
    return Call.objects.create(**_named("call", instrument=instrument or make_instrument(), **overrides))


def make_news(**overrides: Any) -> NewsItem:
    return NewsItem.objects.create(**_named("news", **{"date": "2026-03-02", **overrides}))


def make_notice(**overrides: Any) -> Notice:
    n = next(_numbers)
    values = {"code": f"notice-{n}", "status": Status.PUBLISHED, "text_fr": f"Annonce {n}.", "text_en": f"Notice {n}."}
    return Notice.objects.create(**{**values, **overrides})


def make_menu_entry(**overrides: Any) -> MenuEntry:
    values = {"code": f"entry-{next(_numbers)}", "status": Status.PUBLISHED, "page": "instruments:calls"}
    return MenuEntry.objects.create(**{**values, **overrides})


def make_question(**overrides: Any) -> Question:
    n = next(_numbers)
    values = {
        "code": f"question-{n}",
        "status": Status.PUBLISHED,
        "name_fr": f"Pourquoi {n} ?",
        "name_en": f"Why {n}?",
        "group": "who",
        "answer_fr": f"<p>Réponse {n}.</p>",
        "answer_en": f"<p>Answer {n}.</p>",
    }
    return Question.objects.create(**{**values, **overrides})
