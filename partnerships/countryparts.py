"""What this room puts on the countries' pages: the projects there."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.models import Project
from sites.countries.parts import register


def projects() -> Iterator[tuple[Any, list[str]]]:
    for project in Project.objects.published().prefetch_related("countries"):
        yield project, [country.code for country in project.countries.all()]


register("projects", _("Projects"), projects)
