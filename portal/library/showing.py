"""An image as pages show it: in several widths, with its text for those who do not see it, caption, credit and licence."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.core.text import languages, values
from portal.library.models import Image

SIZES = "(min-width: 50rem) 44rem, 100vw"  # the measure of a text, or the whole screen of a telephone


def figure(image: Image) -> SafeString:
    """The image as `<figure>`, in the active language."""
    drawn = render_to_string("components/picture.html", {"image": image, **_words(image), **_files(image)})
    return mark_safe(drawn.strip())  # noqa: S308 - a rendered template


def words_of(image: Image) -> str:
    """What stands for the image where there are words alone; "" for a decorative one."""
    return "" if image.is_decorative else str(languages.text_of(image, "alt"))


def _words(image: Image) -> dict[str, Any]:
    alt, caption = languages.text_of(image, "alt"), languages.text_of(image, "caption")
    return {
        "alt": values.filled(words_of(image), alt.language),
        "alt_lang": alt.language if alt.is_fallback and not image.is_decorative else "",
        "caption": values.filled(caption.value, caption.language),
        "caption_lang": caption.language if caption.is_fallback else "",
    }


def _files(image: Image) -> dict[str, Any]:
    def listed(ending: str) -> str:
        return ", ".join(f"{image.address(width, ending)} {width}w" for width in image.widths)

    return {"webp": listed("webp"), "others": listed(image.format), "source": image.address(), "sizes": SIZES}
