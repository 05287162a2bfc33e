"""Advice on the page of an event."""

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.services.records import create_event
from stratcom.moments import today
from stratcom.wording.services import seed_rules

DAY = today().isoformat()
SECTION = "section[aria-labelledby=wording]"


def add_event(owner_id=None, **texts):
    values = {"title_ka": "შეხვედრა თელავში", "first_day": DAY, "last_day": DAY} | texts
    event = create_event(values, actor=Machine(), owner_id=owner_id)
    db.session.commit()
    return f"/desk/events/{event.id}"


def test_the_department_sees_advice_on_the_texts_of_an_event(app, make_user, new_browser):
    seed_rules()
    partner = make_user(Role.PARTNER, organisation="ცენტრი")
    path = add_event(
        partner.organisation_id,
        title_ka="შეხვედრა ცხინვალის საზღვართან",
        description_en="Families from South Ossetia.",
        internal_notes="სამხრეთ ოსეთი",
    )
    staff = new_browser().sign_in(make_user(Role.EDITOR))
    assert staff.get(path).texts(f"{SECTION} mark") == ["საზღვართან", "South Ossetia"]
    assert not staff.get(add_event()).html.select(SECTION)
    answer = new_browser().sign_in(partner).get(path)
    assert answer.status == 200
    assert not answer.html.select(SECTION)
