from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.content import reference
from portal.core.models import visible
from portal.editing.review.content_checks import ContentCheck, register
from portal.pages.models import KeyFigure, Names

register(
    ContentCheck(
        "figure-due",
        _("Figures past their date"),
        _("The day on which somebody wanted to look at the figure again has passed."),
        KeyFigure,
        lambda: KeyFigure.objects.filter(visible() & Q(next_review__lte=timezone.localdate())),
        30,
    )
)
register(
    ContentCheck(
        "figure-undated",
        _("Figures without a date"),
        _("Public, but the page cannot say for which date the figure holds."),
        KeyFigure,
        lambda: KeyFigure.objects.filter(visible() & Q(reference_date=None)),
        35,
    )
)


def nameless() -> models.QuerySet:
    """Names of what is not there."""
    known = reference.records(Names.objects.values_list("record", flat=True))
    return Names.objects.exclude(record__in=known)


register(
    ContentCheck(
        "names-of-nothing",
        _("Names of records that are not there"),
        _("They name a record by its kind and code, and there is none: nothing is found by them."),
        Names,
        nameless,
        75,
    )
)
