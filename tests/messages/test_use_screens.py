"""Choosing messages for events and recording uses, with scripts and without."""

from datetime import timedelta

import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.events.enums import EventState
from stratcom.events.queries import find_event
from stratcom.messages.enums import Circle, UseKind
from stratcom.messages.models import MessageUse
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import add_use, link_event
from stratcom.messages.use.values import UseValues
from stratcom.moments import today
from stratcom.vocabularies.models import Term
from tests.events.conftest import make_event
from tests.messages.sample import approved_message

__all__ = ["make_event"]
NGO = "ფერმერთა კავშირი"
APPROVED = {"state": EventState.APPROVED}


def use_rows():
    return db.session.scalars(sa.select(MessageUse).order_by(MessageUse.id)).all()


def chosen_for(event, message_id, editor):
    use = link_event(find_message(message_id), find_event(event.id), actor=editor)
    db.session.commit()
    return use.id


def test_a_message_is_chosen_and_removed_without_scripts(desk, message_id, make_event):
    event_id = make_event().id
    page = f"/desk/events/{event_id}"
    assert desk.get(page).texts("#event-messages > ul li") == []
    choices = desk.get(f"/desk/messages/events/{event_id}/uses")
    assert choices.texts("#choices li a") == ["ევროპა ჩვენი სახლია"]
    answer = desk.post(f"/desk/messages/events/{event_id}/uses", {"message": message_id})
    assert (answer.status, answer.location) == (303, f"{page}#event-messages")
    assert desk.get(page).texts("#event-messages li a")[0] == "ევროპა ჩვენი სახლია"
    assert desk.get(f"/desk/messages/events/{event_id}/uses").texts("#choices li") == []
    use = use_rows()[0]
    assert desk.post(f"/desk/messages/uses/{use.id}/remove").location == f"{page}#event-messages"
    assert desk.get(page).texts("#event-messages > ul li") == []
    assert desk.post(f"/desk/messages/uses/{use.id}/restore").status == 303
    assert len(desk.get(page).texts("#event-messages > ul li")) == 1


def test_with_scripts_the_section_alone_answers(desk, message_id, make_event):
    event_id = make_event().id
    choices = desk.get(f"/desk/messages/events/{event_id}/uses", htmx=True)
    assert choices.html.find("html") is None
    assert len(choices.data) < 4_000
    answer = desk.post(f"/desk/messages/events/{event_id}/uses", {"message": message_id}, htmx=True)
    assert (answer.status, answer.html.find("html")) == (200, None)
    assert len(answer.texts("#event-messages > ul li")) == 1
    again = desk.post(f"/desk/messages/events/{event_id}/uses", {"message": message_id}, htmx=True)
    assert again.status == 422
    assert len(again.texts("#event-messages [role=alert]")) == 1
    removed = desk.post(f"/desk/messages/uses/{use_rows()[0].id}/remove", htmx=True)
    assert removed.texts("#event-messages > ul li") == []


def test_what_fits_the_event_is_offered_first_and_words_find_the_rest(
    desk, editor, message_id, make_event
):
    theme, other = db.session.scalars(
        sa.select(Term).where(Term.kind == "theme").order_by(Term.id).limit(2)
    )
    approved_message(editor, "ვაჭრობა", theme_id=other.id)
    approved_message(editor, "უსაფრთხოება", theme_id=theme.id)
    db.session.commit()
    event_id = make_event(themes=[theme.code]).id
    address = f"/desk/messages/events/{event_id}/uses"
    titles = desk.get(address).texts("#choices li a")
    assert titles[0] == "უსაფრთხოება"
    assert set(titles) == {"უსაფრთხოება", "ვაჭრობა", "ევროპა ჩვენი სახლია"}
    found = desk.get(f"{address}?q=ვაჭრობის", htmx=True)
    assert "ვაჭრობა" in found.texts("#choices li a")


def test_a_message_that_is_not_meant_for_one_cannot_be_chosen_by_its_number(
    new_browser, editor, make_user, make_event
):
    inner = approved_message(editor, "შიდა", circle=Circle.DEPARTMENT)
    expired = approved_message(editor, "ძველი", valid_until=today() - timedelta(days=1))
    db.session.commit()
    event_id, ids = make_event(NGO).id, (inner.id, expired.id)
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation=NGO))
    address = f"/desk/messages/events/{event_id}/uses"
    assert partner.get(address).texts("#choices li") == []
    for wanted in (*ids, 0, "x", 99999999999999999999):
        assert partner.post(address, {"message": wanted}).status == 422
    assert use_rows() == []


def test_only_those_who_may_edit_the_event_choose(
    new_browser, make_user, editor, message_id, make_event
):
    event = make_event("სამინისტრო", columns=APPROVED)
    hidden = make_event("სამინისტრო")
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation=NGO))
    for one, status in ((event, 403), (hidden, 404)):
        address = f"/desk/messages/events/{one.id}/uses"
        assert partner.get(address).status == status
        assert partner.post(address, {"message": message_id}).status == status
    use_id = chosen_for(event, message_id, editor)
    for act in ("remove", "restore"):
        assert partner.post(f"/desk/messages/uses/{use_id}/{act}").status == 404
    assert partner.get(f"/desk/messages/uses/{use_id}/edit").status == 404


def test_the_event_shows_what_is_wrong_with_a_chosen_message(desk, editor, message_id, make_event):
    event = make_event()
    chosen_for(event, message_id, editor)
    page = f"/desk/events/{event.id}"
    for columns, kind in (
        ({"valid_until": today() + timedelta(days=3)}, "late"),
        ({"valid_until": None, "withdrawn_at": utcnow()}, "late"),
        ({"withdrawn_at": None, "approved_number": 2}, "wait"),
    ):
        message = find_message(message_id)
        for name, value in columns.items():
            setattr(message, name, value)
        db.session.commit()
        assert desk.get(page).html.select(f"#event-messages .st.{kind}"), columns


def test_a_use_is_recorded_corrected_and_refused_with_everything_kept(desk, message_id):
    address = f"/desk/messages/{message_id}/uses/new"
    refused = desk.post(address, {"kind": "other", "note": "ჩანაწერი", "day": "32.13.2026"})
    assert refused.status == 422
    assert refused.html.select_one("#note").text.strip() == "ჩანაწერი"
    assert refused.html.select_one("#day")["value"] == "32.13.2026"
    said = {"kind": "campaign", "reference": "კამპანია", "day": "23.11.2026", "note": "ჩანაწერი"}
    said |= {"channel": "press", "municipality": "telavi", "url": "https://example.org/"}
    assert desk.post(address, said | {"organisation": "არავინ იცის"}).status == 422
    answer = desk.post(address, said)
    assert (answer.status, answer.location) == (
        303,
        f"/desk/messages/{message_id}?use=new-{message_id}#use-panel",
    )
    use = use_rows()[0]
    assert (use.kind, use.reference, f"{use.day}") == (UseKind.CAMPAIGN, "კამპანია", "2026-11-23")
    assert (use.municipality_id is not None, use.channel.value) == (True, "press")
    panel = desk.get(f"/desk/messages/{message_id}").texts("#use-panel li")
    assert len(panel) == 1
    assert "კამპანია" in panel[0]
    page = f"/desk/messages/uses/{use.id}/edit"
    form = desk.get(page)
    kept = {"row_version": form.html.select_one("[name=row_version]")["value"]}
    assert desk.post(page, said | kept | {"reference": "ახალი"}, htmx=True).status == 204
    stale = desk.post(page, said | kept | {"reference": "სხვა"})
    assert stale.status == 409
    assert stale.html.select_one("#reference")["value"] == "სხვა"
    assert "ახალი" in stale.texts(".error-summary")[0]
    desk.post(f"/desk/messages/uses/{use.id}/remove")
    message = f"/desk/messages/{message_id}"
    assert desk.get(message).texts("#use-panel > ul li") == []
    assert "ახალი" in desk.get(message).texts("#use-panel details li")[0]
    assert desk.post(f"/desk/messages/uses/{use.id}/restore").status == 303
    assert len(desk.get(message).texts("#use-panel > ul li")) == 1


def test_a_partner_records_its_own_use_without_choosing_for_whom(
    new_browser, make_user, message_id
):
    user = make_user(Role.PARTNER, organisation=NGO)
    partner = new_browser().sign_in(user)
    address = f"/desk/messages/{message_id}/uses/new"
    assert partner.get(address).html.select_one("#organisation") is None
    said = {"kind": "other", "reference": "პოსტი", "day": today().isoformat()}
    assert partner.post(address, said | {"organisation": "სხვა"}).status == 303
    assert use_rows()[0].organisation_id == user.organisation_id
    observer = new_browser().sign_in(make_user(Role.OBSERVER, organisation=NGO))
    assert observer.get(address).status == 403


def test_the_event_of_a_use_is_named_only_to_those_who_may_see_it(
    new_browser, make_user, editor, message_id, make_event
):
    hidden = make_event(
        title_ka="დახურული შეხვედრა", organisers=[NGO], columns=APPROVED | {"confidential": True}
    )
    chosen_for(hidden, message_id, editor)
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation=NGO))
    for path in (
        f"/desk/messages/{message_id}",
        "/desk/messages/use/",
        "/desk/messages/use/print/",
        "/desk/messages/use/export.csv",
        "/desk/messages/export.csv?table=uses",
    ):
        answer = partner.get(path)
        assert answer.status == 200
        assert "დახურული" not in answer.text, path
    assert partner.get(f"/desk/messages/briefs/{hidden.id}").status == 404
    assert partner.get(f"/desk/messages/briefs/{hidden.id}/docx").status == 404
    staff = new_browser().sign_in(make_user(Role.EDITOR))
    assert "დახურული" in staff.get(f"/desk/messages/{message_id}").text


def test_the_page_of_an_organisation_shows_what_it_used(desk, editor, make_user, message_id):
    body = make_user(Role.PARTNER, organisation=NGO).organisation_id
    for name in ("პოსტი", "სტატია"):
        values = UseValues(reference=name, day=today(), organisation_id=body)
        add_use(find_message(message_id), values, actor=editor)
    db.session.commit()
    panel = desk.get(f"/desk/partners/{body}/").html.select_one("[aria-labelledby=messages-used]")
    assert "ევროპა ჩვენი სახლია" in panel.text
    assert panel.select_one("small").text.endswith("2")
