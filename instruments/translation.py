from modeltranslation.translator import TranslationOptions, register

from instruments.models import Call, Cooperation, CooperationFact, Example, Instrument, InstrumentFact, InstrumentName
from portal.core.translation import FactTranslation, NamedTranslation, RecordTranslation


@register(Instrument)
class InstrumentTranslation(RecordTranslation):
    fields = ("stage_name", "name_plural", "short_name", "acronym")


@register(InstrumentName)
class InstrumentNameTranslation(TranslationOptions):
    fields = ("acronym", "text")


@register(InstrumentFact)
class InstrumentFactTranslation(FactTranslation):
    fields = ()


@register(Call)
class CallTranslation(RecordTranslation):
    fields = ()


@register(Cooperation)
class CooperationTranslation(RecordTranslation):
    fields = ("full_name",)


@register(CooperationFact)
class CooperationFactTranslation(FactTranslation):
    fields = ()


@register(Example)
class ExampleTranslation(NamedTranslation):
    fields = ()
