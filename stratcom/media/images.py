"""Photographs: decoded, turned upright, stripped of everything but the picture, made small."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import NamedTuple

import filetype
from flask_babel import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from stratcom.errors import DomainError

LARGEST_BYTES = 15 * 1024 * 1024
LARGEST_PIXELS = 80_000_000
# Width of each version with the size in bytes that its quality is lowered for.
VERSIONS = {480: 40_000, 1280: 250_000}
# A scroll or a chimney keeps to this height, as a multiple of the width.
TALLEST = 3
QUALITIES = (80, 70, 60, 50, 40, 30, 20)
MEDIA_TYPE = "image/webp"
FORMATS = ("JPEG", "PNG", "WEBP")
# What the decoders raise over broken files.
BROKEN = (OSError, ValueError, SyntaxError, TypeError, IndexError, OverflowError, struct.error)
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Picture(NamedTuple):
    """A photograph ready to be kept: the size of its largest version, and all by width."""

    width: int
    height: int
    versions: dict[int, bytes]


def is_picture(content: bytes) -> bool:
    """True when the content begins like an image, whatever its name says."""
    return filetype.image_match(content) is not None or _is_svg(content)


def read_picture(content: bytes) -> Picture:
    """Decode a photograph and make its versions; raise DomainError with the reason otherwise."""
    _refuse_other_kinds(content)
    with _readable(content) as source:
        # Phones add a second picture to a JPEG (MPO); the first is the photograph.
        if getattr(source, "is_animated", False) and source.format != "MPO":
            raise DomainError(_("Moving pictures are not taken."))
        if source.width * source.height > LARGEST_PIXELS:
            raise DomainError(_too_many_pixels())
        # JPEG can be decoded at a fraction of its size: a phone's 50 megapixels fit in memory.
        source.draft(None, (2 * max(VERSIONS), 2 * max(VERSIONS)))
        source.load()
        image = _plain(_upright(source))
    versions = {width: _version(image, width) for width in VERSIONS}
    widest = max(VERSIONS)
    shown = _fitting(image, widest)
    if shown[0] <= min(VERSIONS):
        del versions[widest]
    return Picture(*shown, versions)


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > LARGEST_BYTES:
        raise DomainError(_("The photograph is larger than %(limit)s MB.", limit=15))
    if _is_svg(content):
        raise DomainError(_("SVG drawings are not taken: they can hold programs. Save it as PNG."))
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise DomainError(_("HEIC photographs are not taken. Save it as JPEG first."))


def _is_svg(content: bytes) -> bool:
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<") and b"<svg" in head


def _too_many_pixels() -> str:
    limit = LARGEST_PIXELS // 1_000_000
    return str(_("The photograph has more than %(limit)s million pixels.", limit=limit))


@contextmanager
def _readable(content: bytes) -> Iterator[Image.Image]:
    """Open with Pillow; whatever it trips over becomes a reason for the reader."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DomainError(_too_many_pixels()) from None
    except UnidentifiedImageError:
        raise DomainError(_("Photographs must be JPEG, PNG or WebP files.")) from None
    except BROKEN:
        raise DomainError(_("The photograph is damaged and cannot be opened.")) from None


def _upright(image: Image.Image) -> Image.Image:
    turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
    return image.transpose(turn) if turn is not None else image


def _plain(image: Image.Image) -> Image.Image:
    """The picture alone: sRGB, and nothing of what the camera wrote beside it."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            image = converted or image
    see_through = "A" in image.getbands() or "transparency" in image.info
    plain = image.convert("RGBA" if see_through else "RGB")
    plain.info.clear()
    return plain


def _fitting(image: Image.Image, width: int) -> tuple[int, int]:
    scale = min(1, width / image.width, width * TALLEST / image.height)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _version(image: Image.Image, width: int) -> bytes:
    small = image.resize(_fitting(image, width), Image.Resampling.LANCZOS, reducing_gap=3.0)
    content = b""
    for quality in QUALITIES:
        out = BytesIO()
        small.save(out, "WEBP", quality=quality, method=4)
        content = out.getvalue()
        if len(content) <= VERSIONS[width]:
            break
    return content
