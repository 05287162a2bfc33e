"""An empty document: A4, Sylfaen throughout, few styles, no trace of who or what made it."""

from datetime import UTC, date, datetime, time
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from stratcom.documents.cleaning import LOCALES, clean

FONT = "Sylfaen"  # the Georgian font that every Windows has
SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
INK, QUIET = RGBColor(0x07, 0x34, 0x55), RGBColor(0x56, 0x5E, 0x70)
LISTS = ("List Bullet", "List Number", "List Continue")
KEPT = {"Normal", "Title", "Subtitle", "Quote", "Table Grid", "Header", "Footer"}
KEPT |= {"Default Paragraph Font", "Normal Table", "No List"}
KEPT |= {f"Heading {level}" for level in range(1, 7)}
KEPT |= {name + more for name in LISTS for more in ("", " 2", " 3")}
# Sizes in points: for reading at a desk, and for one page in a speaker's hand.
SIZES: dict[str, float] = {
    "Normal": 11,
    "Heading 1": 18,
    "Heading 2": 14,
    "Heading 3": 12,
    "Subtitle": 9,
}
COMPACT = {"Normal": 9.5, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10, "Subtitle": 8}
# Parts of the library's own template that say where it came from, or that nobody needs.
_UNWANTED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/extended-properties")


def new_document(*, title: str, language: str, day: date, compact: bool = False) -> Any:
    """An empty document of that title; `day` stands in for the moments Word writes down."""
    document: Any = docx.Document()
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del part.rels[key]
    _describe(document, title, language, day)
    _set_page(document, compact)
    _set_styles(document, language, COMPACT if compact else SIZES)
    return document


def _describe(document: Any, title: str, language: str, day: date) -> None:
    about = document.core_properties
    moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    about.title, about.language = clean(title)[:250], LOCALES.get(language, language)
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = moment


def _set_page(document: Any, compact: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    margin = Mm(15 if compact else 22)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_styles(document: Any, language: str, sizes: dict[str, float]) -> None:
    for style in list(document.styles):
        if style.name not in KEPT:
            style.element.getparent().remove(style.element)
    root = document.styles.element
    for link in list(root.iter(qn("w:link"))):
        link.getparent().remove(link)
    for fonts in root.iter(qn("w:rFonts")):
        set_font(fonts)
    for tongue in root.iter(qn("w:lang")):
        for slot in ("val", "eastAsia"):
            tongue.set(qn(f"w:{slot}"), LOCALES.get(language, language))
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _set_style(style, sizes)
    tight = sizes is COMPACT
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(2 if tight else 6), 1.0 if tight else 1.15


def _set_style(style: Any, sizes: dict[str, float]) -> None:
    style.font.name = FONT
    set_font(style.element.rPr.rFonts)
    size = sizes.get(style.name)
    if size is not None:
        style.font.size = Pt(size)
    if style.name.startswith("Heading"):
        style.font.color.rgb, style.font.italic = INK, False
        before = 0 if style.name == "Heading 1" else sizes["Normal"] * 0.8
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(2)
    if style.name == "Subtitle":
        style.font.color.rgb, style.font.italic, style.font.bold = QUIET, False, False
    if style.name == "Quote":
        style.paragraph_format.left_indent = Mm(8)


def set_font(fonts: Any) -> None:
    """Let every slot of a w:rFonts name the Georgian font, whatever the theme says."""
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot in SLOTS:
        fonts.set(qn(f"w:{slot}"), FONT)
