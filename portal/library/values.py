"""What stands for an image where a text is read as plain words."""

from portal.core.text import values
from portal.library.models import Image
from portal.library.showing import words_of


def _images() -> dict[str, str]:
    return {image.code: words_of(image) for image in Image.objects.answering()}


values.register("image", _images)
