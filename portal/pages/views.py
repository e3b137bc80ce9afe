from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from portal.core.content import version
from portal.core.lists.formats import answer
from portal.core.models import Discrepancy
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.pictures.answer import own_style
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.text import languages
from portal.core.text.parity import compare
from portal.core.web import addresses
from portal.core.web.views import RecordView
from portal.pages import timeline
from portal.pages.chapters import figure_told, parts
from portal.pages.figure_files import Asked, formats_of
from portal.pages.latest import HISTORY
from portal.pages.matching import matching
from portal.pages.models import STRATEGY, KeyFigure, Page, Term
from portal.pages.series import grouped
from portal.pages.site_frame import written
from portal.pages.timeline import history

LONGEST = 100  # characters that the glossary is asked for


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A page with a fixed address: legal notice, privacy, accessibility, contact."""
    record = get_object_or_404(Page.objects.answering().for_detail(), code=code)
    return render(request, "pages/page.html", {"record": record, "references": References([record])})


@require_safe
def parity(request: HttpRequest) -> HttpResponse:
    """Whether both languages say the same: what was compared, what is missing where."""
    counts = compare()
    return render(
        request,
        "pages/parity.html",
        {
            "counts": [count for count in counts if count.texts],
            "gaps": [gap for count in counts for gap in count.gaps],
            "texts": sum(count.texts for count in counts),
        },
    )


class StrategyList(ListView):
    """The strategy, page by page."""

    template_name = "pages/strategy.html"
    context_object_name = "strategy_pages"

    def get_queryset(self) -> Any:
        return Page.objects.published().strategy()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=written(STRATEGY), **kwargs)


class StrategyDetail(RecordView):
    """One strategy page: its text, then what the sources say, heading by heading."""

    model = Page
    template_name = "pages/strategy_page.html"
    crumb = ("pages:strategy", _("Strategy"))

    def get_queryset(self) -> Any:
        return super().get_queryset().strategy()

    def sections(self) -> list[Section]:
        grouped = groupby(sorted(self.object.facts.all(), key=lambda fact: fact.order), key=_heading)
        return [Section.of(f"part-{number}", heading, facts) for number, (heading, facts) in enumerate(grouped, 1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = Page.objects.published().strategy().exclude(pk=self.object.pk)
        told = history() if self.object.code == HISTORY else None
        references = References(
            [self.object], self.object.facts.all(), [each.event for each in told.told] if told else []
        )
        return super().get_context_data(others=others, history=told, references=references, **kwargs)


def _heading(fact: Any) -> str:
    return languages.text_of(fact, "heading").value


@require_safe
@own_style
def strategy_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """The page of the history in another format: its events, or its drawing."""
    record = get_object_or_404(Page.objects.published().strategy(), code=HISTORY, slug=slug)
    written = timeline.FORMATS.get(ending)
    if written is None:
        raise Http404(ending)
    origin = addresses.origin(request.scheme, request.get_host())
    return answer(request, timeline.Asked(record, history()), written, origin, f"{slug}.{ending}")


@version.kept
def figures() -> list[KeyFigure]:
    """Every published figure, with its source."""
    return list(KeyFigure.objects.published().for_list())


class KeyFigureList(ListView):
    """Every figure in chapters: one large, the others as rows, each drawn to scale."""

    template_name = "pages/key_figures.html"
    context_object_name = "figures"

    def get_queryset(self) -> Any:
        return figures()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parts=version.keep(("chapters",), lambda: parts(self.object_list)), **kwargs)


@require_safe
@own_style
def figure_file(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """A figure in another format: its counts, or its drawing, which has its styles inside."""
    told = figure_told(code)
    written = formats_of(told).get(ending) if told else None
    if told is None or written is None:
        raise Http404(request.path)
    origin = addresses.origin(request.scheme, request.get_host())
    return answer(request, Asked(told), written, origin, f"{code}.{ending}")


class FactSheet(ListView):
    """The newest value of each figure, with its year and its source, on one page to print."""

    template_name = "pages/fact_sheet.html"
    context_object_name = "figures"

    def get_queryset(self) -> Any:
        return [group.newest for group in grouped(figures())]


@version.kept
def terms() -> list[Term]:
    """Every published term, with its other names."""
    return list(Term.objects.published().for_list())


class TermList(ListView):
    """The glossary: terms, acronyms, other names; of `?q=`, those that hold its words."""

    template_name = "pages/glossary.html"
    context_object_name = "terms"

    def get_queryset(self) -> Any:
        return matching(terms(), self.words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(words=self.words, **kwargs)

    @property
    def words(self) -> str:
        return self.request.GET.get("q", "")[:LONGEST].strip()


FIRST = 8  # subjects that are told at once; the others are folded


@version.kept
def discrepancies() -> list[Discrepancy]:
    """Every published subject, with what each source says."""
    return list(Discrepancy.objects.published().prefetch_related("values__sources"))


class DiscrepancyList(ListView):
    """Every subject on which the sources disagree, in the editors' order: the first ones at once, the others folded."""

    template_name = "pages/discrepancies.html"
    context_object_name = "discrepancies"

    def get_queryset(self) -> Any:
        return discrepancies()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = [value for discrepancy in self.object_list for value in discrepancy.values.all()]
        first, others = self.object_list[:FIRST], self.object_list[FIRST:]
        references = References(values, marks_all=True)
        return super().get_context_data(first=first, others=others, references=references, **kwargs)


@says("pages:glossary")
def describe_glossary(context: dict[str, Any], origin: str) -> Node:
    """Every term with its definition."""
    address = origin + reverse("pages:glossary")
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{address}#{term.code}",
            "name": languages.text_of(term, "name").value,
            "alternateName": languages.in_language(term, "acronym", languages.current()),
            "description": languages.text_of(term, "definition").value,
        }
        for term in context["terms"]
    ]
    return {"@type": "DefinedTermSet", "name": gettext("Glossary"), "url": address, "hasDefinedTerm": terms}
