"""Word documents as staff write them: structure, languages, facts, old fonts, tracked changes."""

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from stratcom.drafting.enums import PartKind
from stratcom.messages.importing.blocks import Role
from stratcom.messages.importing.facts import find_day, read_fact
from stratcom.messages.importing.houses import make_houses
from stratcom.messages.importing.notes import Note
from stratcom.messages.importing.reading import read_docx
from stratcom.messages.importing.signs import Sign, read_sign, split_label
from tests.messages import attacks
from tests.messages.import_sample import GEORGIAN, add_table, saved, written


@pytest.fixture(autouse=True)
def in_context(whole_app):
    with whole_app.test_request_context("/en/"):
        yield


def roles(content):
    """(role, text) of what is not left out."""
    found = read_docx(content, "a.docx").blocks
    return [(one.role, one.text) for one in found if one.role is not Role.NOTHING]


def houses(content):
    return make_houses(read_docx(content, "a.docx").blocks)


def texts(house, kind, language="ka"):
    return [one.text(language) for one in house.parts if one.kind is kind]


def test_a_whole_house_is_read():
    (house,) = houses(written(GEORGIAN))
    assert [one.kind.value for one in house.parts] == [
        "title", "umbrella", "body", "pillar", "body", "proof", "pillar", "proof", "proof",
        "question", "answer", "avoid", "say", "variant",
    ]  # fmt: skip
    assert texts(house, PartKind.TITLE) == ["უვიზო მიმოსვლა ევროკავშირთან"]
    assert texts(house, PartKind.PILLAR) == ["თავისუფლება", "პასუხისმგებლობა"]
    assert texts(house, PartKind.BODY) == ["გრძელი ტექსტი.", "გზა ღიაა ყველასთვის."]
    assert texts(house, PartKind.ANSWER) == ["ბიომეტრიული პასპორტი.\n\n- დაზღვევა\n- თანხა"]
    assert texts(house, PartKind.SAY) == ["საოკუპაციო ხაზი"]
    proofs = [one for one in house.parts if one.kind is PartKind.PROOF]
    assert [dict(one.facts) for one in proofs] == [
        {"source": "ევროკომისია", "day": "2017-03-28", "url": "https://ec.europa.eu/visa",
         "until": "2030-01-01"},
        {},
        {"source": "საქსტატი", "day": "2025-05-12"},
    ]  # fmt: skip
    pillars = [one.uid for one in house.parts if one.kind is PartKind.PILLAR]
    assert [one.parent for one in proofs] == [*pillars, ""]


def test_several_titles_are_several_messages():
    rows = [("Heading 1", "პირველი"), ("Normal", "ერთი."), ("Heading 1", "მეორე"),
            ("Normal", "ორი.")]  # fmt: skip
    found = houses(written(rows))
    assert [one.title("ka") for one in found] == ["პირველი", "მეორე"]
    assert [texts(one, PartKind.UMBRELLA) for one in found] == [["ერთი."], ["ორი."]]


def test_cover_over_several_messages_is_left_out():
    rows = [("Title", "გზავნილები 2026"), ("Heading 1", "პირველი"), ("Heading 2", "საყრდენები"),
            ("Normal", "ა"), ("Heading 1", "მეორე"), ("Heading 2", "ფაქტები")]  # fmt: skip
    assert [one.title("ka") for one in houses(written(rows))] == ["პირველი", "მეორე"]


def test_document_without_styles_goes_by_bold_lines():
    document = Document()
    for text, bold in (
        ("ევროპული არჩევანი", True), ("მთავარი გზავნილი", True), ("ჩვენ ევროპა ვართ.", False),
        ("არგუმენტები", True), ("• ვიზა", False), ("• ვაჭრობა", False),
        ("კითხვები და პასუხები", True), ("კ: როდის?", False), ("პ: მალე.", False),
    ):  # fmt: skip
        document.add_paragraph().add_run(text).bold = bold
    content = saved(document)
    assert roles(content) == [
        (Role.TITLE, "ევროპული არჩევანი"), (Role.UMBRELLA, "ჩვენ ევროპა ვართ."),
        (Role.PILLAR, "ვიზა"), (Role.PILLAR, "ვაჭრობა"), (Role.QUESTION, "როდის?"),
        (Role.ANSWER, "მალე."),
    ]  # fmt: skip
    assert Note.GUESSED in read_docx(content, "a.docx").notes


def test_english_document_with_labels():
    rows = [
        ("Heading 1", "Visa-free travel"), ("Normal", "Key message: Georgians travel freely."),
        ("Heading 2", "Supporting messages"), ("Heading 3", "Pillar 1: Freedom"),
        ("Heading 4", "Proof points"),
        ("List Bullet", "In force. Source: European Commission, 28 March 2017"),
        ("Heading 2", "Q&A"), ("Normal", "Q1. Who may travel?"), ("Normal", "A: Citizens."),
        ("Heading 2", "Instead of this, say this"), ("Normal", "border → occupation line"),
    ]  # fmt: skip
    (house,) = houses(written(rows))
    assert house.source == "en"
    assert texts(house, PartKind.UMBRELLA, "en") == ["Georgians travel freely."]
    assert texts(house, PartKind.PILLAR, "en") == ["Freedom"]
    assert texts(house, PartKind.PROOF, "en") == ["In force"]
    assert texts(house, PartKind.QUESTION, "en") == ["Who may travel?"]
    assert texts(house, PartKind.AVOID, "en") == ["border"]
    assert texts(house, PartKind.SAY, "en") == ["occupation line"]


SIDES = [
    ("უვიზო მიმოსვლა", "Visa-free travel"), ("მთავარი გზავნილი", "Key message"),
    ("გზა ღიაა.", "The way is open."), ("საყრდენები", "Pillars"), ("ერთი აზრი", "One thought"),
    ("მეორე აზრი", "Another thought"),
]  # fmt: skip


def check_pairs(house):
    said = [(one.kind, one.text("ka"), one.text("en")) for one in house.parts]
    assert said == [
        (PartKind.TITLE, "უვიზო მიმოსვლა", "Visa-free travel"),
        (PartKind.UMBRELLA, "გზა ღიაა.", "The way is open."),
        (PartKind.PILLAR, "ერთი აზრი", "One thought"),
        (PartKind.PILLAR, "მეორე აზრი", "Another thought"),
    ]


@pytest.mark.parametrize("head", [[], [("ქართული", "English")]])
def test_two_languages_in_two_columns(head):
    document = Document()
    document.add_paragraph(SIDES[0][0], style="Heading 1")
    document.add_paragraph(SIDES[0][1], style="Heading 1")
    add_table(document, [*head, *SIDES[1:]])
    (house,) = houses(saved(document))
    check_pairs(house)


def test_two_languages_in_turn():
    styles = ["Heading 1", "Heading 2", "Normal", "Heading 2", "Heading 3", "Heading 3"]
    rows = [(style, text) for style, pair in zip(styles, SIDES, strict=True) for text in pair]
    (house,) = houses(written(rows))
    check_pairs(house)


def test_two_languages_one_after_the_other():
    styles = ["Heading 1", "Heading 2", "Normal", "Heading 2", "Heading 3", "Heading 3"]
    rows = [
        (style, pair[side]) for side in (0, 1) for style, pair in zip(styles, SIDES, strict=True)
    ]
    (house,) = houses(written(rows))
    check_pairs(house)


def test_where_the_numbers_differ_nothing_is_guessed():
    rows = [("Heading 1", "სათაურია"), ("Heading 2", "საყრდენები"), ("Heading 3", "ერთი"),
            ("Heading 3", "ორი"), ("Heading 3", "Only one")]  # fmt: skip
    (house,) = houses(written(rows))
    assert house.unmatched == [PartKind.PILLAR]
    pillars = [one.texts for one in house.parts if one.kind is PartKind.PILLAR]
    assert pillars == [{"ka": "ერთი"}, {"ka": "ორი"}, {"en": "Only one"}]


def test_labels_beside_texts_in_a_table():
    document = Document()
    add_table(document, [
        ("სათაური", "უვიზო მიმოსვლა"), ("მთავარი გზავნილი", "გზა ღიაა."),
        ("არგუმენტები", "თავისუფლება"), ("კითხვა", "როდის?"), ("პასუხი", "ახლა."),
    ])  # fmt: skip
    assert roles(saved(document)) == [
        (Role.TITLE, "უვიზო მიმოსვლა"), (Role.UMBRELLA, "გზა ღიაა."), (Role.PILLAR, "თავისუფლება"),
        (Role.QUESTION, "როდის?"), (Role.ANSWER, "ახლა."),
    ]  # fmt: skip


def test_facts_in_a_table():
    rows = [("Heading 1", "ვაჭრობა"), ("Heading 2", "ფაქტები"),
            [("ფაქტი", "წყარო", "თარიღი", "ბმული"),
             ("ექსპორტი გაიზარდა", "საქსტატი", "2025 წლის 1 მარტი",
              "https://geostat.ge/x")]]  # fmt: skip
    (house,) = houses(written(rows))
    (proof,) = [one for one in house.parts if one.kind is PartKind.PROOF]
    assert proof.text("ka") == "ექსპორტი გაიზარდა"
    assert proof.facts == {"source": "საქსტატი", "url": "https://geostat.ge/x", "day": "2025-03-01"}


def test_other_tables_become_markdown():
    rows = [("Heading 1", "ვაჭრობა"), ("Heading 2", "ტექსტი"),
            [("წელი", "ექსპორტი", "ზრდა"), ("2024", "5 | 6", "2%"),
             ("2025", "7", "3%")]]  # fmt: skip
    (house,) = houses(written(rows))
    assert texts(house, PartKind.BODY) == [
        "| წელი | ექსპორტი | ზრდა |\n| --- | --- | --- |\n"
        "| 2024 | 5 \\| 6 | 2% |\n| 2025 | 7 | 3% |"
    ]


def test_emphasis_links_and_lists_become_markdown():
    document = Document()
    document.add_paragraph("სათაურია", style="Heading 1")
    document.add_paragraph("ტექსტი", style="Heading 2")
    line = document.add_paragraph("აქ ")
    line.add_run("მუქი ").bold = True
    line.add_run("დახრილი").italic = True
    line.add_run(" და 2 * 3 < 7_")
    target = line.part.relate_to(
        "https://x.ge/a_(b)", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    link.append(line.add_run(" [ბმული]")._r)
    line._p.append(link)
    document.add_paragraph("ერთი", style="List Number")
    document.add_paragraph("ქვე", style="List Bullet 2")
    (house,) = houses(saved(document))
    assert texts(house, PartKind.BODY) == [
        "აქ **მუქი** *დახრილი* და 2 \\* 3 \\< 7\\_ [\\[ბმული\\]](https://x.ge/a_%28b%29)\n\n"
        "1. ერთი\n\n   - ქვე"
    ]


def test_old_fonts_become_unicode_by_run_and_by_style():
    document = Document()
    document.add_paragraph("სათაურია", style="Heading 1")
    line = document.add_paragraph("NATO და ")
    line.add_run("saq").font.name = "AcadNusx"
    line.add_run("arTvelo").font.name = "AcadNusx"
    style = document.styles.add_style("ძველი", 1)
    style.font.name, style.font.size = "LitNusx", Pt(11)
    document.add_paragraph("evropa", style=style)
    content = saved(document)
    assert [text for _role, text in roles(content)] == ["სათაურია", "NATO და საქართველო", "ევროპა"]
    assert read_docx(content, "a.docx").notes == [Note.LEGACY]


def test_tracked_changes_comments_and_hidden_text():
    body = attacks.paragraph("სათაურია") + (
        "<w:p><w:r><w:t>იყო </w:t></w:r><w:del><w:r><w:delText>ძველი</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>ახალი</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>საიდუმლო</w:t></w:r><w:r><w:commentReference w:id='1'/></w:r></w:p>"
    )
    outcome = read_docx(attacks.docx(body), "a.docx")
    assert outcome.blocks[1].text == "იყო ახალი"
    assert outcome.notes == [Note.CHANGES, Note.COMMENTS, Note.HIDDEN]


def test_footnotes_are_sources_and_text_boxes_are_read():
    box = attacks.paragraph("ყუთის ტექსტი")
    body = (
        attacks.paragraph("სათაურია", "Heading1") + attacks.paragraph("ფაქტები:")
        + "<w:p><w:r><w:t>ექსპორტი გაიზარდა.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
        + f"<w:p><w:r><w:pict><v xmlns='urn:x'><w:txbxContent>{box}</w:txbxContent></v></w:pict>"
        "</w:r></w:p>"
    )  # fmt: skip
    notes = (
        f'<w:footnotes xmlns:w="{attacks.W}"><w:footnote w:id="2">'
        f"{attacks.paragraph('საქსტატი, 2025-04-01, https://geostat.ge/a')}</w:footnote></w:footnotes>"
    )
    rels = attacks.relations(("n", "footnotes", "footnotes.xml", False))
    parts = {"word/_rels/document.xml.rels": rels, "word/footnotes.xml": notes}
    (house,) = houses(attacks.docx(body, parts))
    first, second = [one for one in house.parts if one.kind is PartKind.PROOF]
    assert first.facts == {
        "source": "საქსტატი", "day": "2025-04-01", "url": "https://geostat.ge/a"
    }  # fmt: skip
    assert second.text("ka") == "ყუთის ტექსტი"


def test_russian_word_names_its_styles_by_number():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{at}"><w:name w:val="heading {at}"/></w:style>'
        for at in (1, 2)
    )
    more = {
        "word/_rels/document.xml.rels": attacks.relations(("s", "styles", "styles.xml", False)),
        "word/styles.xml": f'<w:styles xmlns:w="{attacks.W}">{styles}</w:styles>',
    }
    body = attacks.paragraph("სათაურია", "1") + attacks.paragraph("ქოლგა გზავნილი", "2")
    content = attacks.docx(body + attacks.paragraph("ერთად ვართ."), more)
    assert roles(content) == [(Role.TITLE, "სათაურია"), (Role.UMBRELLA, "ერთად ვართ.")]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("მთავარი გზავნილი", Sign.UMBRELLA), ("მთავარ გზავნილს", Sign.UMBRELLA),
        ("ქოლგა გზავნილი / Umbrella message", Sign.UMBRELLA), ("1. საყრდენები", Sign.PILLARS),
        ("დამხმარე გზავნილები", Sign.PILLARS), ("ფაქტებისა და მტკიცებულებების", Sign.FACTS),
        ("Q & A", Sign.QUESTIONS), ("კითხვა-პასუხი", Sign.QUESTIONS),
        ("ამის ნაცვლად – ასე თქვით", Sign.INSTEAD), ("Instead of this – say this", Sign.INSTEAD),
        ("ნუ ვამბობთ", Sign.AVOID), ("ვამბობთ", Sign.SAY), ("Full text", Sign.TEXT),
        ("ევროკავშირის მხარდაჭერა", None), ("ფაქტები საქართველოს შესახებ", None),
    ],
)  # fmt: skip
def test_headings_are_recognised_in_any_form(text, sign):
    assert read_sign(text) == sign


def test_labels_are_recognised_before_a_colon_alone():
    assert split_label("კ: რატომ?") == (Sign.QUESTION, 3)
    assert split_label("Answer: yes") == (Sign.ANSWER, 8)
    assert split_label("საქართველო: ევროპის ნაწილი") is None
    assert split_label("[a]: x") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28 მარტი, 2017", "2017-03-28"), ("2017 წლის 28 მარტს", "2017-03-28"),
        ("28.03.2017", "2017-03-28"), ("2017-03-28", "2017-03-28"),
        ("March 28, 2017", "2017-03-28"), ("28 March 2017", "2017-03-28"),
        ("2027 წლის 1 იანვრამდე", "2027-01-01"), ("31.02.2017", ""), ("2017 წელი", ""),
    ],
)  # fmt: skip
def test_days_are_read(text, day):
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("marked", "text", "facts"),
    [
        ("ტექსტი (დანართით)", "ტექსტი (დანართით)", {}),
        ("ტექსტი [წყარო: გაერო]", "ტექსტი", {"source": "გაერო"}),
        ("ტექსტი – Source: UN, p. 3", "ტექსტი", {"source": "UN, p. 3"}),
        ("[ტექსტი](https://x.ge)", "ტექსტი", {"url": "https://x.ge"}),
        ("a (source: b; https://x.ge; https://y.ge)", "a",
         {"source": "b; https://y.ge", "url": "https://x.ge"}),
        ("a (source: b; date: 2017-03-28; valid until 31.12.2030)", "a",
         {"source": "b", "day": "2017-03-28", "until": "2030-12-31"}),
    ],
)  # fmt: skip
def test_facts_are_read(marked, text, facts):
    assert read_fact(marked) == (text, facts)
