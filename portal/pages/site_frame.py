"""What editors write of the frame of every page, the words of the menu and the notices; and of pages that rooms gather."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError

from portal.core import targets
from portal.core.content import version
from portal.core.text import languages
from portal.core.web import navigation
from portal.core.web.navigation import Said
from portal.pages.enums import Level
from portal.pages.models import MenuEntry, Notice, Page


@version.kept
def written(code: str) -> Page | None:
    """The page of this code, whose words editors write; None while it is not public."""
    return Page.objects.answering().for_detail().filter(code=code).first()


@navigation.lay_over
def said_of_the_menu() -> dict[str, Said]:
    """What editors say of the entries of the menu, in the active language. One query."""
    here = languages.current()
    return {
        entry.page: Said(
            languages.in_language(entry, "label", here) or "",
            languages.in_language(entry, "about", here) or "",
            entry.order,
            entry.is_hidden,
        )
        for entry in MenuEntry.objects.published()
    }


@dataclass(frozen=True)
class Told:
    """A notice as a page shows it, in one language, which is not always the page's own."""

    text: languages.Text
    is_important: bool
    address: str
    words: str


def notices() -> list[Told]:
    """The notices above every page, the newest first; none where the database does not answer."""
    try:
        return _notices()
    except DatabaseError:  # a page that says so has the same frame
        return []


@version.kept
def _notices() -> list[Told]:
    here = languages.current()
    found = list(Notice.objects.published())
    addresses = targets.addresses_of(languages.in_language(each, "link", here) or "" for each in found)
    return [
        Told(
            languages.text_of(notice, "text"),
            notice.level == Level.IMPORTANT,
            addresses.get(languages.in_language(notice, "link", here) or "", ""),
            languages.in_language(notice, "link_words", here) or "",
        )
        for notice in found
    ]
