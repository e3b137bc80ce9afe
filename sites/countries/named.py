"""The names by which readers look for a country, its own, its people's and its cities'; for a continent; for a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext, override

from portal.core.models import Published, Theme
from portal.core.searchable import Lead, register_leads, texts
from portal.core.text import languages
from portal.pages.models import RecordName, names_written_for
from sites.countries.regions import Region
from sites.enums import Continent, PlaceKind
from sites.models import Country, Place
from sites.themes import Subject, narrower

FILES = Path(__file__).parent
Names = dict[str, dict[str, tuple[str, ...]]]  # by the code of a country or a continent, and by language


@register_leads
def places() -> Iterator[Lead]:
    """Each city and region that something public names leads to its country, whose page tells of both."""
    found: Any = Place.objects.published()
    others = names_written_for("place")
    for place in found.exclude(kind=PlaceKind.COUNTRY).select_related("country"):
        names = {code: tuple(_names(place, code, others)) for code in languages.codes()}
        said = _in_each(lambda: gettext("%(place)s and the rest of the country, on one page."), place=_name_of(place))
        yield Lead(names, f"country/{place.country.code}", said)


@register_leads
def countries() -> Iterator[Lead]:
    """Each country leads to its page: by its names and its people's, and by those of cities that nothing here is in."""
    others, cities, demonyms = names_written_for("country"), _names_in("cities.yaml"), _names_in("demonyms.yaml")
    said = _in_each(lambda: gettext("What ties us to this country, and whom to ask there."))
    of_city = _in_each(lambda: gettext("The country of this city."))
    for country in Country.objects.all():
        people = demonyms.get(country.code, {})
        names = {code: (*_names(country, code, others), *people.get(code, ())) for code in languages.codes()}
        yield Lead(names, _key(country), said)
        if country.code in cities:
            yield Lead(cities[country.code], _key(country), of_city)


@register_leads
def continents() -> Iterator[Lead]:
    """Each continent leads to its page: by its name, what is said of its people, and the names of its parts."""
    said = _in_each(lambda: gettext("The countries of this continent, and what ties us to them."))
    for region in map(Region, Continent.values):
        name, address = _in_each(lambda: region.name), _in_each(region.get_absolute_url)  # noqa: B023 - called at once
        more = _names_in("demonyms.yaml").get(region.code, {})
        names = {code: (called, *more.get(code, ())) for code, called in name.items()}
        yield Lead(names, f"region/{region.code}", said, name, address)


@register_leads
def themes() -> Iterator[Lead]:
    """Each theme that something public bears leads to its page, by its own names and by those of narrower ones."""
    known: list[Any] = list(Theme.objects.all())
    borne, others = _borne(), names_written_for("theme")
    said = _in_each(lambda: gettext("Who works on it, with whom."))
    for theme in known:
        gathered = [theme, *narrower(theme, known)]
        if theme.parent_id is None and borne & {each.pk for each in gathered}:
            subject = Subject(theme, ())
            names = {
                code: tuple(name for each in gathered for name in _names(each, code, others))
                for code in languages.codes()
            }
            title, address = _in_each(lambda: subject.name), _in_each(subject.get_absolute_url)  # noqa: B023 - called at once
            yield Lead(names, f"theme/{theme.code}", said, title, address)


def _borne() -> set[Any]:
    """The keys of the themes that public records bear."""
    found: set[Any] = set()
    for relation in Theme._meta.related_objects:
        bearers: Any = relation.related_model
        if issubclass(bearers, Published):
            found.update(bearers.objects.published().values_list(relation.field.name, flat=True))
    return found


def _key(country: Country) -> str:
    return f"country/{country.code}"


def _names(record: Any, language: str, others: dict[str, list[RecordName]]) -> Iterator[str]:
    """The name of a record in `language`, and the other names that editors wrote for it."""
    yield from texts(record, language, "name")
    yield from (name.text for name in others.get(record.code, ()) if name.language in ("", language))


def _name_of(place: Place) -> Callable[[], str]:
    return lambda: str(languages.text_of(place, "name"))


def _in_each(say: Callable[[], str], **more: Callable[[], str]) -> dict[str, str]:
    """What `say` gives in each language, with the words that `more` gives in it."""
    found = {}
    for code in languages.codes():
        with override(code):
            words = {name: word() for name, word in more.items()}
            found[code] = say() % words if words else say()
    return found


@cache
def _names_in(file: str) -> Names:
    """The names that a file of this folder holds."""
    rows = yaml.safe_load((FILES / file).read_text(encoding="utf-8"))
    return {code: {language: tuple(names) for language, names in row.items()} for code, row in rows.items()}
