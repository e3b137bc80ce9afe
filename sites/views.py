from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from portal.core.content import version
from portal.core.lists.views import ListingView
from portal.core.pages.sections import Section
from portal.core.text.languages import Text
from portal.core.web.views import KindList, Rail, RecordView
from sites.enums import FunctionKind, NetworkFactKind, OfficeFactKind
from sites.lists import INSTITUTIONS
from sites.models import Institution, Network, Office, Programme


@version.kept
def offices() -> list[Office]:
    """Every published office."""
    return list(Office.objects.published().for_list())


class OfficeList(ListView):
    """The permanent representations abroad."""

    template_name = "sites/offices.html"
    context_object_name = "offices"

    def get_queryset(self) -> Any:
        return offices()


class OfficeDetail(RecordView):
    """One office: where it is, what it covers, its missions."""

    model = Office
    template_name = "sites/office.html"
    crumb = ("sites:offices", _("Offices"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Place"), [record.place]),
            (_("Country"), [record.place.country]),
            (_("Countries covered"), [*record.territory.all()] or None),
            (_("Date of opening"), [record.since] if record.since else []),
            (_("Street address, contact, staff"), None if record.contact or record.phone else []),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(phone=self.object.phone, **kwargs)

    def sections(self) -> list[Section]:
        return Section.grouped(OfficeFactKind, self.object.facts.all())


class InstitutionList(ListingView):
    """Every institution: the partners, the French units, the funders."""

    record_list = INSTITUTIONS
    card = "components/institution.html"
    lead = _("The bodies that work with us, here and abroad.")


class InstitutionDetail(RecordView):
    """One institution and all that ties it to us."""

    model = Institution
    crumb = ("sites:institutions", _("Institutions"))

    def rail(self) -> Rail:
        record = self.object
        place = [*record.places.all()] or ([record.country] if record.country else [])
        return [
            (_("Kind"), [record.get_kind_display().capitalize()]),
            (_("Unit number"), [record.unit_number] if record.unit_number else None),
            (_("Place"), place),
            (_("Country"), [record.country] if record.country and record.places.all() else None),
            (_("How the place is known"), [record.get_place_basis_display()] if place else None),
            (
                _("Name in its own language"),
                [Text(record.local_name, record.local_language)] if record.has_other_local_name else None,
            ),
            (_("Former name"), [record.former_name] if record.former_name else None),
        ]

    def sections(self) -> list[Section]:
        return Section.grouped(FunctionKind, self.object.functions.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(acronym=self.object.acronym, **kwargs)


class NetworkList(KindList):
    """Networks, alliances and forums."""

    model = Network
    title = _("Networks")
    description = _("Networks, alliances and forums that Inserm and ANRS MIE run or take part in.")
    lead = _("Networks, alliances, forums: where people meet before they cooperate.")


class NetworkDetail(RecordView):
    """One network: its members, its purpose, how it works."""

    model = Network
    template_name = "sites/network.html"
    crumb = ("sites:networks", _("Networks"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Kind"), [record.get_kind_display().capitalize()]),
            (_("Date of creation"), [record.since] if record.since else []),
            (_("Part of"), [record.parent] if record.parent else None),
        ]

    def sections(self) -> list[Section]:
        return Section.grouped(NetworkFactKind, self.object.facts.all())


class ProgrammeList(KindList):
    """National and European programmes, by kind."""

    model = Programme
    title = _("Programmes")
    description = _(
        "National and European programmes, initiatives and grants behind the cooperations and the projects."
    )
    lead = _("The programmes behind collaborations and projects, in France and in Europe.")


class ProgrammeDetail(RecordView):
    """One programme, and the cooperations and projects in it."""

    model = Programme
    crumb = ("sites:programmes", _("Programmes"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Kind"), [record.get_kind_display().capitalize()]),
            (_("Part of"), [record.parent] if record.parent else None),
            (_("Followed by"), [record.successor] if record.successor else None),
            (_("Theme"), [*record.themes.all()] or None),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(acronym=self.object.acronym, full_name=self.object.full_name, **kwargs)
