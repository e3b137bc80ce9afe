from modeltranslation.translator import TranslationOptions, register

from portal.core.models import Discrepancy, DiscrepancyValue, Source, Theme


class NamedTranslation(TranslationOptions):
    fields = ("name", "name_lang", "sort_key")


class RecordTranslation(NamedTranslation):
    fields = ("slug", "summary", "body")


class FactTranslation(TranslationOptions):
    fields = ("text",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "note")


@register(Theme)
class ThemeTranslation(NamedTranslation):
    fields = ()


@register(Discrepancy)
class DiscrepancyTranslation(NamedTranslation):
    fields = ("shown",)


@register(DiscrepancyValue)
class DiscrepancyValueTranslation(FactTranslation):
    fields = ()
