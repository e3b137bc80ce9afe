from modeltranslation.translator import register

from partnerships.models import Modality, ModalityFact, Partnership, PartnershipEvent, Project
from portal.core.translation import FactTranslation, RecordTranslation


@register(Modality)
class ModalityTranslation(RecordTranslation):
    fields = ("name_plural", "acronym")


@register(ModalityFact)
class ModalityFactTranslation(FactTranslation):
    fields = ()


@register(Partnership)
class PartnershipTranslation(RecordTranslation):
    fields = ()


@register(PartnershipEvent)
class PartnershipEventTranslation(FactTranslation):
    fields = ()


@register(Project)
class ProjectTranslation(RecordTranslation):
    fields = ("full_name", "continent_named")
