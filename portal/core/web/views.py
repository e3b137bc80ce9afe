"""Base views of record pages and lists, files for machines, health checks, error pages."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from portal.core.content import version
from portal.core.pages import related
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.text import languages
from portal.core.web import addresses, navigation, redirects, wrong_addresses

logger = logging.getLogger(__name__)

Rail = list[tuple[str | Promise, list[Any] | None]]


class RecordView(DetailView):
    """Page of a record at its address; by other known slugs, or where it has become a row of a list, it redirects there.

    The shared template shows, from top to bottom: breadcrumb (`crumb`), facts (`rail`), text, sections (`sections`),
    related records, sources.
    """

    template_name = "record.html"
    crumb: tuple[str, str | Promise] = ("", "")  # URL name of the page above, and its label

    def rail(self) -> Rail:
        """(label, values) of the facts; what is [] is named in the page's closing line, what is None nowhere."""
        return []

    def sections(self) -> list[Section]:
        """The sections of the page, in order."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every, rail = self.sections(), self.rail()
        sections = [section for section in every if section.is_shown]
        facts = [fact for section in sections for fact in (*section.facts, *section.earlier)]
        silent = [label for label, values in rail if values == []]
        context = {
            "crumb_address": reverse(self.crumb[0]) if self.crumb[0] else "",
            "crumb": self.crumb[1],
            "rail": [(label, values) for label, values in rail if values],
            "sections": sections,
            "unpublished": _once([*silent, *(section.label for section in every if section not in sections)]),
            "ties": related.of(self.object),
            "references": References([self.object], facts),
        }
        return super().get_context_data(**{**context, **kwargs})

    def get_queryset(self) -> Any:
        return self.model.objects.answering().for_detail()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object, is_right = _found(type(self), self.kwargs["slug"])
        if not is_right or self.object.get_absolute_url() != request.path:
            return addresses.redirect_to(request, self.object)
        return self.render_to_response(self.get_context_data(record=self.object))


def _once(labels: list[str | Promise]) -> list[str]:
    """The labels, each once: a fact and a section may bear the same name."""
    return list({str(label).casefold(): str(label) for label in labels}.values())


@version.kept
def _found(view: type[RecordView], slug: str) -> tuple[Any, bool]:
    """The record of a view, with its related rows, and whether `slug` is its current one. Raises Http404."""
    return addresses.find(view().get_queryset(), slug)


class KindList(ListView):
    """List of the published records of one model, grouped by kind."""

    model: Any = None
    template_name = "list.html"
    context_object_name = "records"
    title: str | Promise = ""
    description: str | Promise = ""
    lead: str | Promise = ""

    def get_queryset(self) -> Any:
        return self.model.objects.published().order_by("kind", "sort_key")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words: dict[str, Any] = {"title": self.title, "description": self.description, "lead": self.lead}
        return super().get_context_data(**{**words, **kwargs})


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Redirects `/` to the home page in the visitor's language; 302, since the target depends on the visitor."""
    with override(languages.from_header(request)):
        return HttpResponseRedirect(reverse("home"))


@require_safe
def bare_accessibility(request: HttpRequest) -> HttpResponse:
    """Redirects the address that French law recommends for the accessibility statement to the default language."""
    with override(settings.LANGUAGE_CODE):
        return HttpResponseRedirect(reverse("accessibility"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirects to the icon; browsers ask for it on pages that name none, such as the admin."""
    return HttpResponseRedirect(static("img/icon.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`robots.txt`: closes the admin, names the site map and the data catalogue."""
    base = addresses.origin(request.scheme, request.get_host())
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {base}/sitemap.xml",
        f"# Open data: {base}/data/catalog.ttl",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """`security.txt` (RFC 9116), valid for 180 days from the request; names the contact page if no address is set."""
    contact = settings.PUBLISHER["security.contact"][settings.LANGUAGE_CODE]
    base = addresses.origin(request.scheme, request.get_host())
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    if not contact:
        with override(settings.LANGUAGE_CODE):
            contact = base + reverse("contact")
    lines = (
        f"Contact: {contact if ':' in contact else 'mailto:' + contact}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(languages.codes())}",
        f"Canonical: {base}/.well-known/security.txt",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Health check: 200 while the process answers; no query."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Health check: 200 if the database answers and all migrations are applied, else 503 without details."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("health: the database does not answer")
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("migrations", status=503, content_type="text/plain") if pending else live(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The redirect that somebody wrote for the path, or where it is certain which page is meant; else the page 404.

    It is in the language of the address, and links to the record in another language if it exists there, and to pages of
    similar addresses.
    """
    try:
        if found := redirects.redirected(request) or wrong_addresses.redirect(request):
            return found
    except addresses.MissingTranslation as error:
        exception = error
    missing: Any = getattr(exception, "record", None)
    offer = next((_offer(missing, code) for code in languages.codes() if missing and missing.address_in(code)), None)
    request.resolver_match = None  # the language switch of an error page leads home
    return render(request, "404.html", {"offer": offer, "offers": wrong_addresses.offers(request)}, status=404)


def _offer(record: Any, language: str) -> wrong_addresses.Offer:
    """The page of a record in one language."""
    return wrong_addresses.Offer(
        record.address_in(language), str(languages.text_of(record, "name", language)), language
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Page 500 in the language of the address; makes no query, since the database may have failed."""
    with override(languages.from_path(request.path_info) or languages.from_header(request)):
        request.resolver_match = None
        return render(request, "500.html", {"menu": navigation.as_declared(request), "is_broken": True}, status=500)
