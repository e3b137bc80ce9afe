"""The places of an instrument: by country, and their numbers in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments.models import Instrument, InstrumentPlace
from portal.core.text import numbers
from portal.core.text.languages import text_of
from sites.enums import PlaceKind
from sites.models import Country


@dataclass(frozen=True)
class Group:
    """The places of an instrument in one country."""

    country: Country
    rows: list[InstrumentPlace]


def by_country(instrument: Instrument) -> list[Group]:
    """The places of an instrument, country by country, both in the order of the alphabet; asked for with its detail."""
    rows = sorted(instrument.places.all(), key=_order)
    return [Group(country, list(found)) for country, found in groupby(rows, key=lambda row: row.place.country)]


def _order(row: InstrumentPlace) -> tuple[str, str, str]:
    country = row.place.country
    return country.sort_key or "", country.code, row.place.sort_key or ""


def sentence(instrument: Instrument) -> str:
    """In how many cities, regions and countries its projects are signed, and as of when; "" without a place."""
    rows = list(instrument.places.all())
    if not rows:
        return ""
    cities = sum(row.place.kind == PlaceKind.CITY for row in rows)
    regions = sum(row.place.kind == PlaceKind.REGION for row in rows)
    countries = len({row.place.country_id for row in rows})
    parts = [
        ngettext("%(count)s city", "%(count)s cities", cities) % {"count": numbers.number(cities)} if cities else "",
        ngettext("%(count)s region", "%(count)s regions", regions) % {"count": numbers.number(regions)}
        if regions
        else "",
    ]
    words = {
        "instruments": text_of(instrument, "name_plural").value or text_of(instrument, "name").value,
        "places": _(" and ").join(part for part in parts if part),
        "countries": ngettext("%(count)s country", "%(count)s countries", countries)
        % {"count": numbers.number(countries)},
    }
    dates = sorted({row.as_of.iso: row.as_of for row in rows if row.as_of}.items())
    if dates:
        words["date"] = numbers.partial_date(dates[-1][1])
        return _("%(instruments)s: signed in %(places)s, in %(countries)s (%(date)s).") % words
    return _("%(instruments)s: signed in %(places)s, in %(countries)s.") % words
