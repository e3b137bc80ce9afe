"""What is taken as an image, by its content, and what is kept of it."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from portal.library import imaging
from tests.library.samples import Large, moving, picture, sent


def opened(prepared, width, ending):
    return Pillow.open(io.BytesIO(prepared.files[imaging.name_of(prepared.digest, width, ending)]))


def test_a_photograph_is_kept_in_its_widths_as_webp_and_jpeg():
    found = imaging.prepare(sent(picture(2400, 1600)))
    assert (found.format, found.width, found.height) == ("jpg", 1600, 1067)
    assert sorted(name.partition("-")[2] for name in found.files) == sorted(
        f"{width}.{ending}" for width in (480, 960, 1600) for ending in ("jpg", "webp")
    )
    assert [opened(found, width, "webp").size for width in (480, 960)] == [(480, 320), (960, 640)]


def test_a_small_image_is_made_no_larger():
    found = imaging.prepare(sent(picture(300, 200)))
    assert sorted(name.partition("-")[2] for name in found.files) == ["300.jpg", "300.webp"]


@pytest.mark.parametrize("ending", ["JPEG", "PNG", "WEBP"])
def test_three_formats_are_taken_whatever_the_file_is_called(ending):
    assert imaging.prepare(sent(picture(200, 100, ending), "leaflet.pdf")).width == 200


def test_a_drawing_stays_a_png():
    assert imaging.prepare(sent(picture(ending="PNG", is_flat=True))).format == "png"


def test_what_is_transparent_stays_so():
    out = io.BytesIO()
    Pillow.new("RGBA", (60, 40), (200, 0, 0, 90)).save(out, "PNG")
    found = imaging.prepare(sent(out.getvalue()))
    assert (found.format, opened(found, 60, "png").mode, opened(found, 60, "webp").mode) == ("png", "RGBA", "RGBA")


def test_nothing_is_kept_of_where_and_with_what_it_was_taken():
    exif = Pillow.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    found = imaging.prepare(sent(picture(exif=exif.tobytes(), comment=b"a secret")))
    assert all(
        b"A camera" not in body and b"a secret" not in body and b"Exif" not in body for body in found.files.values()
    )
    assert not any(dict(Pillow.open(io.BytesIO(body)).getexif()) for body in found.files.values())


def test_an_image_that_lies_on_its_side_stands_up():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    found = imaging.prepare(sent(picture(300, 200, exif=exif.tobytes())))
    assert (found.width, found.height) == (200, 300)


def test_the_same_file_has_the_same_name():
    body = picture(100, 100)
    assert imaging.prepare(sent(body)).digest == imaging.prepare(sent(body)).digest


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "body",
    [SVG, b"", b"GIF89a" + b"\0" * 40, b"<html>", b"\xff\xd8\xff\xe0 no more", picture(400, 300)[:3000], b"MZ\x90\0"],
    ids=["svg", "nothing", "gif", "html", "a header alone", "half a file", "a program"],
)
def test_anything_else_is_refused(body):
    with pytest.raises(ValidationError) as error:
        imaging.prepare(sent(body))
    assert error.value.code == "no_image"


def test_a_picture_that_moves_is_refused():
    with pytest.raises(ValidationError) as error:
        imaging.prepare(sent(moving()))
    assert error.value.code == "animated"


def bomb(width, height):
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 6000), (60_000, 60_000)])
def test_one_that_would_fill_the_memory_is_refused_by_its_header(size):
    with pytest.raises(ValidationError) as error:
        imaging.prepare(sent(bomb(*size)))
    assert error.value.code == "too_many_pixels"


def test_a_file_that_is_too_large_is_not_even_read():
    with pytest.raises(ValidationError) as error:
        imaging.prepare(Large(10_000_001))
    assert error.value.code == "too_large"
