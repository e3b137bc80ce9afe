"""What texts may name of this room: key figures with their dates, and the dates of events; documents by their titles."""

from portal.core.text import numbers, values
from portal.pages.documents import title_of
from portal.pages.models import Document, KeyFigure, TimelineEvent


def _figures() -> dict[str, str]:
    """Each figure as its page says it, "more than 7,000"; under its code and ".date" the date that it is for."""
    found = {}
    for figure in KeyFigure.objects.published():
        parts = numbers.figure(figure.qualifier, figure.value, figure.value_to, figure.unit)
        found[figure.code] = " ".join(words for _, words in parts)
        if figure.reference_date:
            found[f"{figure.code}.date"] = numbers.partial_date(figure.reference_date)
    return found


def _events() -> dict[str, str]:
    return {event.code: numbers.partial_date(event.date) for event in TimelineEvent.objects.published() if event.date}


def _documents() -> dict[str, str]:
    return {document.code: title_of(document) for document in Document.objects.answering()}


values.register("figure", _figures)
values.register("event", _events)
values.register("document", _documents)
