from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    """What the site learns about itself: readers' reports, outside links. Tables of their own, in the editors' room."""

    name = "portal.editing.upkeep"
    label = "upkeep"
    verbose_name = _("Upkeep")
