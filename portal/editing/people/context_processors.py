"""Template variables of the pages under /admin/."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.text import languages


def desk(request: HttpRequest) -> dict[str, Any]:
    """Returns the languages of the admin and the contact address, both from the settings, without a query."""
    return {
        "desk_languages": settings.LANGUAGES,
        "desk_contact": settings.PUBLISHER["contact.email"].get(languages.current(), ""),
    }
