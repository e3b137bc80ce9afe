from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from partnerships.enums import ModalityFactKind
from partnerships.models import Modality, Partnership, Project
from portal.core import addresses
from portal.core.references import References
from portal.core.sections import Section
from portal.core.views import KindList, Rail, RecordView


class ModalityList(ListView):
    """The forms of partnership, and the partnerships under each."""

    template_name = "partnerships/list.html"
    context_object_name = "modalities"

    def get_queryset(self) -> Any:
        return Modality.objects.published().for_list()


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


class ProjectList(KindList):
    """Projects, infrastructures and events."""

    model = Project
    title = _("Projects")
    description = _(
        "Research projects, infrastructures and appeals carried by the partnerships of Inserm and ANRS MIE."
    )
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
