"""Organisations and people as vCards, ours and other people's."""

import base64
import quopri

import pytest

from stratcom.accounts.permissions import Role
from stratcom.imports.directory.cards import LONGEST_LINE, is_cards, read_cards
from stratcom.imports.enums import ImportKind, RowAction
from stratcom.partners import queries as partners
from stratcom.people.queries import find_person
from tests.imports.directory import bring, organisation, person, take
from tests.imports.helpers import rows

NL = "\r\n"


@pytest.fixture
def staff(browser, make_user):
    return browser.sign_in(make_user(Role.EDITOR, language="ka"))


def card(*lines: str, version: str = "3.0") -> str:
    return NL.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_cards_of_organisations_come_back_unchanged(staff):
    organisation()
    answer = staff.get("/desk/partners/export.vcf")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert all(len(line) <= LONGEST_LINE for line in answer.data.split(b"\r\n"))
    assert "მხოლოდ დეპარტამენტისთვის" not in answer.text
    batch = bring(staff, answer.data, "a.vcf")
    assert batch.kind is ImportKind.ORGANISATIONS
    assert batch.counts == {"unchanged": 1}, rows(batch)[0].changes


def test_cards_of_people_come_back_unchanged(staff):
    somebody = person(organisation())
    answer = staff.get(f"/desk/people/{somebody.id}/card.vcf")
    assert "N:ბერიძე;ნინო;;;" in answer.text
    batch = bring(staff, answer.data, "a.vcf")
    assert (batch.kind, batch.counts) == (ImportKind.PEOPLE, {"unchanged": 1})


def test_a_changed_card_changes_what_it_says_and_nothing_else(staff):
    body = organisation()
    text = staff.get(f"/desk/partners/{body.id}/card.vcf").text
    lines = text.replace("\r\n ", "").split("\r\n")
    kept = [one for one in lines if not one.startswith(("NOTE", "URL"))]
    changed = "\r\n".join(kept).replace("centre@example.ge", "new@example.ge")
    batch = bring(staff, changed, "a.vcf")
    assert rows(batch)[0].changes == {"email": ["centre@example.ge", "new@example.ge"]}
    take(staff, batch)
    found = partners.find(body.id)
    assert (found.email, found.website) == ("new@example.ge", "https://centre.example.ge/")


def test_a_card_of_a_telephone(staff):
    """As iPhones write them: groups, labels, a picture."""
    picture = base64.b64encode(bytes(900)).decode()
    text = card(
        "N:კაპანაძე;გიორგი;;;",
        "FN:გიორგი კაპანაძე",
        "ORG:რადიო „თელავი“;ახალი ამბები",
        "TITLE:რედაქტორი",
        "item1.EMAIL;type=INTERNET;type=pref;type=WORK:giorgi@radio.example",
        "item1.X-ABLabel:_$!<Work>!$_",
        "TEL;type=CELL;type=VOICE:+995 599 11 22 33",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}",
    )
    batch = bring(staff, text, "contact.vcf")
    assert (batch.kind, batch.counts) == (ImportKind.PEOPLE, {"import": 1})
    take(staff, batch)
    made = find_person(rows(batch)[0].subject_id)
    post = made.posts[0]
    assert (made.first_name_ka, made.last_name_ka, made.phone) == (
        "გიორგი", "კაპანაძე", "+995 599 11 22 33",
    )  # fmt: skip
    assert (post.organisation.name_ka, post.title_ka, post.email) == (
        "რადიო „თელავი“", "რედაქტორი", "giorgi@radio.example",
    )  # fmt: skip


def test_a_card_of_version_4(staff):
    text = card(
        "KIND:org",
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "FN:ევროპის ფონდი",
        'TEL;VALUE=uri;TYPE="voice,work":tel:+995-32-225-39-42',
        "EMAIL:info@fund.example",
        'ADR;LABEL="თბილისი";TYPE=work:;;შატბერაშვილის 3;თბილისი;;0179;საქართველო',
        version="4.0",
    )
    batch = bring(staff, text, "a.vcf")
    take(staff, batch)
    made = partners.find(rows(batch)[0].subject_id)
    assert (made.name_ka, made.phone, made.municipality.code, made.address_ka) == (
        "ევროპის ფონდი", "+995-32-225-39-42", "tbilisi", "შატბერაშვილის 3",
    )  # fmt: skip


def test_quoted_printable_of_outlook(staff):
    coded = quopri.encodestring("მაისურაძე;ლელა".encode()).decode().replace("=\n", "=\r\n")
    text = card(
        f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{coded}",
        "TEL;HOME;VOICE:322 25 25 25",
        version="2.1",
    )
    batch = bring(staff, text, "a.vcf")
    values = rows(batch)[0].values
    assert (values["first_name_ka"], values["last_name_ka"]) == ("ლელა", "მაისურაძე")
    assert values["phone"] == "322 25 25 25"


def test_cards_of_both_kinds_in_one_file(staff):
    text = card("N:ერთი;ნანა;;;", "FN:ნანა ერთი") + card("N:ორი;ნანი;;;", "FN:ნანი ორი")
    text += card("KIND:org", "FN:ორგანიზაცია")
    batch = bring(staff, text, "a.vcf")
    assert (batch.kind, len(rows(batch)), batch.options["others"]) == (ImportKind.PEOPLE, 2, 1)
    assert "1" in " ".join(staff.get(f"/desk/imports/{batch.id}/").texts(".note"))
    assert bring(staff, text, "a.vcf", "organisations").counts == {"import": 1}


def test_a_card_without_a_name_is_an_error(staff):
    batch = bring(staff, card("EMAIL:a@example.ge", "N:;;;;"), "a.vcf", "people")
    assert [row.action for row in rows(batch)] == [RowAction.ERROR]


def test_strange_lines_do_no_harm():
    text = card("no colon", ":no name", "X" * 9000, 'EMAIL;=;;"x:a@example.ge', "FN:ვინმე\\")
    found = read_cards(text.encode())
    assert [line.name for line in found[0].lines if line.name == "FN"] == ["FN"]
    assert is_cards(b"\xef\xbb\xbf\r\nbegin:vcard\r\n")
    assert not is_cards(b"BEGIN:VCALENDAR")
    many = ("BEGIN:VCARD\n" * 50 + "FN:x\nEND:VCARD\n").encode()
    assert len(read_cards(many)) == 1


def test_a_card_of_a_stranger_is_not_given(browser, make_user):
    body = organisation()
    browser.sign_in(make_user(Role.PARTNER, organisation="პარტნიორი"))
    assert browser.get(f"/desk/partners/{body.id}/card.vcf").status == 404
    assert browser.get("/desk/people/1/card.vcf").status == 403
