"""The kinds of this room: images."""

from typing import Any

from django.utils.translation import override

from portal.core import kind
from portal.core.kind import Api
from portal.library.models import Image


def _address(image: Any, language: str) -> str:
    """An image has no page of its own: its address is its file."""
    with override(language):
        return image.address()


kind.register(
    Image,
    "images",
    "Images that pages show. digest: the name of the file in the folder of the library, which is not among these files.\n"
    "A text shows one by its code, in a paragraph of its own: [[image.a-code]].",
    api=Api(address=_address),
)
