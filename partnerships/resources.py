from django.db.models import Q

from partnerships.models import Modality, Partnership, Project
from portal.core.resource import register


def _countries(codes: list[str]) -> Q:
    """Also under the word that every other list is narrowed by."""
    return Q(countries__code__in=codes)


register(Modality, "modalities")
register(Partnership, "partnerships", filters={"country": _countries})
register(Project, "projects", filters={"country": _countries})
