from django.utils.translation import gettext_lazy as _

from instruments.models import Cooperation, Partner
from portal.core.pages.related import Pairs, register, register_pairs
from sites.models import Institution, Programme

register(
    Institution,
    "cooperations",
    _("Cooperations"),
    lambda institution: Cooperation.objects.published().filter(partners__institution=institution).distinct(),
)
register(
    Programme,
    "cooperations",
    _("Cooperations"),
    lambda programme: Cooperation.objects.published().filter(programmes=programme),
)
register_pairs(
    Institution,
    Pairs(
        lambda: Partner.objects.filter(cooperation__in=Cooperation.objects.published()),
        "institution",
        "cooperation",
        "cooperation__themes__code",
    ),
)
