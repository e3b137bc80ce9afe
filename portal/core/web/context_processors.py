"""Template variables of every page."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from portal.core.text import languages, sanitiser
from portal.core.web import addresses

# The main navigation: URL name, label.
NAVIGATION = (
    ("instruments:list", _("Instruments")),
    ("instruments:calls", _("Calls")),
    ("instruments:cooperations", _("Cooperations")),
    ("partnerships:list", _("Partnerships")),
    ("sites:map", _("Map")),
    ("sites:networks", _("Networks")),
    ("sites:offices", _("Offices")),
    ("pages:strategy", _("Strategy")),
    ("pages:key-figures", _("Key figures")),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Returns the language, base address and navigation of the page; reads neither cookies nor the database."""
    code = languages.current()
    return {
        "language": code,
        "base_url": addresses.origin(request.scheme, request.get_host()),
        "share_image": static(share_image(code)),
        "open_graph_locale": settings.LANGUAGE_TERRITORIES.get(code, code),
        "accessibility_status": SimpleLazyObject(sanitiser.accessibility_status),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }


@cache
def share_image(language: str) -> str:
    """Path of the Open Graph image (made by `scripts/share_image.py`); the default language's if there is none."""
    path = f"img/share-{language}.png"
    return path if (settings.BASE_DIR / "static" / path).exists() else f"img/share-{settings.LANGUAGE_CODE}.png"


def navigation(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Items of the navigation: (address, label, "page" for the current page, "section" for one above it, else "")."""
    found = []
    for name, words in NAVIGATION:
        address = reverse(name)
        here = "page" if request.path == address else "section" if request.path.startswith(address) else ""
        found.append((address, str(words), here))
    return found
