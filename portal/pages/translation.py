from modeltranslation.translator import TranslationOptions, register

from portal.core.translation import FactTranslation, NamedTranslation, RecordTranslation
from portal.pages.models import (
    Document,
    FeaturedRecord,
    KeyFigure,
    MenuEntry,
    NewsItem,
    Notice,
    Page,
    PageFact,
    Question,
    Term,
    TimelineEvent,
)


@register(Page)
class PageTranslation(RecordTranslation):
    fields = ("share_title", "share_description")


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


@register(FeaturedRecord)
class FeaturedRecordTranslation(TranslationOptions):
    fields = ("label",)


@register(MenuEntry)
class MenuEntryTranslation(TranslationOptions):
    fields = ("label", "about")


@register(Notice)
class NoticeTranslation(TranslationOptions):
    fields = ("text", "link", "link_words")


@register(NewsItem)
class NewsItemTranslation(RecordTranslation):
    fields = ()


@register(Question)
class QuestionTranslation(NamedTranslation):
    fields = ("answer",)
