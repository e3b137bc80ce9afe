"""The days of calls on the calendar of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from instruments.models import Call
from portal.editing.review.first_page import Moment, moments


@moments.append
def calls(start: datetime, end: datetime) -> Iterator[Moment]:
    """The moments between `start` and `end` at which public calls open and close."""
    either = Q(opens_at__range=(start, end)) | Q(closes_at__range=(start, end))
    for call in Call.objects.published().filter(either).select_related("instrument"):
        for at, what in ((call.opens_at, _("opens")), (call.closes_at, _("closes"))):
            if at and start <= at <= end:
                yield Moment(at, what, call)
