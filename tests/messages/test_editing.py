"""Writing a message: the form, saving, two editors, what is kept."""

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.queries import find_version
from stratcom.messages.models import Message
from tests.messages.sample import draft_message


def begun(make_user, browser, role=Role.EDITOR, **options):
    user = make_user(role, **options)
    message = draft_message(user)
    db.session.commit()
    return message.id, browser.sign_in(user)


def fields(answer):
    """Everything that a browser would send of the form, in order, as a list of pairs."""
    made = []
    for one in answer.html.select("#house-form input, #house-form textarea, #house-form select"):
        name, kind = one.get("name"), one.get("type")
        if not name or name == "csrf_token":
            continue
        if kind in {"checkbox", "radio"}:
            if one.has_attr("checked"):
                made.append((name, one.get("value")))
        elif one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            made.append((name, chosen["value"]))
        elif one.name == "textarea":
            made.append((name, one.get_text().removeprefix("\n")))
        else:
            made.append((name, one.get("value", "")))
    return made


def sent(pairs, **changes):
    """The pairs as the test client takes them."""
    made = {}
    for name, value in pairs:
        made.setdefault(name, []).append(value)
    for name, value in changes.items():
        made[name.replace("__", ".")] = value
    return made


def test_saves(make_user, browser):
    draft_id, seen = begun(make_user, browser)
    answer = seen.get(f"/desk/messages/{draft_id}/edit")
    assert answer.status == 200, answer.text[:2000]
    form = fields(answer)
    same = seen.post(f"/desk/messages/{draft_id}/edit", sent(form, do="save"))
    assert same.status == 303, same.text[:3000]
    assert db.session.get(Message, draft_id).current_number == 1
    told = seen.get(f"/desk/messages/{draft_id}/edit")
    assert "Nothing was changed" in told.text or told.texts(".note")
    changed = sent(form, u__ka="ევროკავშირი ყველა ოჯახს ეხმარება.", do="save", note="მთავარი")
    assert (
        seen.post(f"/desk/messages/{draft_id}/edit", changed).location
        == f"/desk/messages/{draft_id}"
    )
    version = find_version(draft_id, 2)
    assert version.note == "მთავარი"
    assert version.lead_ka == "ევროკავშირი ყველა ოჯახს ეხმარება."
