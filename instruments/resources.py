from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from instruments.enums import CallPhase
from instruments.models import Call, Cooperation, Instrument
from portal.core.resource import Computed, register
from sites.models import Institution


def _partners(codes: list[str]) -> Q:
    where = Q(country__code__in=codes) | Q(places__country__code__in=codes)
    return Q(partners__institution__in=Institution.objects.answering().filter(where)) | Q(
        partners__place__country__code__in=codes
    )


register(Instrument, "instruments")
# Persons are named on the pages, where a reader meets one at a time; a file of them is another matter (GDPR).
register(Cooperation, "cooperations", filters={"country": _partners}, hidden=("coordinators",))
PHASE = Computed(
    name="phase",
    label=_("Status"),
    help=_("Where it stands at the moment of the answer, on the clocks of Paris."),
    choices=CallPhase,
    value=Call.phase,
    where=lambda phases: Q(pk__in=Call.objects.in_phase(*phases).values("pk")),
)
register(Call, "calls", computed=(PHASE,))
