"""What this room itself puts on the countries' pages: the institutions there."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sites.countries.parts import register
from sites.models import Institution


def institutions() -> Iterator[tuple[Any, list[str]]]:
    for institution in Institution.objects.published().select_related("country").prefetch_related("places__country"):
        own = [institution.country.code] if institution.country else []
        yield institution, own + [place.country.code for place in institution.places.all()]


register("institutions", _("Institutions"), institutions)
