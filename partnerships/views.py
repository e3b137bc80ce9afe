from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ModalityFactKind
from partnerships.lists import PARTNERSHIPS, PROJECTS
from partnerships.models import Modality, Partnership, Project
from portal.core.lists.views import ListingView
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.web import addresses
from portal.core.web.views import Rail, RecordView


class PartnershipList(ListingView):
    """Every partnership, form by form, and the forms of which the sources name none."""

    record_list = PARTNERSHIPS
    template_name = "partnerships/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = Partnership.objects.published().values("modality")
        return super().get_context_data(without=Modality.objects.published().exclude(pk__in=named), **kwargs)


class ModalityDetail(RecordView):
    """One form: what it is, who runs it, the partnerships that take it."""

    model = Modality
    template_name = "partnerships/modality.html"
    crumb = ("partnerships:list", _("Partnerships"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Created"), [record.since] if record.since else []),
            (_("Partnerships"), [len(record.partnerships.all())] if record.partnerships.all() else []),
        ]

    def sections(self) -> list[Section]:
        return Section.grouped(ModalityFactKind, self.object.facts.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(acronym=self.object.acronym, **kwargs)


class PartnershipDetail(RecordView):
    """One partnership: with whom, where, since when. Its address names its form, and redirects from a wrong one."""

    model = Partnership
    template_name = "partnerships/partnership.html"
    crumb = ("partnerships:list", _("Partnerships"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        is_right = response.status_code != 200 or self.object.get_absolute_url() == request.path
        return response if is_right else addresses.redirect_to(request, self.object)

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Form"), [record.modality]),
            (_("State"), [record.get_state_display().capitalize()]),
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
