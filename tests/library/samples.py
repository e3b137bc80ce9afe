"""Files as people send them, good and bad; made on the spot."""

import io
import zlib
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from portal.library import imaging
from portal.library.models import Image
from portal.pages.models import Document

_numbers = count(1)


def picture(width=1200, height=800, ending="JPEG", **more):
    """The bytes of a photograph-like image: many colours."""
    if more.pop("is_flat", False):
        image = Pillow.new("RGB", (width, height), "#27618f")
    else:
        image = Pillow.merge("RGB", [Pillow.effect_noise((width, height), 60) for _ in range(3)])
    out = io.BytesIO()
    image.save(out, ending, **more)
    return out.getvalue()


def moving():
    frames = [Pillow.new("RGB", (40, 40), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def sent(body, name="sent.jpg"):
    return SimpleUploadedFile(name, body)


class Large:
    """A file that says how large it is, and that nobody may read."""

    def __init__(self, size):
        self.size = size


def pdf(inside=b"", head=b"%PDF-1.7\n"):
    return head + b"1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def packed(inside):
    """A PDF whose objects lie in a packed stream."""
    body = zlib.compress(inside)
    stream = b"2 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + stream + b"%%EOF\n"


def make_image(body=None, **overrides):
    """An image of the library, with its files."""
    n = next(_numbers)
    found = imaging.prepare(sent(body or picture()))
    found.keep()
    values = {
        "code": f"image-{n}",
        "status": "published",
        "name_fr": f"Image {n}",
        "name_en": f"Picture {n}",
        "alt_fr": f"Une chose {n}",
        "alt_en": f"A thing {n}",
        "credit": "Inserm",
        "licence": "open",
        "digest": found.digest,
        "format": found.format,
        "width": found.width,
        "height": found.height,
    }
    image = Image(**{**values, **overrides})
    image.full_clean(exclude=("name", "alt", "caption", "sort_key"))
    image.save()
    return image


def make_document(**overrides):
    n = next(_numbers)
    values = {
        "code": f"document-{n}",
        "status": "published",
        "language": "fr",
        "name_fr": f"Dépliant {n}",
        "name_en": f"Leaflet {n}",
    }
    return Document.objects.create(**{**values, **overrides})
