from typing import Any

from django.views.generic import ListView

from portal.core.references import References
from portal.core.sections import Section
from portal.core.views import RecordView
from sites.enums import OfficeFactKind
from sites.models import Office


class OfficeList(ListView):
    """The permanent representations abroad."""

    template_name = "sites/offices.html"
    context_object_name = "offices"

    def get_queryset(self) -> Any:
        return Office.objects.published().for_list()


class OfficeDetail(RecordView):
    """One office: where it is, what it covers, its missions."""

    model = Office
    template_name = "sites/office.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = list(self.object.facts.all())
        every = [
            Section.of(kind.value, str(kind.label), (fact for fact in facts if fact.kind == kind))
            for kind in OfficeFactKind
        ]
        references = References([self.object], facts)
        return super().get_context_data(
            sections=[found for found in every if found.is_stated or found.earlier], references=references, **kwargs
        )
