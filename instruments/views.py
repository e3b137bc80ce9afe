from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from instruments import callwords, pictures, where, words
from instruments.call_list import all_of, following
from instruments.choice import choice
from instruments.comparison import ladder, section, sections, table
from instruments.drawings.cooperations import is_drawn
from instruments.enums import FactKind, Mode
from instruments.facets import InstrumentSelection
from instruments.lists import COOPERATIONS
from instruments.models import Cooperation, Instrument
from portal.core.lists.views import ListingView
from portal.core.pages.footnotes import References
from portal.core.pages.sections import Section
from portal.core.pictures.answer import TYPES, beside
from portal.core.text import languages
from portal.core.web import addresses
from portal.core.web.views import Rail, RecordView
from portal.pages.models import Document


class InstrumentList(ListView):
    """The ladder, stage by stage, and the comparison of all instruments."""

    template_name = "instruments/list.html"

    def get_queryset(self) -> Any:
        return ladder()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = InstrumentSelection(list(self.object_list), self.request.GET)
        found = selection.found
        facts = [row for instrument in found for row in (*instrument.funding.all(), *instrument.facts.all())]
        chosen = choice(found, self.request.GET, selection.query)
        return super().get_context_data(
            selection=selection,
            choice=chosen,
            count=words.how_many(len(found)),
            instruments=found,
            historic=Instrument.objects.published().historic(),
            documents=Document.objects.published(),
            comparison=table(chosen.columns),
            references=References(found, facts),
            **kwargs,
        )


class InstrumentDetail(RecordView):
    """Everything the sources say of one instrument."""

    model = Instrument
    template_name = "instruments/detail.html"
    crumb = ("instruments:list", _("Instruments"))

    def rail(self) -> Rail:
        record = self.object
        paid = (line for kind in (FactKind.FUNDING, FactKind.DURATION) for line, _rule in section(record, kind).lines)
        who, how = (self._first(kind) for kind in (FactKind.WHO, FactKind.APPLICATION))
        when = callwords.next_date(record).values if record.mode in (Mode.CALL, Mode.REQUEST) else []
        return [
            (_("How much"), [capfirst(line) for line in paid] or None),
            (_("Who"), who or None),
            (_("How"), [*(how or [capfirst(record.get_mode_display())]), *when]),
        ]

    def _first(self, kind: FactKind) -> list[Any]:
        """The first text on a subject, if there is one."""
        return [languages.text_of(fact, "text") for fact in section(self.object, kind).facts[:1]]

    def sections(self) -> list[Section]:
        return sections(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        criteria = [criterion for route in record.routes.all() for criterion in route.criteria.all()]
        groups = (record.funding.all(), record.facts.all(), record.names.all(), record.places.all(), criteria)
        return super().get_context_data(
            eyebrow=words.stage(record) or capfirst(record.get_mode_display()),
            acronym=languages.text_of(record, "acronym").value,
            follow=following(record),
            all_calls=all_of(record),
            places=where.by_country(record),
            signed=where.sentence(record),
            cooperations=Cooperation.objects.published().filter(instrument=record).for_list(),
            references=References([record], *groups),
            **kwargs,
        )


class CooperationList(ListingView):
    """All cooperations: filtered, ordered, page by page."""

    record_list = COOPERATIONS
    card = "components/cooperation.html"
    lead = _("What runs under the instruments: who works with whom, and where.")


@require_safe
def earlier_forms(request: HttpRequest) -> HttpResponse:
    """What went before today's instruments, on one page: each form, and what ran under it."""
    forms = list(Instrument.objects.published().for_earlier_forms())
    running = [cooperation for form in forms for cooperation in form.cooperations.all()]
    facts = [fact for record in (*forms, *running) for fact in record.facts.all()]
    return render(
        request, "instruments/earlier.html", {"forms": forms, "references": References(forms, running, facts)}
    )


@require_safe
def cooperation_picture(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """The drawing of a cooperation to take away, at the address of its page and an ending."""
    record, is_right = addresses.find(Cooperation.objects.answering().for_list(), slug)
    if ending not in TYPES or not is_drawn(record):
        raise Http404(slug)
    if not is_right:
        return HttpResponsePermanentRedirect(beside(record.get_absolute_url(), ending))
    return pictures.answer_of(record, addresses.origin(request.scheme, request.get_host()), ending)


class CooperationDetail(RecordView):
    """One cooperation: its two sides, its places, what each source says."""

    model = Cooperation
    template_name = "instruments/cooperation.html"
    crumb = ("instruments:cooperations", _("Cooperations"))

    def rail(self) -> Rail:
        record = self.object
        return [
            (_("Instrument"), [record.instrument]),
            (_("State"), [capfirst(record.get_state_display())]),
            (_("As of"), [record.as_of] if record.as_of else None),
            (_("Start"), [record.started] if record.started else []),
            (_("Theme"), [*record.themes.all()]),
            (_("Scientific coordination"), [person.name for person in record.coordinators.all()]),
            (_("Linked programme"), [*record.programmes.all()] or None),
        ]

    def sections(self) -> list[Section]:
        facts = self.object.facts.all()
        return [Section.of("known", gettext("What the sources say"), facts)] if facts else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        return super().get_context_data(
            eyebrow=record.instrument,
            full_name=languages.text_of(record, "full_name"),
            pictured=record.get_absolute_url() if is_drawn(record) else "",
            references=References([record], record.partners.all(), record.facts.all()),
            **kwargs,
        )
