"""By what the map can be filtered. Keys and values are the same in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.dates import PartialDate
from portal.core.lists.facets import Facet, Term
from portal.core.text import numbers
from portal.core.text.collation import sort_key
from sites.atlas.feature import Feature, area_of, in_words
from sites.models import Country


class ByName(Facet):
    def choices(self, features: list[Feature]) -> dict[str, Term]:
        found = super().choices(features)
        return dict(sorted(found.items(), key=lambda item: sort_key(item[1].name.value)))


class ByCountry(ByName):
    def elsewhere(self, value: str) -> Term | None:
        found = Country.objects.filter(code=value.upper()[:2]).first() if len(value) == 2 else None
        return area_of(found) if found else None


@dataclass(frozen=True)
class InTime(Facet):
    """A filter on what existed at a time; what has no dates stays, since nothing says that it did not."""

    def read(self, value: str, known: Mapping[str, Term]) -> Term:
        try:
            when = PartialDate.parse(value)
        except ValueError:
            when = None
        if when is None or when.precision != self.precision:
            raise ValueError(self.refusal % {"value": value[:40]})
        return Term(when.iso, in_words(numbers.partial_date(when)))

    precision: str = "day"
    refusal: str | Promise = ""

    def matches(self, feature: Feature, chosen: list[Term]) -> bool:
        return all(feature.may_exist(*span(term.code)) for term in chosen)

    def is_certain(self, feature: Feature, chosen: list[Term]) -> bool:
        return all(feature.surely_exists(*span(term.code)) for term in chosen)

    def choices(self, features: list[Feature]) -> dict[str, Term]:
        """The years in which something starts or ends, and this one; days are not listed."""
        if self.precision != "year":
            return {}
        dates = [when for feature in features for when in (feature.started, feature.ended) if when]
        years = sorted(
            {when.year for when in dates if when.precision != "decade"} | {timezone.localdate().year}, reverse=True
        )
        return {f"{year:04}": Term(f"{year:04}", in_words(year)) for year in years}

    def codes(self, feature: Feature, choices: Iterable[str]) -> set[str]:
        return {code for code in choices if feature.may_exist(*span(code))}


def span(iso: str) -> tuple[date, date]:
    """The first and the last day of a date."""
    when = PartialDate(iso)
    return when.earliest, when.latest


KIND = Facet("kind", _("Kind"), lambda feature: feature.kind.terms, is_repeatable=True)
COUNTRY = ByCountry("country", _("Country"), lambda feature: feature.areas)
YEAR = InTime(
    "year", _("Year"), lambda feature: (), precision="year", refusal=_("“%(value)s” is not a year such as 2024.")
)
ON = InTime("on", _("On this day"), lambda feature: (), refusal=_("“%(value)s” is not a day such as 2024-01-31."))

FACETS: tuple[Facet, ...] = (
    KIND,
    COUNTRY,
    ByName("continent", _("Continent"), lambda feature: [area.continent for area in feature.areas]),
    ByName("theme", _("Theme"), lambda feature: feature.themes),
    ByName("instrument", _("Instrument"), lambda feature: [feature.instrument] if feature.instrument else []),
    YEAR,
    ON,
)
