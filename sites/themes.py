"""The themes: their list, and a page for each: what ties us to whom on it. A wider theme gathers the narrower ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.core.content import version
from portal.core.models import Theme
from portal.core.pages import related
from portal.core.pages.related import Tie
from portal.core.text import languages
from portal.core.web.sitemaps import AddressSitemap, Entry, addresses_of
from sites.atlas import layers
from sites.atlas.feature import Area, Feature
from sites.atlas.selection import Row
from sites.countries.profile import Group
from sites.theme_table import table_of


@dataclass(frozen=True)
class Subject:
    """A theme with the narrower ones that it gathers. It knows its address in each language, as records do."""

    theme: Theme
    narrower: tuple[Theme, ...]

    list_url_name = "sites:themes"

    @property
    def name(self) -> str:
        return languages.text_of(self.theme, "name").value

    @property
    def codes(self) -> set[str]:
        return {self.theme.code, *(theme.code for theme in self.narrower)}

    def slug_in(self, language: str) -> str:
        """Its name in the language, as part of an address."""
        return slugify(languages.in_language(self.theme, "name", language) or self.theme.code)

    def address_in(self, language: str) -> str:
        with override(language):
            return reverse("sites:theme", kwargs={"slug": self.slug_in(language)})

    def get_absolute_url(self) -> str:
        return self.address_in(languages.current())

    @cached_property
    def features(self) -> list[Feature]:
        """What the map shows of it."""
        return [each for each in layers.features() if self.codes & {theme.code for theme in each.themes}]

    @property
    def groups(self) -> list[Group]:
        """The features kind by kind."""
        return [
            Group(kind, [Row(feature, False) for feature in found])
            for kind, found in groupby(self.features, key=lambda feature: feature.kind)
        ]

    @property
    def countries(self) -> list[Area]:
        """The countries that they concern, in the order of the alphabet."""
        found = {area.code: area for feature in self.features for area in feature.areas}
        return sorted(found.values(), key=lambda area: (area.sort_key, area.code))

    @cached_property
    def ties(self) -> list[Tie]:
        """The other records of it, kind by kind, each once."""
        lists: dict[str, Tie] = {}
        for theme in (self.theme, *self.narrower):
            for tie in related.of(theme):
                known = lists.setdefault(tie.code, Tie(tie.code, tie.label, []))
                known.records.extend(record for record in tie.records if record not in known.records)
        return list(lists.values())

    @property
    def is_empty(self) -> bool:
        return not (self.features or self.ties)


@version.kept
def subjects() -> list[Subject]:
    """Every theme that is not part of a wider one and on which there is something, in the order of the alphabet."""
    themes: list[Any] = list(Theme.objects.order_by("sort_key", "code"))
    found = [Subject(theme, tuple(narrower(theme, themes))) for theme in themes if theme.parent_id is None]
    return [subject for subject in found if not subject.is_empty]


def page_of(theme: Any, language: str) -> str | None:
    """The address of the page of a theme; None where it has none of its own."""
    return next((subject.address_in(language) for subject in subjects() if subject.theme.pk == theme.pk), None)


def narrower(theme: Any, themes: list[Any]) -> Iterator[Any]:
    """The narrower themes of a theme, however deep."""
    for other in themes:
        if other.parent_id == theme.pk:
            yield other
            yield from narrower(other, themes)


class ThemeSitemap(AddressSitemap):
    """The page of every theme on which there is something."""

    def entries(self) -> list[Entry]:
        return [Entry(addresses_of(subject)) for subject in subjects()]


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """The themes by country, then each with the narrower ones and the countries."""
    table = version.keep(("theme table",), lambda: table_of(subjects()))
    return render(request, "sites/themes.html", {"subjects": subjects(), "table": table})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme by its name in an address; by that of another language or of a narrower theme, it redirects."""
    subject = _named(slug)
    if subject.slug_in(languages.current()) != slug:
        return HttpResponsePermanentRedirect(subject.get_absolute_url())
    return render(request, "sites/theme.html", {"record": subject, "subject": subject, "others": subjects()})


def _named(slug: str) -> Subject:
    """The theme that `slug` names in any language. Raises Http404."""
    for subject in subjects():
        names: list[Any] = [subject, *(Subject(narrower, ()) for narrower in subject.narrower)]
        if any(slug in (each.slug_in(code), each.theme.code) for each in names for code in languages.codes()):
            return subject
    raise Http404(slug)
