from django.utils.translation import gettext_lazy as _

from portal.core.pages.related import Pairs, register, register_pairs
from sites.models import Institution, Network, NetworkMember, Programme

register(
    Institution,
    "networks",
    _("Networks"),
    lambda institution: Network.objects.published().filter(members__institution=institution).distinct(),
)
register(Network, "groups", _("Groups in it"), lambda network: Network.objects.published().filter(parent=network))
register(
    Programme, "parts", _("Programmes in it"), lambda programme: Programme.objects.published().filter(parent=programme)
)
register_pairs(
    Institution,
    Pairs(lambda: NetworkMember.objects.filter(network__in=Network.objects.published()), "institution", "network"),
)
