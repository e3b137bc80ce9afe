"""Template variables of every page."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject

from portal.core.text import languages, sanitiser
from portal.core.web import addresses, navigation


def portal(request: HttpRequest) -> dict[str, Any]:
    """Returns the language, base address and menu of the page; reads neither cookies nor the database."""
    code = languages.current()
    return {
        "language": code,
        "base_url": addresses.origin(request.scheme, request.get_host()),
        "share_image": static(share_image(code)),
        "open_graph_locale": settings.LANGUAGE_TERRITORIES.get(code, code),
        "accessibility_status": SimpleLazyObject(sanitiser.accessibility_status),
        "menu": SimpleLazyObject(lambda: navigation.menu(request)),
    }


@cache
def share_image(language: str) -> str:
    """Path of the Open Graph image (made by `scripts/share_image.py`); the default language's if there is none."""
    path = f"img/share-{language}.png"
    return path if (settings.BASE_DIR / "static" / path).exists() else f"img/share-{settings.LANGUAGE_CODE}.png"
