from django.utils.translation import gettext_lazy as _

from instruments.models import Cooperation
from portal.core.ties import register
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
