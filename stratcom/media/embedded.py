"""Pictures inside documents: metadata cut out without decoding, so that no page changes."""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
FILL = b"\xff\xff"
ORIENTATION = 0x0112
# APP1 holds Exif and XMP, APP13 the captions of news agencies, COM remarks.
TELLING_MARKERS = frozenset({0xE1, 0xED, 0xFE})
START_OF_SCAN = 0xDA
TELLING_CHUNKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def without_metadata(content: bytes) -> bytes:
    """The same JPEG or PNG without place, time and author; anything else as it is."""
    try:
        if content.startswith(JPEG):
            return JPEG + _kept_orientation(content) + b"".join(_kept_segments(content))
        if content.startswith(PNG):
            return PNG + b"".join(_kept_chunks(content))
    except (struct.error, IndexError, ValueError, OSError, SyntaxError):
        # Not as the format has it: nothing can be cut out safely, and the document stays whole.
        return content
    return content


def _kept_orientation(content: bytes) -> bytes:
    """An Exif segment that says which way is up and nothing else; empty when it is plain."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as image:
        turned = image.getexif().get(ORIENTATION, 1)
    if turned not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    body = exif.tobytes()
    return struct.pack(">BBH", 0xFF, 0xE1, len(body) + 2) + body


def _kept_segments(content: bytes) -> Iterator[bytes]:
    at = len(JPEG)
    while True:
        while content[at : at + 2] == FILL:
            at += 1
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF:
            raise ValueError(at)
        if kind == START_OF_SCAN:
            yield content[at:]
            return
        if kind not in TELLING_MARKERS:
            yield content[at : at + 2 + length]
        at += 2 + length


def _kept_chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind not in TELLING_CHUNKS:
            yield content[at : at + 12 + length]
        at += 12 + length
        if kind == b"IEND":
            return
