from modeltranslation.translator import TranslationOptions, register

from portal.editing.upkeep.models import ReaderReport


@register(ReaderReport)
class ReaderReportTranslation(TranslationOptions):
    fields = ("said", "done")
