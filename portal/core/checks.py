"""System checks of the publisher's values and of the site's address."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Info, register


@register()
def publisher_values(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Reports the unset values, whose lines the pages leave out: what the law asks for is missing there."""
    unset = [name for name, texts in settings.PUBLISHER.items() if not all(texts.values())]
    if not unset:
        return []
    return [
        Info(
            "Not set by the publisher, so that the legal pages leave their lines out: " + ", ".join(unset),
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
