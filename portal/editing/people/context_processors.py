"""What the desk's own pages say beside their subject."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.text import languages


def desk(request: HttpRequest) -> dict[str, Any]:
    """The languages to choose from, and whom to write to; nothing is read from anywhere."""
    return {
        "desk_languages": settings.LANGUAGES,
        "desk_contact": settings.PUBLISHER["contact.email"].get(languages.current(), ""),
    }
