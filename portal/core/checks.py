"""System checks of the publisher's values and of the site's address."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Info, register


@register()
def publisher_values(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Reports the unset values that the legal pages show as "to be completed by the publisher"."""
    unset = [name for name, texts in settings.PUBLISHER.items() if not all(texts.values())]
    if not unset:
        return []
    return [
        Info(
            "The legal pages show these as “to be completed by the publisher”: " + ", ".join(unset),
            hint="The README's configuration table names their environment variables.",
            id="portal.I001",
        )
    ]


@register(deploy=True)
def public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warns about a PORTAL_URL without https, or with a trailing slash."""
    if settings.SITE_URL.endswith("/") or (settings.SITE_URL and not settings.SITE_URL.startswith("https://")):
        return [checks.Warning("PORTAL_URL must start with https:// and have no closing slash.", id="portal.W001")]
    return []
