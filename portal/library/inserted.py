"""What texts may show of this room: images, each in a line of its own."""

from django.utils.safestring import SafeString

from portal.core.text import inserted
from portal.library import showing
from portal.library.models import Image


def _images() -> dict[str, SafeString]:
    return {image.code: showing.figure(image) for image in Image.objects.answering()}


inserted.register("image", _images, is_block=True)
