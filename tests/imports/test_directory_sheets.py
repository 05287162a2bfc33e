"""Organisations and people as sheets: recognised, compared, brought in, taken back."""

import csv
import io

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.imports.enums import BatchState, ImportKind, RowAction
from stratcom.imports.files import stored_path
from stratcom.moments import today
from stratcom.partners import queries as partners
from stratcom.partners.models import Organisation
from stratcom.partners.values import snapshot
from stratcom.people.enums import AskedBy
from stratcom.people.mentions import keepers
from stratcom.people.models import Person, Post
from stratcom.people.queries import find_person
from stratcom.people.services.erasing import erase_person
from tests.imports.directory import bring, names, organisation, person, take, undo
from tests.imports.helpers import rows, workbook

ORGANISATION_HEADERS = ("დასახელება", "ტიპი", "ს/კ", "ელ. ფოსტა", "მუნიციპალიტეტი", "ვებსაიტი")
PEOPLE_HEADERS = ("სახელი", "გვარი", "ორგანიზაცია", "თანამდებობა", "ელფოსტა", "ენები")


@pytest.fixture
def staff(browser, make_user):
    return browser.sign_in(make_user(Role.EDITOR, language="ka"))


def edited(content: bytes, changes: dict[tuple[int, str], object]) -> bytes:
    """The workbook with cells changed: {(row, header): value}."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    for (row, header), value in changes.items():
        sheet.cell(row, headers[header]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_office_sheet_of_organisations_is_recognised_and_taken(staff):
    content = workbook(
        [
            ["თელავის ცენტრი", "სსიპ", "204567890", "a@example.ge", "თელავი", ""],
            ["გორის კავშირი", "არასამთავრობო ორგანიზაცია; უცნობი", "", "", "Gori", ""],
            ["", "", "123", "", "", ""],
            ["ცუდი კოდი", "", "12", "", "", ""],
        ],
        ORGANISATION_HEADERS,
    )
    batch = bring(staff, content, "სია.xlsx")
    assert (batch.kind, batch.state) == (ImportKind.ORGANISATIONS, BatchState.PREVIEW)
    assert batch.counts == {"import": 2, "error": 2}
    assert rows(batch)[1].notes == ["unknown_word\tუცნობი"]
    page = staff.get(f"/desk/imports/{batch.id}/")
    assert page.status == 200
    assert "გორის კავშირი" in page.text
    done = take(staff, batch)
    assert (done.state, done.counts["created"]) == (BatchState.APPLIED, 2)
    assert names()[-2:] == ["თელავის ცენტრი", "გორის კავშირი"]
    made = partners.find(rows(done)[0].subject_id)
    assert (made.municipality.code, made.region.code) == ("telavi", "GE-KA")
    assert snapshot(made)["types"] == ["lepl"]
    assert made.import_batch_id == done.id


def test_english_headers_and_csv(staff):
    text = "Name,E-mail,City,Website\nDemocracy School,school@example.ge,Kutaisi,https://s.ge\n"
    batch = bring(staff, text, "list.csv")
    assert batch.kind is ImportKind.ORGANISATIONS
    take(staff, batch)
    made = partners.find(rows(batch)[0].subject_id)
    assert (made.name_en, made.email, made.municipality.code) == (
        "Democracy School", "school@example.ge", "kutaisi",
    )  # fmt: skip


def test_registers_of_events_stay_events(staff):
    batch = bring(staff, workbook([["შეხვედრა", "01.02.2026", "თელავი", "", 5]]), "events.xlsx")
    assert batch.kind is ImportKind.EVENTS


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ka", "en"])
def test_export_of_organisations_comes_back_unchanged(browser, make_user, extension, language):
    parent = organisation(
        name_ka="დედა ორგანიზაცია", name_en="", identification_code="", aliases=[]
    )
    organisation(parent=parent.id)
    browser.sign_in(make_user(Role.EDITOR, language=language))
    answer = browser.get(f"/desk/partners/export.{extension}")
    assert answer.status == 200
    assert "მხოლოდ დეპარტამენტისთვის".encode() not in answer.data
    batch = bring(browser, answer.data, f"a.{extension}")
    assert batch.kind is ImportKind.ORGANISATIONS
    assert batch.counts == {"unchanged": 2}, [row.changes for row in rows(batch)]


def test_changed_cells_are_shown_taken_and_given_back(staff):
    body = organisation()
    before = snapshot(partners.find(body.id))
    content = staff.get("/desk/partners/export.xlsx").data
    changed = edited(content, {
        (2, "ტელეფონი"): "+995 32 2 00 00 00", (2, "თემები"): "უსაფრთხოება",
        (2, "აღწერა ინგლისურად"): None,
    })  # fmt: skip
    batch = bring(staff, changed, "a.xlsx")
    assert batch.counts == {"update": 1}
    assert rows(batch)[0].changes == {
        "phone": ["+995 350 27 10 10", "+995 32 2 00 00 00"],
        "themes": [["eu_integration", "culture"], ["security"]],
        "description_en": ["Works in Kakheti", ""],
    }
    page = staff.get(f"/desk/imports/{batch.id}/")
    assert page.texts(".diff dt") == ["ტელეფონი", "თემები", "აღწერა ინგლისურად"]
    done = take(staff, batch)
    assert done.counts["changed"] == 1
    assert partners.find(body.id).phone == "+995 32 2 00 00 00"
    undone = undo(staff, done)
    assert undone.counts["restored"] == 1
    assert snapshot(partners.find(body.id)) == before


def test_a_record_changed_since_the_export_asks_cell_by_cell(staff):
    body = organisation()
    content = edited(
        staff.get("/desk/partners/export.xlsx").data, {(2, "ტელეფონი"): "599 11 22 33"}
    )
    db.session.get(Organisation, body.id).email = "new@example.ge"
    db.session.commit()
    batch = bring(staff, content, "a.xlsx")
    row = rows(batch)[0]
    assert row.action is RowAction.CONFLICT
    assert row.changes["phone"] == ["+995 350 27 10 10", "599 11 22 33", None, False]
    done = take(staff, batch)
    assert done.counts["changed"] == 0
    assert db.session.get(Organisation, body.id).email == "new@example.ge"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["სხვა სახელი", "", "204567890", "", "", ""], "same_code"),
        (["საინფორმაციო ცენტრი; თელავი №1", "", "", "", "", ""], "like_name"),
        (["ინფოცენტრი", "", "", "", "", ""], "same_name"),
        (["სულ სხვა ვინმე", "", "", "CENTRE@example.ge", "", ""], "same_mail"),
    ],
)
def test_duplicates_are_found_and_left_unticked(staff, cells, why):
    body = organisation()
    batch = bring(staff, workbook([cells], ORGANISATION_HEADERS), "a.xlsx")
    row = rows(batch)[0]
    assert (row.action, row.duplicate_of_id, row.chosen) == (RowAction.DUPLICATE, body.id, False)
    assert row.notes == [why]
    page = staff.get(f"/desk/imports/{batch.id}/")
    assert f"/desk/partners/{body.id}/" in [one["href"] for one in page.html.select(".hint a")]
    assert take(staff, batch).counts["created"] == 0


def test_one_word_in_common_makes_no_duplicate(staff):
    organisation(name_ka="ნატო", name_en="NATO", identification_code="", aliases=[])
    batch = bring(
        staff, workbook([["NATO Centre", "", "", "", "", ""]], ORGANISATION_HEADERS), "a.xlsx"
    )
    assert batch.counts == {"import": 1}


def test_the_same_twice_in_one_file(staff):
    content = workbook(
        [["ერთი", "", "204567890", "", "", ""], ["მეორე", "", "204567890", "", "", ""]],
        ORGANISATION_HEADERS,
    )
    batch = bring(staff, content, "a.xlsx")
    assert [row.action for row in rows(batch)] == [RowAction.IMPORT, RowAction.DUPLICATE]
    assert rows(batch)[1].duplicate_of_row == rows(batch)[0].number


def test_an_own_sheet_with_a_row_twice_takes_the_first(staff):
    organisation()
    content = staff.get("/desk/partners/export.csv").data.decode("utf-8-sig")
    lines = content.splitlines(keepends=True)
    assert len(list(csv.reader(io.StringIO(content)))) == 2
    batch = bring(staff, content + "".join(lines[1:]), "a.csv")
    assert [row.error_code for row in rows(batch)] == ["", "repeated_id"]


def test_undo_leaves_what_was_changed_since_and_names_it(staff):
    content = workbook(
        [["პირველი", "", "", "", "", ""], ["მეორე", "", "", "", "", ""]], ORGANISATION_HEADERS
    )
    done = take(staff, bring(staff, content, "a.xlsx"))
    touched = db.session.get(Organisation, rows(done)[1].subject_id)
    touched.phone = "599 00 00 00"
    db.session.commit()
    undone = undo(staff, done)
    assert (undone.counts["archived"], undone.counts["left"]) == (1, [touched.id])
    assert "პირველი" not in names()
    assert "მეორე" in names()
    assert "მეორე" in staff.get(f"/desk/imports/{undone.id}/").texts(".note.warning + ul a")


def test_a_formula_in_a_name_stays_text(staff):
    organisation(name_ka="=HYPERLINK(1)", name_en="", identification_code="")
    text = staff.get("/desk/partners/export.csv").data.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["დასახელება ქართულად"] == "'=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(staff.get("/desk/partners/export.xlsx").data))
    assert (book.worksheets[0]["C2"].value, book.worksheets[0]["C2"].data_type) == (
        "=HYPERLINK(1)", "s",
    )  # fmt: skip
    assert book.sheetnames == ["ორგანიზაციები", "ლექსიკონი"]


def test_export_follows_the_filters_of_the_list(staff):
    organisation()
    organisation(name_ka="გორის კავშირი", name_en="", municipality="gori", region="GE-SK",
                 identification_code="", aliases=[], types=["ngo"])  # fmt: skip
    text = staff.get("/desk/partners/export.csv?type=ngo").data.decode("utf-8-sig")
    found = [row["დასახელება ქართულად"] for row in csv.DictReader(io.StringIO(text))]
    assert found == ["გორის კავშირი"]


def test_office_sheet_of_people_makes_posts(staff):
    body = organisation()
    content = workbook(
        [
            ["ნინო", "ბერიძე", "ინფოცენტრი", "დირექტორი", "nino@example.ge", "ქართული"],
            ["გია", "მაისურაძე", "ახალი ორგანიზაცია", "", "", ""],
            ["მარტო", "სახელი", "", "ექსპერტი", "", ""],
        ],
        PEOPLE_HEADERS,
    )
    batch = bring(staff, content, "ხალხი.xlsx")
    assert (batch.kind, batch.counts) == (ImportKind.PEOPLE, {"import": 3})
    assert rows(batch)[2].notes == ["no_organisation\ttitle_ka"]
    done = take(staff, batch)
    nino = find_person(rows(done)[0].subject_id)
    post = nino.posts[0]
    assert (post.organisation_id, post.title_ka, post.email) == (
        body.id, "დირექტორი", "nino@example.ge",
    )  # fmt: skip
    assert nino.email == ""
    assert "ახალი ორგანიზაცია" in names()
    undone = undo(staff, done)
    assert undone.counts["archived"] == 3
    assert names(Person) == []


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ka", "en"])
def test_export_of_people_comes_back_unchanged(browser, make_user, extension, language):
    person(organisation())
    browser.sign_in(make_user(Role.EDITOR, language=language))
    data = browser.get(f"/desk/people/export.{extension}").data
    assert "საიდუმლო შენიშვნა".encode() not in data
    batch = bring(browser, data, f"a.{extension}")
    assert (batch.kind, batch.counts) == (ImportKind.PEOPLE, {"unchanged": 1})


def test_changes_of_people_and_their_posts_are_given_back(staff):
    body = organisation()
    somebody = person(body)
    other = organisation(name_ka="სხვა ორგანიზაცია", name_en="", identification_code="", aliases=[])
    content = staff.get("/desk/people/export.xlsx").data
    changed = edited(content, {
        (2, "თანამდებობა ქართულად"): "მოადგილე", (2, "პირადი ტელეფონი"): "599 99 99 99",
    })  # fmt: skip
    batch = bring(staff, changed, "a.xlsx")
    assert rows(batch)[0].changes == {
        "title_ka": ["დირექტორი", "მოადგილე"], "phone": ["599 12 34 56", "599 99 99 99"],
    }  # fmt: skip
    done = take(staff, batch)
    assert db.session.scalar(sa.select(Post.title_ka)) == "მოადგილე"
    assert undo(staff, done).counts["restored"] == 1
    assert db.session.scalar(sa.select(Post.title_ka)) == "დირექტორი"
    assert find_person(somebody.id).phone == "599 12 34 56"
    content = staff.get("/desk/people/export.xlsx").data
    moved = edited(content, {(2, "ორგანიზაცია"): other.name_ka})
    done = take(staff, bring(staff, moved, "a.xlsx"))
    held = [post.organisation_id for post in find_person(somebody.id).posts]
    assert sorted(held) == sorted([body.id, other.id])
    undo(staff, done)
    assert [post.organisation_id for post in find_person(somebody.id).posts] == [body.id]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["ნინო", "ბერიძე", "", "", "", ""], "same_name"),
        (["ვიღაც", "სხვა", "ინფოცენტრი", "", "office@example.ge", ""], "same_mail"),
        (["Nino", "Beridze", "", "", "", ""], "same_name"),
    ],
)
def test_people_who_are_there_already(staff, cells, why):
    somebody = person(organisation())
    batch = bring(staff, workbook([cells], PEOPLE_HEADERS), "a.xlsx")
    row = rows(batch)[0]
    assert (row.action, row.duplicate_of_id, row.notes) == (
        RowAction.DUPLICATE, somebody.id, [why],
    )  # fmt: skip


def test_private_columns_are_for_those_who_may_see_them(browser, make_user):
    person(organisation())
    browser.sign_in(make_user(Role.IMPLEMENTER, organisation="უწყება"))
    for extension in ("csv", "vcf"):
        text = browser.get(f"/desk/people/export.{extension}").text
        assert "ბერიძე" in text
        assert "nino@private.example" not in text
        assert "599" not in text
    assert browser.get("/desk/partners/export.csv").status == 200
    browser.sign_in(make_user(Role.PARTNER, organisation="პარტნიორი"))
    assert browser.get("/desk/people/export.csv").status == 403
    assert browser.get("/desk/partners/export.csv").status == 403


def test_those_who_may_not_keep_the_directory_bring_in_events_alone(browser, make_user):
    browser.sign_in(make_user(Role.AGENCY_MEMBER, organisation="უწყება"))
    content = workbook([["ახალი", "", "", "", "", ""]], ORGANISATION_HEADERS)
    answer = browser.post("/desk/imports/new", {"file": (io.BytesIO(content), "a.xlsx")})
    assert answer.status == 422
    assert browser.get("/desk/imports/new").html.select("#kind") == []


def test_text_of_old_fonts_is_converted(staff):
    content = workbook(
        [["Telavis sainformacio centri", "", "", "", "", ""],
         ["saqarTvelos axalgazrduli kavSiri", "", "", "", "", ""]],
        ORGANISATION_HEADERS,
    )  # fmt: skip
    batch = bring(staff, content, "a.xlsx")
    row = rows(batch)[1]
    assert row.values["name_ka"] == "საქართველოს ახალგაზრდული კავშირი"
    assert row.conversions["name_ka"][0] == "saqarTvelos axalgazrduli kavSiri"


def test_columns_can_be_said_by_hand(staff):
    batch = bring(staff, "რაღაც,დასახელება,ელფოსტა\nა,ცენტრი,a@example.ge\n", "a.csv",
                  "organisations")  # fmt: skip
    page = staff.get(f"/desk/imports/{batch.id}/columns")
    assert page.status == 200
    told = {"column-0-0": "abbreviations", "column-0-1": "name_ka", "column-0-2": ""}
    assert staff.post(f"/desk/imports/{batch.id}/columns", told).status == 303
    values = rows(batch)[0].values
    assert values["abbreviations"] == ["ა"]
    assert "email" not in values


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"\x00\x01\x02\xff" * 50, "a.vcf"),
        (b"BEGIN:VCARD\nFN:x\n", "a.vcf"),
        (b"one,two\n1,2\n", "a.csv"),
    ],
)
@pytest.mark.parametrize("kind", ["organisations", "people"])
def test_hostile_files_are_refused_calmly(staff, content, name, kind):
    answer = staff.post("/desk/imports/new", {"file": (io.BytesIO(content), name), "kind": kind})
    assert answer.status == 422
    assert answer.texts(".note.error") != []


def test_erasing_a_person_empties_what_imports_keep(staff, make_user):
    content = workbook([["ნინო", "ბერიძე", "", "", "", ""]], PEOPLE_HEADERS)
    done = take(staff, bring(staff, content, "a.xlsx"))
    assert stored_path(done.stored).exists()
    erase_person(
        find_person(rows(done)[0].subject_id),
        asked_on=today(),
        asked_by=AskedBy.LETTER,
        keepers=keepers(),
        actor=make_user(Role.DIRECTOR),
    )
    db.session.commit()
    row = rows(done)[0]
    assert (row.raw, row.values, row.before) == ({}, {}, {})
    assert not stored_path(done.stored).exists()
    assert staff.get(f"/desk/imports/{done.id}/").status == 200
