from modeltranslation.translator import register

from portal.core.translation import NamedTranslation
from portal.library.models import Image


@register(Image)
class ImageTranslation(NamedTranslation):
    fields = ("alt", "caption")
