from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """The editors' desk: what every room's admin shares. Each concern has a folder of its own; `admin.py` puts them together."""

    name = "portal.editing"
    label = "editing"
    verbose_name = _("Editors' desk")
