from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "instruments"
    label = "instruments"
    verbose_name = _("Instruments")

    def ready(self) -> None:
        from instruments import versions
        from instruments.models import Call
        from instruments.phases import CLOSING_SOON
        from portal.core.content import revisions, version

        revisions.subscribe(versions.follow)
        for field in ("opens_at", "closes_at", "ended_at"):
            version.follow(Call, field)
        for field in ("closes_at", "ended_at"):
            version.follow(Call, field, CLOSING_SOON)
