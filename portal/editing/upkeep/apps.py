from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    """Readers' reports and the check of outside links."""

    name = "portal.editing.upkeep"
    label = "upkeep"
    verbose_name = _("Upkeep")
