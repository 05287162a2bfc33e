"""What documents say, and that none of them can do more than say it."""

import subprocess
import time
import zipfile
from io import BytesIO

import pytest

from stratcom.media import texts
from stratcom.media.texts import MOST_LETTERS, __main__, read_text
from stratcom.media.texts.pdf import read_pdf
from tests.media import files, papers
from tests.media.files import archive


def test_paragraphs_of_word_documents_and_old_fonts():
    made = papers.word(
        [
            "შეხვედრის ოქმი",
            [("saqar", "AcadNusx"), ("Tvelo", "AcadNusx"), (" NATO ", "Arial"), ("old", "Arial")],
        ]
    )
    assert read_text(made, "docx") == "შეხვედრის ოქმი\nსაქართველო NATO old"


def test_the_font_of_a_word_may_come_from_its_styles():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Old"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Old"/>'
        '<w:rPr><w:rFonts w:ascii="AcadNusx"/></w:rPr></w:style>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Old"/></w:pPr><w:r><w:t>kulturis saxli</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t xml:space="preserve"> hall</w:t></w:r>'
        "</w:p><w:p><w:r><w:t>plain</w:t></w:r></w:p>"
    )
    assert read_text(papers.raw_word(body, styles), "docx") == "კულტურის სახლი hall\nplain"


def test_what_a_word_document_does_not_show_is_not_read():
    body = (
        "<w:p><w:r><w:t>დარჩა</w:t></w:r>"
        "<w:del><w:r><w:delText>წაშლილი</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>გადატანილი</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>დამალული</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
    )
    assert read_text(papers.raw_word(body), "docx") == "დარჩა"


def test_words_of_workbooks_without_numbers_and_hidden_sheets():
    rows = {"გეგმა": [["ღონისძიება", 12, None], ["ვიქტორინა", 3.5, "=A1"]]}
    assert read_text(papers.workbook(rows), "xlsx") == "გეგმა\nღონისძიება\nვიქტორინა"
    old = papers.workbook({"Sheet": [["seminari studentebisTvis"]]}, font="AcadNusx")
    assert read_text(old, "xlsx") == "Sheet\nსემინარი სტუდენტებისთვის"


def test_pages_of_a_pdf_and_its_old_fonts():
    assert read_text(papers.printed(["მემორანდუმი", "მეორე გვერდი"]), "pdf") == (
        "მემორანდუმი\nმეორე გვერდი"
    )
    assert read_text(papers.printed(["sakrebulo"], font="AcadNusx"), "pdf") == "საკრებულო"


def test_a_pdf_is_read_from_its_first_pages_alone(monkeypatch):
    monkeypatch.setattr("stratcom.media.texts.pdf.MOST_PAGES", 2)
    assert list(read_pdf(papers.printed(["ერთი", "ორი", "სამი"]))) == ["ერთი", "ორი"]


def test_slides_and_open_documents_are_read_in_order():
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r>{}<a:t>{}</a:t></a:r></a:p></p:sld>'
    old = '<a:rPr><a:latin typeface="AcadNusx"/></a:rPr>'
    parts = {f"ppt/slides/slide{n}.xml": slide.format("", f"სლაიდი {n}") for n in (2, 10, 1)}
    parts["ppt/slides/slide11.xml"] = slide.format(old, "bolo")
    assert read_text(archive(parts), "pptx") == "სლაიდი 1\nსლაიდი 2\nსლაიდი 10\nბოლო"
    content = '<o xmlns:t="t"><t:h>სათაური</t:h><t:p>ერთი <t:span>ორი</t:span> სამი</t:p></o>'
    assert read_text(archive({"content.xml": content}), "odt") == "სათაური\nერთი ორი სამი"


def test_plain_text_is_itself():
    assert read_text("სია;\t რაოდენობა\x00".encode(), "csv") == "სია; რაოდენობა "
    assert read_text("ა".encode()[:2], "txt") == "�"
    assert read_text(b"anything", "webp") == ""


def test_never_more_than_so_many_letters():
    assert len(read_text(("ა" * (MOST_LETTERS + 10)).encode(), "txt")) == MOST_LETTERS
    assert len(read_text(papers.word(["აბგ " * 60_000]), "docx")) == MOST_LETTERS


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<w:p {}><w:r><w:t>&b;</w:t></w:r></w:p>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    "<w:p {}><w:r><w:t>&a;</w:t></w:r></w:p>"
)


def _swollen() -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b" " * (1 << 20))
    return out.getvalue()


BROKEN = {
    "nothing": b"",
    "no archive": b"PK\x03\x04 and then nothing",
    "half": papers.word(["ტექსტი"])[:900],
    "entities": archive({"word/document.xml": ENTITIES.format(papers.NAMESPACES)}),
    "outside": archive({"word/document.xml": OUTSIDE.format(papers.NAMESPACES)}),
    "swollen": _swollen(),
    "deep": archive({"word/document.xml": "<w>" * 100_000}),
    "no words": archive({"other.xml": "<a/>"}),
    "half a pdf": papers.printed(["ტექსტი"])[:300],
    "circle": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n"
    b"trailer<</Root 1 0 R>>",
    "password": papers.printed(["საიდუმლო"], password="გასაღები"),
    "script": files.pdf(script=True),
}


@pytest.mark.parametrize("name", sorted(set(BROKEN) - {"swollen"}))
def test_what_cannot_be_read_says_nothing(name):
    for extension in __main__.MODULES:
        assert __main__.gathered(__main__.reader(extension)(BROKEN[name])) == "", extension


def test_what_swells_beyond_measure_is_stopped():
    begun = time.monotonic()
    for extension in ("docx", "xlsx"):
        assert read_text(BROKEN["swollen"], extension) == ""
    assert time.monotonic() - begun < 3 * texts.PATIENCE


def test_what_was_read_before_a_document_breaks_is_kept():
    body = "<w:p><w:r><w:t>თავი</w:t></w:r></w:p><w:p><broken"
    assert read_text(papers.raw_word(body), "docx") == "თავი"


def test_reading_ends_in_time(monkeypatch):
    def slow():
        yield "პირველი"
        time.sleep(0.05)
        yield "მეორე"
        yield "მესამე"

    monkeypatch.setattr(__main__, "SECONDS", 0.01)
    assert __main__.gathered(slow()) == "პირველი\nმეორე"


def test_a_process_that_hangs_is_ended(monkeypatch):
    def hang(command, **options):
        assert options["timeout"] == texts.PATIENCE
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(texts.subprocess, "run", hang)
    assert read_text(b"%PDF-", "pdf") == ""


def test_the_process_is_told_no_secrets(monkeypatch):
    seen = {}

    def look(command, **options):
        seen.update(options["env"])
        raise OSError

    monkeypatch.setenv("STRATCOM_SECRET", "საიდუმლო")
    monkeypatch.setattr(texts.subprocess, "run", look)
    # It may be tried again.
    assert read_text(b"%PDF-", "pdf") is None
    assert not [name for name in seen if name.startswith("STRATCOM")]
