"""A continent as a page: its address, its name, what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import override, pgettext_lazy

from portal.core.text import languages
from sites.enums import Continent

SLUGS = {
    Continent.AFRICA: pgettext_lazy("address", "africa"),
    Continent.NORTH_AMERICA: pgettext_lazy("address", "north-america"),
    Continent.SOUTH_AMERICA: pgettext_lazy("address", "south-america"),
    Continent.ASIA: pgettext_lazy("address", "asia"),
    Continent.EUROPE: pgettext_lazy("address", "europe"),
    Continent.OCEANIA: pgettext_lazy("address", "oceania"),
    Continent.ANTARCTICA: pgettext_lazy("address", "antarctica"),
}
INHABITED = [continent for continent in Continent if continent != Continent.ANTARCTICA]


@dataclass(frozen=True)
class Region:
    """A continent. It knows its address in each language, as records do."""

    code: str

    list_url_name = "sites:countries"

    @property
    def name(self) -> str:
        return str(Continent(self.code).label)

    def address_in(self, language: str) -> str:
        with override(language):
            return reverse("sites:region", kwargs={"slug": self.slug})

    @property
    def slug(self) -> str:
        return str(SLUGS[Continent(self.code)])

    def get_absolute_url(self) -> str:
        return self.address_in(languages.current())


def slugs(code: str) -> Iterator[str]:
    """The slugs of a continent, in every language."""
    for language in languages.codes():
        with override(language):
            yield str(SLUGS[Continent(code)])


def find(slug: str) -> Region:
    """The continent that `slug` names in any language. Raises Http404."""
    code = next((code for code in Continent.values if slug in slugs(code)), None)
    if code is None:
        raise Http404(slug)
    return Region(code)
