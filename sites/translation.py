from modeltranslation.translator import TranslationOptions, register

from portal.core.translation import FactTranslation, NamedTranslation, RecordTranslation
from sites.models import (
    Country,
    Institution,
    InstitutionFunction,
    Network,
    NetworkFact,
    NetworkMember,
    Office,
    OfficeFact,
    Place,
    Programme,
)


@register(Country)
class CountryTranslation(NamedTranslation):
    fields = ("slug",)


@register(Place)
class PlaceTranslation(NamedTranslation):
    fields = ("note",)


@register(Institution)
class InstitutionTranslation(RecordTranslation):
    fields = ("acronym", "former_name")


@register(Office)
class OfficeTranslation(RecordTranslation):
    fields = ()


@register(Network)
class NetworkTranslation(RecordTranslation):
    fields = ("acronym",)


@register(Programme)
class ProgrammeTranslation(RecordTranslation):
    fields = ("acronym", "full_name")


@register(NetworkMember)
class NetworkMemberTranslation(TranslationOptions):
    fields = ("role",)


@register(InstitutionFunction)
class InstitutionFunctionTranslation(FactTranslation):
    fields = ()


@register(OfficeFact)
class OfficeFactTranslation(FactTranslation):
    fields = ()


@register(NetworkFact)
class NetworkFactTranslation(FactTranslation):
    fields = ()
