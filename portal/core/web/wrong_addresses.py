"""Addresses that lead nowhere, and where they were meant to lead: certain ones redirect, likely ones are offered.

What happens to addresses: a segment, or the prefix, is of the other language or in capitals; the prefix or the last slash
is missing; the sign that closed a sentence came along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from portal.core import resource
from portal.core.content import version
from portal.core.lists.record_list import lists
from portal.core.text import languages
from portal.core.web import addresses, navigation, routes

CLOSING = ")]}>,.;:!?'\"`»”’…*\\ \t\n\u00a0\u202f"  # what follows an address in a sentence, and is taken for its end
NOT_PAGES = ("/admin/", "/api/")  # they have error pages of their own
LONGEST = 200  # characters of an address that is looked at
MOST = 4  # pages offered
ALIKE = 0.7  # how much of two words must be the same
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2})?")


@dataclass(frozen=True)
class Offer:
    """A page that may have been meant: its path, its name, the language of the name."""

    address: str
    name: str
    language: str


def redirect(request: HttpRequest) -> HttpResponseRedirect | None:
    """Redirect to the page that is certainly meant, query string kept; None if there is none.

    301, or 302 where the reader's language decides. Raises MissingTranslation for a page in another language only.
    """
    path = request.path_info
    if request.method not in ("GET", "HEAD") or path.startswith(NOT_PAGES) or len(path) > LONGEST:
        return None
    asked, rest = _parted(path)
    known = next((found for each in _writings(rest) if (found := _pages(each, asked, path))), {})
    target = known.get(languages.from_header(request)) or next(iter(known.values()), path)
    if target == path:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(addresses.with_query(target, query))
    if len(known) > 1:
        patch_vary_headers(response, ("Accept-Language",))
    else:
        response.status_code = 301
    return response


def offers(request: HttpRequest) -> list[Offer]:
    """Pages that may be meant, the most likely first: records and pages of a similar address, and the list above."""
    path = request.path_info
    if path.startswith(NOT_PAGES) or len(path) > LONGEST:
        return []
    asked, rest = _parted(path)
    language = asked or languages.from_header(request)
    with override(language):
        found = [*_similar_records(rest, language), *_similar_pages(rest, language), *_above(rest, language)]
    return list({offer.address: offer for offer in found if offer.address != path}.values())[:MOST]


# --- certain ---------------------------------------------------------------------------------------------------------


def _parted(path: str) -> tuple[str, str]:
    """The language that prefixes a path in whatever writing ("/EN/", "/en-GB/"), or ""; and the rest without slashes."""
    rest = re.sub("/{2,}", "/", path).strip("/")
    first, _, after = rest.partition("/")
    code = _LANGUAGE.fullmatch(first.strip(CLOSING).lower())
    if code and code.group(1) in languages.codes():
        return code.group(1), after
    return "", rest


def _writings(rest: str) -> Iterator[str]:
    """Yields what may have been meant by the path behind the prefix: as it stands, without closing signs, in small letters."""
    bare = rest.rstrip(CLOSING + "/")
    yield from dict.fromkeys((rest, bare, rest.lower(), bare.lower()))


def _pages(written: str, asked: str, path: str) -> dict[str, str]:
    """Paths by language of the pages meant: one in the language asked for, else one in each that has this address.

    What has no language, such as the site map for machines, is under "". Raises MissingTranslation.
    """
    if asked:
        found = (_page(written, code, asked) for code in languages.fallback_order(asked))
        return {asked: target} if (target := next(filter(None, found), "")) else {}
    known = {}
    for code in languages.codes():
        with suppress(addresses.MissingTranslation):
            known[code] = _page(written, code, code)
    bare = f"/{written}"
    if not any(known.values()) and bare != path and not bare.startswith(NOT_PAGES) and _resolved(bare):
        return {"": bare}
    return {code: target for code, target in known.items() if target}


def _page(written: str, code: str, language: str) -> str:
    """Path, in `language`, of the page that has this address in the language `code`; "" if there is none."""
    for path in (f"/{code}/{written}/" if written else f"/{code}/", f"/{code}/{written}"):
        with override(code):
            match = _resolved(path)
        if match and (found := _in_language(match, language)):
            return found
    return ""


def _resolved(path: str) -> ResolverMatch | None:
    """What answers at `path` in the active language."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def _in_language(match: ResolverMatch, language: str) -> str:
    """Path of the same page in `language`, of a record only if there is one; "" otherwise. Raises MissingTranslation."""
    kwargs = getattr(match, "captured_kwargs", match.kwargs)
    with override(language):
        if model := _model_of(match):
            try:
                record, _ = addresses.find(resource.known(model), kwargs["slug"])
            except Http404:
                return ""
            if (found := record.address_in(language)) is None:
                raise addresses.MissingTranslation(record)
            return found
        try:
            return reverse(match.view_name, args=match.args, kwargs=kwargs)
        except NoReverseMatch:
            return ""


def _model_of(match: ResolverMatch) -> Any:
    """The model whose records have their pages at this address; None for other pages."""
    models = (each.model for each in resource.resources().values())
    return next((model for model in models if getattr(model, "url_name", "") == match.view_name), None)


# --- likely ----------------------------------------------------------------------------------------------------------


def _similar_records(rest: str, language: str) -> Iterator[Offer]:
    """Yields public records of the kind that the address names, whose slug is like the one asked for."""
    for code in languages.codes():
        with override(code):
            match = _resolved(f"/{code}/{rest.rstrip(CLOSING + '/')}/")
        model = _model_of(match) if match else None
        if match and model:
            known = _slugs(model)
            near = get_close_matches(match.kwargs["slug"].lower(), known, n=MOST - 1, cutoff=ALIKE)
            for record in model._default_manager.filter(pk__in={known[slug] for slug in near}):
                if address := record.address_in(language):
                    name = languages.text_of(record, "name")
                    yield Offer(address, str(name), name.language)
            return


def _slugs(model: Any) -> dict[str, Any]:
    """Keys of the public records of a model by their slugs, in whatever language."""

    def find() -> dict[str, Any]:
        columns = [languages.localized("slug", code) for code in languages.codes()]
        rows = resource.public(model).order_by("code").values_list("pk", *columns)
        return {slug: key for key, *slugs in rows for slug in slugs if slug}

    return version.keep(("slugs", model._meta.label), find)


def _similar_pages(rest: str, language: str) -> Iterator[Offer]:
    """Yields pages without a record whose address, in whatever language, is like the one asked for."""
    known = {path: name for code in languages.codes() for path, name in routes.pages(code).items()}
    for path in get_close_matches(rest.rstrip(CLOSING + "/").lower(), known, n=2, cutoff=ALIKE):
        yield _named(known[path], language)


def _above(rest: str, language: str) -> Iterator[Offer]:
    """Yields the list that the address begins with, in whatever language."""
    first = rest.partition("/")[0].lower()
    found = (routes.pages(code).get(first) for code in languages.codes())
    if name := next(filter(None, found), ""):
        yield _named(name, language)


def _named(name: str, language: str) -> Offer:
    """The page of a URL name: a list by its title, any other in the words of the menu, else by its address."""
    address = reverse(name)
    titles = {**navigation.labels(), **{each.page: each.title for each in lists().values()}}
    return Offer(address, str(titles.get(name, address)), language)
