"""Messages as files: one house for Word, all of them as tables, plain text to copy."""

import io

import docx
import pytest
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part, find_part
from stratcom.drafting.services.versions import save_version
from stratcom.messages.enums import Circle
from stratcom.messages.house.document import house_paper
from stratcom.messages.house.text import house_text
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import add_use
from stratcom.messages.use.values import UseValues
from stratcom.moments import today
from tests.messages.sample import approved_message, draft_message, house_parts


def outline(found):
    return [(one.style.name, one.text) for one in found.paragraphs if one.style.name != "Normal"]


def read(answer):
    return docx.Document(io.BytesIO(answer.data))


def test_a_house_for_word_has_the_agreed_headings(desk, message_id):
    found = read(desk.get(f"/desk/messages/{message_id}/docx?language=ka"))
    assert outline(found)[:-1] == [
        ("Heading 1", "ევროპა ჩვენი სახლია"),
        ("Heading 2", "საყრდენები"),
        ("Heading 3", "უვიზო მიმოსვლა"),
        (
            "List Bullet",
            "უვიზო მიმოსვლა 2017 წლის 28 მარტიდან მოქმედებს. "
            "(წყარო: ევროკომისია; თარიღი: 28.03.2017; https://ec.europa.eu/)",
        ),
        ("Heading 3", "თავისუფალი ვაჭრობა"),
        ("List Bullet", "ექსპორტი გაიზარდა."),
        ("Heading 3", "განათლება"),
        ("Heading 2", "კითხვები და პასუხები"),
        ("Heading 3", "რას კარგავს ფერმერი?"),
        ("Heading 2", "ამის ნაცვლად – ასე თქვით"),
        ("Heading 2", "ვერსიები"),
        ("Heading 2", "ტექსტი"),
    ]
    assert [one.text for one in found.paragraphs if one.style.name == "Normal" and one.text] == [
        "ევროკავშირი ოჯახებს ეხმარება.", "არაფერს.", "გზავნილის სრული ტექსტი.",
    ]  # fmt: skip
    rows = [[cell.text for cell in row.cells] for table in found.tables for row in table.rows]
    assert rows[1] == ["ევროპა გვასწავლის", "ევროპასთან ერთად ვვითარდებით"]
    assert rows[-1][2:] == ["ka", "ფერმერებო, ბაზარი ღიაა."]
    assert rows[-1][0] == "ფერმერები"


def test_both_languages_follow_each_other(desk, message_id):
    found = read(desk.get(f"/desk/messages/{message_id}/docx?language=both"))
    titles = [text for style, text in outline(found) if style == "Heading 1"]
    assert titles == ["ევროპა ჩვენი სახლია", "Europe is our home"]
    assert ("Heading 2", "Questions and answers") in outline(found)
    assert "valid" not in found.paragraphs[-1].text
    assert found.paragraphs[-1].style.name == "Subtitle"


def test_each_person_gets_the_version_that_is_theirs(new_browser, make_user, editor):
    made = approved_message(editor)
    parts = house_parts("ახალი სათაური")
    save_version(made, parts, expected_number=1, actor=editor)
    db.session.commit()
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    staff = new_browser().sign_in(make_user(Role.EDITOR))
    for browser, query, title in (
        (partner, "", "ევროპა ჩვენი სახლია"),
        (partner, "&version=current", "ევროპა ჩვენი სახლია"),
        (staff, "", "ევროპა ჩვენი სახლია"),
        (staff, "&version=current", "ახალი სათაური"),
    ):
        address = f"/desk/messages/{made.id}"
        found = read(browser.get(f"{address}/docx?language=ka{query}"))
        assert found.paragraphs[0].text == title
        text = browser.get(f"{address}/text?language=ka{query}")
        assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert title in text.text


def test_a_draft_is_for_those_who_write_it(new_browser, make_user, editor):
    made = draft_message(editor)
    db.session.commit()
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    staff = new_browser().sign_in(make_user(Role.EDITOR))
    for ending in ("docx", "text", "brief"):
        assert partner.get(f"/desk/messages/{made.id}/{ending}").status == 404
    assert staff.get(f"/desk/messages/{made.id}/docx").status == 200
    assert staff.get(f"/desk/messages/{made.id}/text").text.startswith("[")


def test_plain_text_has_no_marks():
    said = house_text(house_parts(), "ka")
    assert said == (
        "ევროპა ჩვენი სახლია\n\nევროკავშირი ოჯახებს ეხმარება.\n\n"
        "1. უვიზო მიმოსვლა\n– უვიზო მიმოსვლა 2017 წლის 28 მარტიდან მოქმედებს. "
        "(წყარო: ევროკომისია; თარიღი: 28.03.2017; https://ec.europa.eu/)\n\n"
        "2. თავისუფალი ვაჭრობა\n– ექსპორტი გაიზარდა.\n\n3. განათლება\n\n"
        "კითხვები და პასუხები\nრას კარგავს ფერმერი?\nარაფერს.\n\n"
        "ამის ნაცვლად – ასე თქვით\n– ევროპა გვასწავლის → ევროპასთან ერთად ვვითარდებით\n\n"
        "ტექსტი\nგზავნილის სრული ტექსტი.\n"
    )


def test_with_scripts_the_text_comes_with_a_button_to_copy(desk, message_id):
    answer = desk.get(f"/desk/messages/{message_id}/text?language=en", htmx=True)
    field = answer.html.select_one("textarea[readonly]")
    assert field["lang"] == "en"
    assert "The EU helps families." in field.text
    assert answer.html.select_one("[data-copy]")["data-copy"] == field["id"]
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize("sign", ["\x00", "\ufffe", "\ud800", "\x1b"])
def test_a_house_with_what_xml_refuses_is_still_written(app, sign):
    parts = [
        Part("t", PartKind.TITLE, {"ka": f"სათა{sign}ური"}),
        Part("q", PartKind.QUESTION, {"ka": f"კითხ{sign}ვა"}),
        Part("f", PartKind.PROOF, {"ka": f"ფაქ{sign}ტი"}, facts={"url": f"https://a.ge/{sign}"}),
    ]
    target = io.BytesIO()
    house_paper(parts, ["ka"], note={"ka": f"შენიშ{sign}ვნა"}, day=today()).save(target)
    texts = [one.text for one in docx.Document(target).paragraphs]
    assert "სათაური" in texts
    assert "კითხვა" in texts


def test_the_workbook_holds_all_that_the_list_chooses(desk, editor, message_id):
    second = draft_message(editor, "=2+3")
    use = UseValues(reference="@სტატია", day=today(), note="-1")
    add_use(find_message(message_id), use, actor=editor)
    db.session.commit()
    answer = desk.get("/desk/messages/export.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    sheets = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    messages, proofs, questions, instead, uses = sheets.values()
    assert {row[0] for row in messages[1:]} == {message_id, second.id}
    assert {row[1] for row in messages[1:]} == {"ევროპა ჩვენი სახლია", "=2+3"}
    cell = next(row[1] for row in book.worksheets[0].iter_rows(min_row=2) if row[1].value[0] == "=")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert len(proofs) == 1 + 4
    assert questions[1][2:] == (
        "რას კარგავს ფერმერი?",
        "What do farmers lose?",
        "არაფერს.",
        "Nothing.",
    )
    assert instead[1][4] == "ევროპასთან ერთად ვვითარდებით"
    assert [row[4] for row in uses[1:]] == ["@სტატია"]
    only = desk.get("/desk/messages/export.csv?table=messages&show=in-force").text
    assert "ევროპა ჩვენი სახლია" in only
    assert "2+3" not in only
    assert "'=2+3" in desk.get("/desk/messages/export.csv").text
    assert desk.get("/desk/messages/export.csv?table=nothing").status == 404


def test_nobody_exports_more_than_they_may_read(new_browser, make_user, editor):
    made = approved_message(editor)
    save_version(made, house_parts("ჯერ დაუმტკიცებელი"), expected_number=1, actor=editor)
    approved_message(editor, "მხოლოდ დეპარტამენტისთვის", circle=Circle.DEPARTMENT)
    draft_message(editor, "მონახაზი")
    db.session.commit()
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    book = load_workbook(io.BytesIO(partner.get("/desk/messages/export.xlsx?show=all").data))
    said = " ".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert "ევროპა ჩვენი სახლია" in said
    for secret in ("ჯერ დაუმტკიცებელი", "მხოლოდ დეპარტამენტისთვის", "მონახაზი"):
        assert secret not in said


def test_a_part_without_text_in_a_language_is_left_out():
    parts = [Part("t", PartKind.TITLE, {"ka": "სათაური"}), Part("p", PartKind.PILLAR)]
    assert find_part(parts, "p").empty
    assert house_text(parts, "en") == "\n"
