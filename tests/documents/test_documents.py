"""Documents as Word opens them: read back with python-docx and as XML."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from stratcom.documents.cleaning import clean, locale_of, web_address
from stratcom.documents.markdown import write_markdown
from stratcom.documents.paper import Paper

DAY = date(2026, 11, 23)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(paper):
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def opened(paper):
    return docx.Document(io.BytesIO(written(paper)))


def paper(language="ka", **more):
    return Paper(title="გზავნილი", language=language, day=DAY, **more)


def locales(paragraph):
    return [one.get(qn("w:val")) for one in paragraph._p.iter(qn("w:lang"))]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ufffe", "\uffff", "\ud800", "\x1b"])
def test_what_xml_refuses_is_left_out(sign):
    sheet = paper()
    sheet.heading(f"სა{sign}თაური", 1)
    sheet.paragraph(f"ტექს{sign}ტი")
    sheet.table([f"თა{sign}ვი"], [[f"უჯ{sign}რა"]])
    write_markdown(sheet, f"- პუნ{sign}ქტი [ბმული](https://ec.europa.eu/{sign}x)")
    found = opened(sheet)
    texts = [one.text for one in found.paragraphs]
    assert texts[:2] == ["სათაური", "ტექსტი"]
    assert texts[3] == "პუნქტი ბმული"
    assert [cell.text for row in found.tables[0].rows for cell in row.cells] == ["თავი", "უჯრა"]


def test_line_ends_and_emoji_stay():
    assert clean("ერთი\r\nორი\rსამი\tოთხი 🇬🇪") == "ერთი\nორი\nსამი\tოთხი 🇬🇪"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://ec.europa.eu/x?y=1", "https://ec.europa.eu/x?y=1"),
        (" http://mfa.gov.ge ", "http://mfa.gov.ge"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@b.ge", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("https://a b.ge", ""),
        ("https://a.ge/" + "x" * 2_000, ""),
        ("\\\\server\\share", ""),
    ],
)
def test_links_lead_to_the_web_alone(address, target):
    assert web_address(address) == target


def test_languages_follow_the_letters():
    assert locale_of("ევროკავშირი EU", "en") == "ka-GE"
    assert locale_of("European Union", "ka") == "en-GB"
    assert locale_of("2026 – 14:05", "ka") == "ka-GE"
    assert locale_of("Եվրոպա", "hy") == "hy-AM"
    sheet = paper("en")
    sheet.paragraph("Text").text(" ტექსტი")
    sheet.paragraph("Europa", language="de")
    first, second = opened(sheet).paragraphs
    assert locales(first) == ["en-GB", "ka-GE"]
    assert locales(second) == ["de-DE"]


def test_every_font_is_georgian_and_the_page_is_a4():
    sheet = paper()
    sheet.heading("სათაური", 1)
    found = opened(sheet)
    fonts = {
        name: value
        for one in found.styles.element.iter(qn("w:rFonts"))
        for name, value in one.attrib.items()
    }
    assert fonts == {f"{W}{slot}": "Sylfaen" for slot in ("ascii", "hAnsi", "cs", "eastAsia")}
    default = found.styles.element.find(f"{W}docDefaults").find(f".//{W}lang")
    assert default.get(qn("w:val")) == "ka-GE"
    section = found.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_nothing_tells_who_made_it_and_the_bytes_are_the_same():
    def made():
        sheet = paper()
        write_markdown(sheet, "1. ერთი\n2. ორი\n\n[ბმული](https://mfa.gov.ge)")
        return written(sheet)

    assert made() == made()
    about = docx.Document(io.BytesIO(made())).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert (about.title, about.language) == ("გზავნილი", "ka-GE")
    assert about.created.date() == DAY
    with zipfile.ZipFile(io.BytesIO(made())) as packed:
        names = packed.namelist()
        whole = b"".join(packed.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert "docProps/app.xml" not in names
    assert b"python-docx" not in whole
    assert b"Macintosh" not in whole
    assert len(made()) < 20_000


def test_markdown_becomes_styles():
    sheet = paper()
    text = """# სათაური

აბზაცი **სქელი** და *დახრილი* და ~~წაშლილი~~ [ბმული](https://ec.europa.eu/) [ცუდი](javascript:x)

- ერთი
  - ერთის ერთი

  გაგრძელება
- ორი

3. მესამე
4. მეოთხე

> ციტატა

| ა | ბ |
|---|---|
| 1 | **2** |

<script>alert(1)</script>

![სურათი](https://evil.example/x.png)
"""
    write_markdown(sheet, text, below=2)
    found = opened(sheet)
    said = [(one.style.name, one.text) for one in found.paragraphs if one.text]
    assert said[:8] == [
        ("Heading 3", "სათაური"),
        ("Normal", "აბზაცი სქელი და დახრილი და წაშლილი ბმული [ცუდი](javascript:x)"),
        ("List Bullet", "ერთი"),
        ("List Bullet 2", "ერთის ერთი"),
        ("List Continue", "გაგრძელება"),
        ("List Bullet", "ორი"),
        ("List Number", "მესამე"),
        ("List Number", "მეოთხე"),
    ]
    assert said[8] == ("Quote", "ციტატა")
    assert said[9] == ("Normal", "<script>alert(1)</script>")
    runs = {run.text: run for run in found.paragraphs[1].runs}
    assert runs["სქელი"].bold
    assert runs["დახრილი"].italic
    assert runs["წაშლილი"].font.strike
    assert [one.address for one in found.paragraphs[1].hyperlinks] == ["https://ec.europa.eu/"]
    assert [cell.text for row in found.tables[0].rows for cell in row.cells] == ["ა", "ბ", "1", "2"]
    # Nothing is fetched: the picture became a link.
    assert not list(
        found.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    )


def test_each_numbered_list_begins_where_it_says():
    sheet = paper()
    write_markdown(sheet, "1. ა\n2. ბ\n\nშუა\n\n5. გ\n")
    found = opened(sheet)
    numbers = [
        one._p.pPr.numPr.numId.val for one in found.paragraphs if one.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = {
        num.numId: num.find(f".//{W}startOverride").get(qn("w:val"))
        for num in found.part.numbering_part.element.num_lst
        if num.find(f".//{W}startOverride") is not None
    }
    assert (starts[numbers[0]], starts[numbers[2]]) == ("1", "5")


def test_the_xml_keeps_the_order_that_word_asks_for():
    sheet = paper()
    sheet.paragraph("ტექსტი").text("სქელი", bold=True, struck=True).link("ბ", "https://mfa.gov.ge")
    with zipfile.ZipFile(io.BytesIO(written(sheet))) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
    for properties in body.iter(f"{W}rPr"):
        order = [etree.QName(one).localname for one in properties]
        known = ["rStyle", "rFonts", "b", "i", "strike", "color", "u", "lang"]
        assert order == [name for name in known if name in order]
