from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from partnerships.enums import ModalityFactKind, PartnershipState
from partnerships.lists import PARTNERSHIPS, PROJECTS
from partnerships.models import AGREEMENTS, Modality, Partnership, Project
from partnerships.rows import rows_of
from portal.core.content import version
from portal.core.lists.views import ListingView
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.text import languages
from portal.core.web.views import Rail, RecordView
from sites.enums import NetworkFactKind
from sites.models import Network

ANRS = "anrs-network"
"""The network whose section gathers its forms of partnership and their projects."""


class PartnershipList(ListingView):
    """Every partnership, form by form, and the forms of which the sources name none."""

    record_list = PARTNERSHIPS
    template_name = "partnerships/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = Partnership.objects.published().values("modality")
        return super().get_context_data(without=Modality.objects.published().exclude(pk__in=named), **kwargs)


class ModalityDetail(RecordView):
    """One form: the partnerships that take it, what it is, who runs it."""

    model = Modality
    template_name = "partnerships/modality.html"
    crumb = ("partnerships", pgettext_lazy("door", "Partnerships"))

    def sections(self) -> list[Section]:
        return Section.grouped(ModalityFactKind, self.object.facts.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, facts = rows_of(self.object), self.object.facts.all()
        references = References([self.object], facts, [row.partnership for row in rows])
        more = {"acronym": self.object.acronym, "rows": rows, "references": references}
        return super().get_context_data(**{**more, **kwargs})


@require_safe
def agreements(request: HttpRequest) -> HttpResponseBase:
    """The institutional partners and agreements, at an address that the menu names."""
    found = _slug_of(AGREEMENTS)
    if found is None:
        raise Http404(AGREEMENTS)
    return ModalityDetail.as_view()(request, slug=found)


@version.kept
def _slug_of(code: str) -> str | None:
    record = Modality.objects.answering().filter(code=code).first()
    return languages.text_of(record, "slug").value if record else None


@require_safe
def anrs(request: HttpRequest) -> HttpResponse:
    """The network of ANRS MIE as one section: its projects, its partner sites, its platforms, its other partnerships."""
    network = _network()
    if network is None:
        raise Http404(ANRS)
    forms = list(Modality.objects.of_network(ANRS))
    projects = Project.objects.published().filter(
        Q(participants__network=network)
        | Q(partnerships__networks=network)
        | Q(participants__institution__memberships__network=network)
    )
    context = {
        "record": network,
        "forms": forms,
        "projects": projects.distinct().order_by("kind", "sort_key"),
        "sections": Section.grouped(NetworkFactKind, network.facts.all()),
        "references": References([network], network.facts.all()),
    }
    return render(request, "partnerships/anrs.html", context)


@version.kept
def _network() -> Network | None:
    return Network.objects.answering().for_detail().filter(code=ANRS).first()


class PartnershipDetail(RecordView):
    """One partnership: with whom, where, since when. Its address names its form, and redirects from a wrong one."""

    model = Partnership
    template_name = "partnerships/partnership.html"
    crumb = ("partnerships", pgettext_lazy("door", "Partnerships"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Form"), [record.modality]),
            (_("State"), [record.get_state_display().capitalize()] if record.state != PartnershipState.UNKNOWN else []),
            (_("As of"), [record.as_of] if record.as_of else None),
            (_("Countries"), [*record.countries.all()]),
            (_("Places"), [*record.places.all()]),
            (_("Institutions"), [*record.institutions.all()]),
            (_("Themes"), [*record.themes.all()]),
            (_("Start"), [record.started] if record.started else []),
            (_("Own funding scheme"), [_("yes")] if record.has_funding_scheme else None),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        references = References([self.object], self.object.events.all())
        return super().get_context_data(**{"eyebrow": self.object.modality, "references": references, **kwargs})


class ProjectList(ListingView):
    """Projects, infrastructures and events."""

    record_list = PROJECTS
    lead = _("What the partnerships carry: research projects, infrastructures, appeals.")


class ProjectDetail(RecordView):
    """One project: who leads it, who funds it, where."""

    model = Project
    template_name = "partnerships/project.html"
    crumb = ("partnerships:projects", _("Projects"))

    def rail(self) -> Rail:
        record = self.object
        count = record.country_count or ""
        where = [*record.countries.all()] or [
            f"{record.continent_named} ({count})" if count else record.continent_named
        ]
        return [
            (_("Kind"), [record.get_kind_display().capitalize()]),
            (_("Countries"), [value for value in where if value]),
            (_("Themes"), [*record.themes.all()]),
            (_("Programmes"), [*record.programmes.all()] or None),
            (_("Partnerships"), [*record.partnerships.all()] or None),
            (_("Start"), [record.started] if record.started else []),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        references = References([self.object], self.object.participants.all())
        return super().get_context_data(**{"references": references, "full_name": self.object.full_name, **kwargs})
