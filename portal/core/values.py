"""What texts may name of the ground floor: the date of a source, or the period that it is inferred to be of."""

from typing import Any

from django.utils.translation import pgettext

from portal.core.models import Source
from portal.core.text import numbers, values


def _dates() -> dict[str, str]:
    """The date or the period of each source under its code, the year that it begins in under ".year"."""
    sources: Any = Source.objects.all()
    found: dict[str, str] = {}
    for source in sources:
        if source.dated:
            found |= {source.code: _period(source), f"{source.code}.year": numbers.year_of(source.dated)}
    return found


def _period(source: Source) -> str:
    start, end = source.dated, source.dated_to
    if start is None:
        return ""
    begun = numbers.partial_date(start)
    return (
        pgettext("period", "%(start)s–%(end)s") % {"start": begun, "end": numbers.partial_date(end)} if end else begun
    )


values.register("source", _dates)
