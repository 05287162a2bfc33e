"""The speaker's brief: on a page, on paper, in Word; in both languages."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import docx
import pytest
from docx.oxml.ns import qn
from flask_babel import gettext

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.events.queries import find_event
from stratcom.i18n import in_language
from stratcom.messages.briefs.content import Ask, languages_of, speech
from stratcom.messages.enums import Channel, Circle
from stratcom.messages.models import Message
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import link_event
from stratcom.moments import today
from tests.events.conftest import make_event
from tests.messages.sample import approved_message, house_parts

__all__ = ["make_event"]
DAY = today()


@pytest.fixture
def event_id(editor, make_event):
    made = approved_message(editor)
    event = make_event(
        title_ka="შეხვედრა ფერმერებთან",
        title_en="Meeting with farmers",
        audiences=["farmers"],
        organisers=["ფერმერთა კავშირი"],
        planned_total=1200,
        contact="ნინო, 599 00 00 00",
    )
    link_event(made, find_event(event.id), actor=editor)
    db.session.commit()
    return event.id


def asked(language="ka", **more):
    return Ask(language=language, day=DAY, **more)


def plain_message(**columns):
    values = {"title_ka": "სათაური", "source": "ka", "approved_number": 1, "unsourced": 0}
    return Message(**values | columns)


def test_a_speech_takes_its_words_from_the_language_and_says_where_it_cannot():
    said = speech(plain_message(), house_parts(), asked("en", audiences=("farmers",)))
    assert said.umbrella.text == "The EU helps families."
    assert [one.words.text for one in said.points] == [
        "Travel without visas", "Free trade", "Education",
    ]  # fmt: skip
    assert said.versions == []  # the version for farmers is written in Georgian alone
    parts = [*house_parts(), Part("p4", PartKind.PILLAR, {"ka": "მხოლოდ ქართულად"})]
    last = speech(plain_message(), parts, asked("en")).points[-1]
    assert (last.words.text, last.words.language) == ("მხოლოდ ქართულად", "ka")


def test_versions_follow_audience_and_channel():
    def words(**more):
        said = speech(plain_message(), house_parts(), asked(**more))
        return [one.words.text for one in said.versions]

    farmers = "ფერმერებო, ბაზარი ღიაა."
    assert words(audiences=("farmers",)) == [farmers]
    assert words(audiences=("farmers",), channel=Channel.MEETING) == [farmers]
    assert words(audiences=("farmers",), channel=Channel.PRESS) == []
    assert words(audiences=("students",)) == []
    assert words() == []


def test_a_version_in_another_language_is_offered_and_used():
    facts = {"language": "hy"}
    parts = [*house_parts(), Part("v2", PartKind.VARIANT, {"hy": "Եվրոպա"}, facts=facts)]
    assert languages_of([parts]) == ["ka", "en", "hy"]
    said = speech(plain_message(), parts, asked("hy"))
    assert [(one.words.text, one.words.language) for one in said.versions] == [("Եվրոպա", "hy")]
    assert said.umbrella.language == "ka"


def test_expired_facts_are_left_out_and_told():
    parts = house_parts()
    late = {"until": (DAY - timedelta(days=1)).isoformat()}
    parts.append(Part("f3", PartKind.PROOF, {"ka": "ძველი ციფრი"}, "p1", late))
    said = speech(plain_message(), parts, asked())
    facts = [fact.words.text for point in said.points for fact in point.facts]
    assert "ძველი ციფრი" not in facts
    assert [one.words.text for one in said.left_out] == ["ძველი ციფრი"]
    assert speech(plain_message(), parts, asked(sections=frozenset({"pillars"}))).left_out == []


@pytest.mark.parametrize(
    "columns",
    [{"withdrawn_at": utcnow()}, {"valid_until": DAY - timedelta(days=1)}, {"archived_at": DAY}],
)
def test_what_must_not_be_used_is_not_said(columns):
    said = speech(plain_message(**columns), house_parts(), asked())
    assert said.stopped
    assert (said.umbrella, said.points, said.questions) == (None, [], [])


def test_the_page_says_everything_once_and_weighs_little(desk, event_id):
    answer = desk.get(f"/desk/messages/briefs/{event_id}", headers={"Accept-Encoding": "br"})
    assert answer.status == 200
    assert len(answer.data) < 7_500
    page = desk.get(f"/desk/messages/briefs/{event_id}")
    sheet = " ".join(page.html.select_one(".brief").get_text(" ").split())
    for words in (
        "შეხვედრა ფერმერებთან", "ფერმერთა კავშირი", "599 00 00 00",
        "ევროკავშირი ოჯახებს ეხმარება.", "ფერმერებო, ბაზარი ღიაა.", "უვიზო მიმოსვლა",
        "ევროკომისია, 28.03.2017", "რას კარგავს ფერმერი?", "არაფერს.",
        "ევროპასთან ერთად ვვითარდებით",
    ):  # fmt: skip
        assert sheet.count(words) >= 1, words
    assert "1\xa0200" in page.text


def test_the_brief_is_in_the_language_asked_for_whatever_the_desk_speaks(desk, event_id):
    page = desk.get(f"/desk/messages/briefs/{event_id}?language=en")
    sheet = page.html.select_one(".brief")
    assert sheet["lang"] == "en"
    assert "Meeting with farmers" in sheet.text
    assert "Difficult questions" in sheet.text
    assert "The EU helps families." in sheet.text
    assert page.html.html["lang"] == "ka"


def test_ticks_choose_messages_and_sections(desk, event_id):
    page = f"/desk/messages/briefs/{event_id}"
    some = desk.get(f"{page}?{urlencode([('chosen', 1), ('message', 1), ('show', 'pillars')])}")
    sheet = some.html.select_one(".brief").text
    assert "უვიზო მიმოსვლა" in sheet
    assert "რას კარგავს ფერმერი?" not in sheet
    assert "2017" not in sheet.replace(f"{today().year}", "")
    none = desk.get(f"{page}?chosen=1").html.select_one(".brief").text
    assert "ევროკავშირი ოჯახებს ეხმარება." not in none


def test_a_withdrawn_message_warns_and_an_expiring_one_counts_on_the_day(desk, event_id):
    message = find_message(1)
    message.valid_until = today() + timedelta(days=1)
    db.session.commit()
    page = desk.get(f"/desk/messages/briefs/{event_id}")
    assert len(page.html.select(".brief .note.warning")) == 1
    assert "ევროკავშირი ოჯახებს ეხმარება." not in page.text


def test_the_document_holds_the_same(desk, event_id):
    for language, words in (
        ("ka", ("შეხვედრა ფერმერებთან", "ევროკავშირი ოჯახებს ეხმარება.", "არაფერს.")),
        ("en", ("Meeting with farmers", "The EU helps families.", "Nothing.")),
    ):
        answer = desk.get(f"/desk/messages/briefs/{event_id}/docx?language={language}")
        assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
        found = docx.Document(io.BytesIO(answer.data))
        text = "\n".join(one.text for one in found.paragraphs)
        for one in words:
            assert one in text
        tongues = {one.get(qn("w:val")) for one in found.element.iter(qn("w:lang"))}
        assert ("ka-GE" if language == "ka" else "en-GB") in tongues
        with in_language(language):
            assert found.tables[0].cell(0, 0).text == gettext("Instead of this")
        assert found.core_properties.author == ""


def test_the_brief_of_one_message(desk, event_id, new_browser, make_user, editor):
    assert "ევროკავშირი ოჯახებს ეხმარება." in desk.get("/desk/messages/1/brief").text
    assert desk.get("/desk/messages/1/brief/docx").status == 200
    inner = approved_message(editor, "შიდა", circle=Circle.DEPARTMENT)
    db.session.commit()
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    assert partner.get(f"/desk/messages/{inner.id}/brief").status == 404
    assert partner.get(f"/desk/messages/{inner.id}/brief/docx").status == 404
