"""Template variables of the pages under /admin/."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.text import languages
from portal.editing import unsaved


def desk(request: HttpRequest) -> dict[str, Any]:
    """Returns the languages of the admin and the contact address, both from the settings, without a query.

    And two functions for the pages of the desk alone: the messages of the script that keeps forms, and what was saved.
    """
    return {
        "desk_languages": settings.LANGUAGES,
        "desk_keep_words": unsaved.words,
        "desk_saved": partial(unsaved.saved, request),
        "desk_contact": settings.PUBLISHER["contact.email"].get(languages.current(), ""),
    }
