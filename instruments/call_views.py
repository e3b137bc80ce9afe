"""Calls for proposals: one of them, and the list."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from instruments import callwords, versions
from instruments.call_list import CALLS, all_of, following
from instruments.comparison import conditions, ladder, page_section, section
from instruments.drawings import year
from instruments.enums import FactKind
from instruments.models import Call
from instruments.models.instrument import CALLS_AT_HAND
from portal.core.content import version
from portal.core.lists.views import ListingView
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.web.views import Rail, RecordView
from portal.pages.models import TimelineEvent

# What a call takes from its instrument, in the order in which one applies.
FROM_INSTRUMENT = (FactKind.APPLICATION, FactKind.WHO, FactKind.FUNDING, FactKind.DURATION)

BEYOND = ("icmr-call-2024",)
"""Dated events that tell of calls outside these instruments, such as one that an agreement announced."""


class CallList(ListingView):
    """Calls by phase; then, instrument by instrument, when and where one applies."""

    record_list = CALLS
    card = "components/call.html"
    template_name = "instruments/calls.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instruments = ladder()
        facts = [fact for each in instruments for fact in section(each, FactKind.APPLICATION).facts]
        others = beyond()
        context = {
            "lead": callwords.state(version.keep(("phases of calls",), lambda: Call.objects.answering().counts())),
            "closing_soon": callwords.closing_soon(),
            "year": version.keep(("year of calls",), lambda: year.year(instruments, timezone.now())),
            "follow": following(),
            "instruments": instruments,
            "beyond": others,
            "references": References(facts, others),
        }
        return super().get_context_data(**context, **kwargs)


@version.kept
def beyond() -> list[TimelineEvent]:
    """The calls of no instrument that the sources announce, as events with their dates."""
    return list(TimelineEvent.objects.published().filter(code__in=BEYOND).prefetch_related("sources"))


class CallDetail(RecordView):
    """One call: where it stands, its dates, how to apply, its results; amount and conditions are its instrument's."""

    model = Call
    template_name = "instruments/call.html"
    crumb = ("instruments:calls", _("Calls"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Instrument"), [record.instrument]),
            (_("Edition"), [record.edition] if record.edition else []),
            (_("Opening"), callwords.moments(record.opens_at)),
            (_("Closing"), callwords.moments(record.closes_at, is_end=True)),
            (_("Amount"), [capfirst(line) for line, rule in section(record.instrument, FactKind.FUNDING).lines]),
            (_("Duration"), [capfirst(line) for line, rule in section(record.instrument, FactKind.DURATION).lines]),
        ]

    def sections(self) -> list[Section]:
        return [page_section(self.object.instrument, kind) for kind in FROM_INSTRUMENT]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        calls = Call.objects.answering().filter(instrument=record.instrument_id)
        found = conditions(record.instrument)
        criteria = [criterion for route in (found.common, *found.routes) for criterion in route]
        facts = [fact for part in self.sections() for fact in (*part.facts, *part.earlier)]
        return super().get_context_data(
            eyebrow=_("Call for proposals"),
            follow=following(record.instrument),
            sentences=callwords.sentences(record),
            results=callwords.results(record),
            rules_then=versions.at_the_time(record),
            others=calls.exclude(pk=record.pk).for_list().in_reading_order()[:CALLS_AT_HAND],
            all_calls=all_of(record.instrument),
            references=References([record], facts, record.instrument.funding.all(), criteria),
            **kwargs,
        )
