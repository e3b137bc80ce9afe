from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    # Django's own app has the label "sites"; ours keeps clear of it, and Django's stays uninstalled.
    label = "portal_sites"
    verbose_name = _("Places, institutions and offices")
