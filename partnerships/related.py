"""What of this room belongs on another record's page, or on a country's."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.models import Participant, Partnership, Project
from portal.core.models import Theme
from portal.core.pages.related import Pairs, register, register_pairs
from sites.countries.parts import register as on_countries
from sites.models import Institution, Network, Programme

in_partnership: Any = Partnership.institutions.through
PARTNERSHIPS, PROJECTS = _("Partnerships"), _("Projects")

register(
    Institution,
    "partnerships",
    PARTNERSHIPS,
    lambda institution: Partnership.objects.published().filter(institutions=institution).for_list(),
)
register(
    Institution,
    "projects",
    PROJECTS,
    lambda institution: Project.objects.published().filter(participants__institution=institution).distinct(),
)
register(
    Network,
    "partnerships",
    PARTNERSHIPS,
    lambda network: Partnership.objects.published().filter(networks=network).for_list(),
)
register(
    Network,
    "projects",
    PROJECTS,
    lambda network: Project.objects.published().filter(participants__network=network).distinct(),
)
register(Programme, "projects", PROJECTS, lambda programme: Project.objects.published().filter(programmes=programme))
register(Theme, "projects", PROJECTS, lambda theme: Project.objects.published().filter(themes=theme))
register(
    Partnership, "projects", PROJECTS, lambda partnership: Project.objects.published().filter(partnerships=partnership)
)
register_pairs(
    Institution,
    Pairs(
        lambda: in_partnership.objects.filter(partnership__in=Partnership.objects.published()),
        "institution",
        "partnership",
        "partnership__themes__code",
    ),
)
register_pairs(
    Institution,
    Pairs(
        lambda: Participant.objects.filter(project__in=Project.objects.published()),
        "institution",
        "project",
        "project__themes__code",
    ),
)


# --- countries' pages -------------------------------------------------------------------------------------------------


def projects() -> Iterator[tuple[Any, list[str]]]:
    for project in Project.objects.published().prefetch_related("countries"):
        yield project, [country.code for country in project.countries.all()]


on_countries("projects", _("Projects"), projects)
