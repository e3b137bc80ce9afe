"""2. Which of its texts are in each language; `RecordTranslation` names those that every record has."""

from expeditions.models import Expedition
from modeltranslation.translator import register

from portal.core.translation import RecordTranslation


@register(Expedition)
class ExpeditionTranslation(RecordTranslation):
    fields = ()
