from modeltranslation.translator import register

from portal.core.translation import FactTranslation, NamedTranslation, RecordTranslation
from portal.pages.models import Document, KeyFigure, Page, PageFact, Term, TimelineEvent


@register(Page)
class PageTranslation(RecordTranslation):
    fields = ()


@register(PageFact)
class PageFactTranslation(FactTranslation):
    fields = ("heading",)


@register(KeyFigure)
class KeyFigureTranslation(NamedTranslation):
    fields = ("scope", "definition", "note")


@register(TimelineEvent)
class TimelineEventTranslation(NamedTranslation):
    fields = ("text",)


@register(Term)
class TermTranslation(NamedTranslation):
    fields = ("acronym", "definition")


@register(Document)
class DocumentTranslation(NamedTranslation):
    fields = ("description",)
