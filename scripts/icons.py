"""Write ``static/img/icon-180.png``, ``-192.png`` and ``-512.png``, the site's sign on the screen of a telephone.

Run by hand, only when ``static/img/icon.svg`` changes; the result is committed::

    python scripts/icons.py

The ground fills the square: a telephone cuts its own corners, and what is drawn keeps to the middle four fifths that none
of them cuts. 180 pixels are for iOS, 192 and 512 for the manifest.
"""

import struct
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (180, 192, 512)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from portal.core.pictures import raster

    sign = (ROOT / "static/img/icon.svg").read_text(encoding="utf-8").replace(' rx="6"', "")
    for size in SIZES:
        path = ROOT / f"static/img/icon-{size}.png"
        path.write_bytes(smaller(raster.png(sign, size)))
        print(path.relative_to(ROOT), path.stat().st_size)


def smaller(data: bytes) -> bytes:
    """The same PNG without transparency: a colour for each sixteenth of a channel, by its number in a palette."""
    width, height, rows = unpacked(data)
    coarse = [[tuple(value // 12 * 12 for value in row[at : at + 3]) for at in range(0, 4 * width, 4)] for row in rows]
    exact = {}
    for row, colours in zip(rows, coarse, strict=True):
        for at, colour in enumerate(colours):
            exact.setdefault(colour, bytes(row[4 * at : 4 * at + 3]))
    numbers = {colour: number for number, colour in enumerate(exact)}
    if len(numbers) > 256:
        raise SystemExit(f"{len(numbers)} colours: a palette has 256")
    lines = b"".join(b"\0" + bytes(numbers[colour] for colour in colours) for colours in coarse)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(exact.values())), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return data[:8] + b"".join(chunk(*part) for part in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def unpacked(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG of 8 bits with transparency, as the renderer writes it."""
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    raw, wide, rows = zlib.decompress(packed), 4 * width, []
    above = bytes(wide)
    for start in range(0, len(raw), wide + 1):
        row = bytearray(raw[start + 1 : start + 1 + wide])
        for x in range(wide):
            left, up, corner = (row[x - 4], above[x], above[x - 4]) if x >= 4 else (0, above[x], 0)
            row[x] = (row[x] + predicted(raw[start], left, up, corner)) & 255
        above = bytes(row)
        rows.append(above)
    return width, height, rows


def predicted(method: int, left: int, up: int, corner: int) -> int:
    """What a filter of PNG expects of a byte."""
    if method == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2)[method]


if __name__ == "__main__":
    main()
