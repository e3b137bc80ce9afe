"""An image as somebody sends it, looked at by its content and drawn anew: no metadata, no surprise, a few widths.

Nothing of the file that was sent is kept: what readers get has been decoded and written again.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from portal.core.text import numbers
from portal.library import store
from portal.library.enums import Format

MEGABYTES, MEGAPIXELS = 10, 40
READ = ("JPEG", "PNG", "WEBP")
WIDTHS = (480, 960, 1600)
TALLEST = 2400
FEW_COLOURS = 128  # a drawing rather than a photograph, a grey one too: JPEG would blur it


@dataclass(frozen=True)
class Prepared:
    """An image ready to be kept: its name and measures, and its files by their own names."""

    digest: str
    format: str
    width: int
    height: int
    files: dict[str, bytes]

    def keep(self) -> None:
        for name, body in self.files.items():
            store.keep(name, body)


def widths(width: int) -> list[int]:
    """The widths in which an image is kept: it is never made larger than it is."""
    return [each for each in WIDTHS if each < width] + [width]


def name_of(digest: str, width: int, ending: str) -> str:
    return f"{digest}-{width}.{ending}"


def prepare(sent: File) -> Prepared:
    """The image in every width. Raises ValidationError for what is no JPEG, PNG or WebP image, or too large."""
    if (sent.size or 0) > MEGABYTES * 1_000_000:
        words = _("This file is larger than %(limit)s MB.")
        raise ValidationError(words, "too_large", {"limit": numbers.number(MEGABYTES)})
    image = _read(sent.read())
    kept = Format.PNG if _is_drawing(image) else Format.JPEG
    image.thumbnail((WIDTHS[-1], TALLEST), Pillow.Resampling.LANCZOS)
    whole = _written(image, kept)
    digest = store.digest_of(whole)
    files = {}
    for width in widths(image.width):
        drawn = image if width == image.width else image.resize((width, _height(image, width)))
        files[name_of(digest, width, kept)] = whole if drawn is image else _written(drawn, kept)
        files[name_of(digest, width, "webp")] = _written(drawn, "webp", kept is Format.PNG)
    return Prepared(digest, kept, image.width, image.height, files)


def _height(image: Pillow.Image, width: int) -> int:
    return max(1, round(image.height * width / image.width))


def _read(body: bytes) -> Pillow.Image:
    """The picture that the bytes hold, upright, in RGB or RGBA."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            Pillow.open(io.BytesIO(body), formats=READ).verify()
            image = Pillow.open(io.BytesIO(body), formats=READ)  # `verify` leaves nothing to read from
            _look(image)
            return _bare(ImageOps.exif_transpose(image))
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except ValidationError:
        raise
    except Exception:  # whatever a broken file makes the decoder say
        words = _(
            "This file is not a JPEG, PNG or WebP image, or it is damaged. Other formats, SVG too, are not taken."
        )
        raise ValidationError(words, "no_image") from None


def _bare(image: Pillow.Image) -> Pillow.Image:
    """Its dots alone, in the colours of screens: what else it says, each way of writing it would write again."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    drawn = image.convert(mode)
    drawn.info = {}
    return drawn


def _look(image: Pillow.Image) -> None:
    """Refuses by the header alone, before anything is decoded."""
    if image.width * image.height > MEGAPIXELS * 1_000_000:
        raise _too_many_pixels()
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("This image moves. Send one that stands still."), "animated")


def _too_many_pixels() -> ValidationError:
    words = _("This image has more than %(limit)s million pixels. Make it smaller first.")
    return ValidationError(words, "too_many_pixels", {"limit": numbers.number(MEGAPIXELS)})


def _is_drawing(image: Pillow.Image) -> bool:
    """Whether PNG suits it: transparent, or of few colours."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        return True
    return image.getcolors(FEW_COLOURS) is not None


def _written(image: Pillow.Image, ending: str, is_exact: bool = False) -> bytes:
    out = io.BytesIO()
    if ending == Format.PNG:
        image.save(out, "PNG", optimize=True)
    elif ending == Format.JPEG:
        image.convert("RGB").save(out, "JPEG", quality=84, optimize=True, progressive=True)
    else:
        image.save(out, "WEBP", quality=82, method=4, lossless=is_exact)
    return out.getvalue()
