from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from instruments.enums import Mode
from instruments.models import Call, FundingRule, Instrument
from portal.core.models import visible
from portal.editing.review.content_checks import ContentCheck, register

SOON = timedelta(days=30)


def without_successor() -> QuerySet:
    """Calls that have closed, or will within a month, when nothing says what comes after: no later call, not even a draft."""
    calls: Any = Call.objects
    later = calls.filter(instrument=OuterRef("instrument")).exclude(pk=OuterRef("pk"))
    later = later.filter(Q(closes_at__gt=OuterRef("closes_at")) | Q(opens_at__gte=OuterRef("closes_at")))
    ending = calls.filter(visible(), closes_at__lt=timezone.now() + SOON)
    return ending.exclude(instrument__mode=Mode.HISTORIC).filter(~Exists(later))


def amounts_without_source() -> QuerySet:
    """Public instruments one of whose amounts has no source."""
    rules = FundingRule.objects.filter(instrument=OuterRef("pk"), amount__isnull=False)
    sourced = FundingRule.sources.through.objects.filter(fundingrule=OuterRef("pk"))
    return Instrument.objects.filter(visible(), Exists(rules.filter(~Exists(sourced)))).order_by(F("order"))


register(
    ContentCheck(
        "call-ending",
        _("Calls without a successor"),
        _("Closed, or closing within 30 days, and no later call of the same instrument is known."),
        Call,
        without_successor,
        25,
    )
)
register(
    ContentCheck(
        "amount-unsourced",
        _("Amounts without a source"),
        _("Public, with an amount that no page or document stands behind."),
        Instrument,
        amounts_without_source,
        35,
    )
)
