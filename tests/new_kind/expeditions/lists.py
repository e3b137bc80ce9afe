"""4. What can be filtered, sorted and paged, and where: its page, its files, the page of a record."""

from django.utils.translation import pgettext_lazy
from expeditions.models import Expedition

from portal.core.lists.record_list import list_of, register

register(list_of(Expedition, "Voyages at sea of several teams.", address=pgettext_lazy("address", "expeditions/")))
