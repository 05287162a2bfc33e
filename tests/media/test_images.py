"""Photographs: what is kept, what is gone, what is refused."""

from io import BytesIO

import pytest
from PIL import Image

from stratcom.errors import DomainError
from stratcom.media.images import read_picture
from tests.media import files


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


def red(pixel):
    return pixel[0] > 150 and pixel[2] < 100


@pytest.fixture(autouse=True)
def in_context(whole_app):
    with whole_app.test_request_context("/en/"):
        yield


def test_two_widths_are_made_and_the_larger_tells_the_size():
    picture = read_picture(files.photograph((1600, 1200)))
    sizes = {width: opened(one).size for width, one in picture.versions.items()}
    assert sizes == {480: (480, 360), 1280: (1280, 960)}
    assert (picture.width, picture.height) == (1280, 960)
    assert {opened(one).format for one in picture.versions.values()} == {"WEBP"}


def test_small_photograph_is_not_enlarged():
    picture = read_picture(files.photograph((300, 200), form="PNG"))
    assert {width: opened(one).size for width, one in picture.versions.items()} == {480: (300, 200)}
    picture = read_picture(files.photograph((700, 500)))
    assert opened(picture.versions[1280]).size == (700, 500)
    assert (picture.width, picture.height) == (700, 500)


def test_place_and_author_are_gone():
    content = files.photograph(gps=True)
    assert opened(content).getexif().get_ifd(files.GPS)[1] == "N"
    for one in read_picture(content).versions.values():
        assert dict(opened(one).getexif()) == {}
        assert {"exif", "xmp", "icc_profile"}.isdisjoint(opened(one).info)
        assert b"EXIF" not in one
        assert b"Nino" not in one


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (480, 360), (10, 180)),
        (2, (480, 360), (470, 180)),
        (3, (480, 360), (470, 180)),
        (5, (480, 640), (240, 10)),
        (6, (480, 640), (240, 10)),
        (8, (480, 640), (240, 630)),
    ],
)
def test_photograph_is_turned_upright(orientation, size, red_at):
    picture = read_picture(files.photograph(orientation=orientation))
    small = opened(picture.versions[480])
    assert small.size == size
    assert red(small.getpixel(red_at))


def test_restless_photograph_is_still_light():
    picture = read_picture(files.photograph((3000, 2000), noise=True))
    assert len(picture.versions[480]) < 60_000
    calm = read_picture(files.photograph((3000, 2000)))
    assert len(calm.versions[480]) < 10_000


def test_transparency_is_kept():
    out = BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(read_picture(out.getvalue()).versions[480]).mode == "RGBA"


def test_what_hangs_behind_the_picture_is_dropped():
    content = files.photograph() + files.docx() + b"<script>alert(1)</script>"
    for one in read_picture(content).versions.values():
        assert b"script" not in one
        assert b"PK\x03\x04" not in one


def test_chimney_keeps_within_three_times_its_width():
    picture = read_picture(files.photograph((400, 20_000), form="PNG"))
    assert opened(picture.versions[480]).size == (29, 1440)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            "SVG drawings are not taken: they can hold programs. Save it as PNG.",
        ),
        (files.animation("WEBP"), "Moving pictures are not taken."),
        (files.animation("PNG"), "Moving pictures are not taken."),
        (files.animation("GIF"), "Photographs must be JPEG, PNG or WebP files."),
        (
            b"\0\0\0\x18ftypheic" + b"\0" * 50,
            "HEIC photographs are not taken. Save it as JPEG first.",
        ),
        (files.photograph()[:5000], "The photograph is damaged and cannot be opened."),
        (files.png_bomb(), "The photograph has more than 80 million pixels."),
        (files.png_bomb(9_200), "The photograph has more than 80 million pixels."),
        (b"MZ" + b"\0" * 500, "Photographs must be JPEG, PNG or WebP files."),
        (b"", "Photographs must be JPEG, PNG or WebP files."),
        (b"\xff\xd8" + b"\0" * 15 * 1024 * 1024, "The photograph is larger than 15 MB."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unfit_photograph_is_refused_with_the_reason(content, reason):
    with pytest.raises(DomainError) as refused:
        read_picture(content)
    assert refused.value.message == reason
