"""Files made for tests: photographs, PDFs and office documents with things to hide."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

GPS = 0x8825
SECRET = "ნინო ბერიძე"


def photograph(size=(1600, 1200), *, form="JPEG", orientation=None, gps=False, noise=False):
    """Left half red, right half blue, or noise that packs badly."""
    if noise:
        image = Image.effect_noise(size, 120).convert("RGB")
    else:
        image = Image.new("RGB", size, (200, 20, 20))
        image.paste((20, 20, 200), (size[0] // 2, 0, *size))
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    if gps:
        exif[0x013B] = "Nino"
        exif.get_ifd(GPS).update({1: "N", 2: (41.0, 43.0, 21.0), 3: "E", 4: (44.0, 47.0, 33.0)})
    out = BytesIO()
    image.save(out, form, exif=exif.tobytes())
    return out.getvalue()


def animation(form="WEBP"):
    """Two frames."""
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def png_bomb(side=30_000):
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def pdf(*, password=None, script=False, attachment=False):
    """One page, with an author and XMP."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET, "/Title": "Secret title"})
    writer.xmp_metadata = XMP
    if script:
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(name): value for name, value in action.items()}
        )
    if attachment:
        writer.add_attachment("program.exe", b"MZ secret program")
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>HiddenPerson'
    b"</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>'
    f"{SECRET}</dc:creator><cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
)
BODY = f'<w:document xmlns:w="w"><w:ins w:author="{SECRET}" w:date="x">ოქმი</w:ins></w:document>'


def archive(parts):
    """A zip archive of those parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(more=None):
    """A small DOCX that names its author in several places, with more parts."""
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": BODY, "docProps/core.xml": CORE}
    return archive(parts | (more or {}))


def odt():
    """A small ODT with an author."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<office/>",
            "meta.xml": f"<meta><creator>{SECRET}</creator></meta>",
        }
    )


def parts_of(content):
    """The parts of an archive by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive_read:
        return {name: archive_read.read(name).decode() for name in archive_read.namelist()}
