"""The subjects under which the desk's first page groups what the portal holds, in people's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.core.text.collation import sort_key


class Subject(TextChoices):
    """A subject, in the order of the first page; each admin class names its own (`subject`), and what it is for (`purpose`)."""

    FUNDING = "funding", _("Funding")
    TIES = "ties", _("Collaborations and partnerships")
    WORLD = "world", _("In the world")
    PAGES = "pages", _("Pages and figures")
    WORDS = "words", _("Words, search and addresses")
    SOURCES = "sources", _("Sources")
    UPKEEP = "upkeep", _("Readers and upkeep")
    PEOPLE = "people", _("People of the desk")
    OTHER = "other", _("Further")


@dataclass
class Group:
    """A subject and its kinds of records, as Django's list of apps describes them, each with its purpose."""

    name: str
    models: list[dict[str, Any]] = field(default_factory=list)


def groups(app_list: list[dict[str, Any]]) -> list[Group]:
    """The kinds of records of Django's list of apps, by subject; within one by name."""
    found = {subject: Group(str(subject.label)) for subject in Subject}
    for model in (each for app in app_list for each in app["models"]):
        desk = admin.site._registry.get(model["model"])
        subject = getattr(desk, "subject", Subject.OTHER)
        found[subject].models.append({**model, "purpose": getattr(desk, "purpose", "")})
    for group in found.values():
        group.models.sort(key=lambda each: sort_key(str(each["name"])))
    return [group for group in found.values() if group.models]
