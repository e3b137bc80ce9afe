from typing import Any

from django.views.generic import ListView

from instruments.comparison import sections, table
from instruments.models import Cooperation, Instrument
from portal.core.references import References
from portal.core.sections import Section
from portal.core.views import RecordView
from portal.pages.models import Document


class InstrumentList(ListView):
    """The ladder, stage by stage, and the comparison of all instruments."""

    template_name = "instruments/list.html"

    def get_queryset(self) -> Any:
        return Instrument.objects.published().ladder().for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(self.object_list)
        facts = [row for instrument in found for row in (*instrument.funding.all(), *instrument.facts.all())]
        return super().get_context_data(
            instruments=found,
            ladder=[instrument for instrument in found if instrument.stage],
            beside=[instrument for instrument in found if not instrument.stage],
            historic=Instrument.objects.published().historic(),
            documents=Document.objects.published(),
            comparison=table(found),
            references=References(found, facts),
            **kwargs,
        )


class InstrumentDetail(RecordView):
    """Everything the sources say of one instrument."""

    model = Instrument
    template_name = "instruments/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        criteria = [criterion for route in record.routes.all() for criterion in route.criteria.all()]
        groups = (record.funding.all(), record.facts.all(), record.names.all(), criteria)
        return super().get_context_data(
            sections=sections(record),
            cooperations=Cooperation.objects.published().filter(instrument=record).for_list(),
            references=References([record], *groups),
            **kwargs,
        )


class CooperationList(ListView):
    """All cooperations, grouped by instrument."""

    template_name = "instruments/cooperations.html"
    context_object_name = "cooperations"

    def get_queryset(self) -> Any:
        return Cooperation.objects.published().for_list()


class CooperationDetail(RecordView):
    """One cooperation: its two sides, its places, what each source says."""

    model = Cooperation
    template_name = "instruments/cooperation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = self.object.facts.all()
        return super().get_context_data(
            section=Section.of("known", "", facts),
            references=References([self.object], self.object.partners.all(), facts),
            **kwargs,
        )
