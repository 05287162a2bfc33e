"""An organisation neither reads nor changes what belongs to another: every route, every role."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from stratcom.audit.services import Machine
from stratcom.db import Base, db
from stratcom.events.enums import EventState, FileKind
from stratcom.events.models import EventFile
from stratcom.events.queries import find_event
from stratcom.events.services.files import add_file
from stratcom.events.services.joining import ask_to_join
from stratcom.events.services.records import create_event, refile
from stratcom.events.services.saved import save_view
from stratcom.imports.services.reading import begin_reading, create_batch, read_batch
from stratcom.messages.enums import Circle, Origin
from stratcom.messages.models import MessageImport, MessageQuestion
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import add_use
from stratcom.messages.use.values import UseValues
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from tests.contacts.sample import agreement, contact
from tests.drafting.sample import comment, open_round
from tests.imports.helpers import workbook
from tests.media import files
from tests.messages.sample import approved_message, draft_message
from tests.site import addresses, rules
from tests.test_policy import written

SECRET = "გაუმხელელი სათათბირო"
OURS, THEIRS = "ჩვენი ორგანიზაცია", "მათი ორგანიზაცია"
OUTSIDE = [
    Role.IMPLEMENTER,
    Role.AGENCY_MEMBER,
    Role.PARTNER,
    Role.ADVERTISER,
    Role.OBSERVER,
]
# What belongs to somebody, by the name it has in addresses.
OWNED = {"event_id", "file_id", "request_id", "view_id", "batch_id"}
# Contacts and agreements are the department's, whomever they are with.
OWNED |= {"entry_id", "agreement_id", "document_id"}
# So are accounts, but for those of one's own organisation.
OWNED |= {"user_id"}
# Texts that are drafted, and all that hangs on them; uses, questions and imports of messages.
OWNED |= {"draft_id", "review_id", "reviewer_id", "comment_id", "use_id", "question_id"}
OWNED |= {"import_id"}
# A shared event may be copied into a draft of one's own, and joined.
FOR_EVERYBODY = {"events.copy", "events.join"}
# What forms send; the guard must refuse before it looks at any of it.
SENT = {"to": "submitted", "verdict": "accept", "row_version": "1", "reason": "x", "note": "x"}
COMING_AND_GOING = {"user_session", "sign_in_attempt"}


def everything():
    """Every row of every table that a request could change."""
    tables = [one for one in Base.metadata.sorted_tables if one.name not in COMING_AND_GOING]
    return {
        table.name: sorted(map(str, db.session.execute(sa.select(table)).all())) for table in tables
    }


def drafted(owner, editor):
    """Their message that is being written and reviewed; what they asked and did about another."""
    message = draft_message(owner, SECRET)
    message.circle = Circle.DEPARTMENT
    review = open_round(message, editor, actor=owner, note=SECRET)
    remark = comment(message, editor, "სრული ტექსტი", text=SECRET)
    shared = find_message(approved_message(editor, "საზიარო გზავნილი").id)
    use = add_use(shared, UseValues(reference=SECRET, day=today()), actor=owner)
    question = MessageQuestion(origin=Origin.PARTNER, text=SECRET, message_id=shared.id)
    question.organisation_id, question.asked_by_id = owner.organisation_id, owner.id
    block = {"text": SECRET, "role": "umbrella", "language": "ka"}
    brought = MessageImport(filename=f"{SECRET}.docx", blocks=[block], by_id=owner.id)
    db.session.add_all([question, brought])
    db.session.flush()
    return {
        "draft_id": message.id,
        "review_id": review.id,
        "reviewer_id": review.reviewers[0].id,
        "comment_id": remark.id,
        "use_id": use.id,
        "question_id": question.id,
        "import_id": brought.id,
    }


@pytest.fixture
def theirs(app, site, make_user):
    """Another organisation's event with a file, an offer, a saved view and an import."""
    owner = make_user(Role.AGENCY_MEMBER, organisation=THEIRS)
    other = make_user(Role.PARTNER, organisation="მესამე ორგანიზაცია")
    day = today().isoformat()
    values = {"title_ka": SECRET, "title_en": "Undisclosed", "first_day": day, "last_day": day}
    values["municipality"] = "telavi"
    body = find_or_add(THEIRS, actor=Machine())
    event = create_event(values, actor=owner, owner_id=body.id)
    photo = {"filename": "a.jpg", "kind": FileKind.PHOTOGRAPH, "public": True}
    file = add_file(event, files.photograph(), actor=owner, **photo)
    offer = ask_to_join(event, note="", actor=other)
    view = save_view(user=owner, name="მათი", query="region=GE-KA")
    batch = create_batch(workbook([[SECRET, "1.2.2027", "თელავი", "", 5]]), "ა.xlsx", user=owner)
    read_batch(batch, mark=begin_reading(batch), actor=owner, user=owner)
    text = drafted(owner, editor := make_user(Role.EDITOR))
    contact(editor, OURS, purpose=SECRET)
    agreement(OURS, title_ka=SECRET, title_en="Undisclosed")
    db.session.commit()
    return {
        "event_id": event.id,
        "file_id": file.id,
        "request_id": offer.id,
        "view_id": view.id,
        "batch_id": batch.id,
        "user_id": owner.id,
        "organisation_id": body.id,
        **text,
        "name": file.stored.replace(".", "-480."),
    }


def owned_addresses(app, site, method, theirs):
    """(endpoint, address) of every route of the desk that names what belongs to somebody."""
    matcher = app.url_map.bind("localhost")
    found = []
    for address in addresses(app, site, method, **theirs):
        endpoint, arguments = matcher.match(address, method=method)
        if OWNED & arguments.keys() and address.startswith("/desk"):
            found.append((endpoint, address))
    return found


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_drafts_of_others_do_not_exist(app, site, browser, make_user, theirs, role, method):
    browser.sign_in(make_user(role, organisation=OURS))
    before = everything()
    answers = {
        address: browser.get(address) if method == "GET" else browser.post(address, SENT)
        for _, address in owned_addresses(app, site, method, theirs)
    }
    assert len(answers) > (5 if method == "GET" else 15)
    allowed = {address: one.status for address, one in answers.items() if one.status < 400}
    assert allowed == {}
    assert {one.status for one in answers.values()} <= {403, 404}
    assert [address for address, one in answers.items() if SECRET in one.text] == []
    assert browser.get(f"/media/{theirs['name']}").status == 404
    assert everything() == before


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_page_file_or_feed_tells_of_others_drafts(app, site, browser, make_user, theirs, role):
    browser.sign_in(make_user(role, organisation=OURS))
    plain = [rule for rule in rules(app) if not rule.arguments]
    told = []
    for address in addresses(app, site):
        if not any(str(value) in address for value in theirs.values()):
            answer = browser.get(address)
            told += [address] if SECRET in answer.text or "Undisclosed" in answer.text else []
    for query in ("?q=სათათბირო", "?municipality=telavi", "?state=draft", "?mine=1", "?archived=1"):
        told += [
            rule.rule + query for rule in plain if SECRET in browser.get(rule.rule + query).text
        ]
    clash = {"title_ka": "ა", "first_day": today().isoformat(), "municipality": "telavi"}
    told += [SECRET] if SECRET in browser.post("/desk/events/clashes", clash).text else []
    assert told == []


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("htmx", [False, True])
def test_shared_events_of_others_are_not_changed(app, site, browser, make_user, theirs, role, htmx):
    event = find_event(theirs["event_id"])
    event.state = EventState.PUBLISHED
    refile(event)
    db.session.commit()
    browser.sign_in(make_user(role, organisation=OURS))
    before = everything()
    refused = [
        (address, status)
        for endpoint, address in owned_addresses(app, site, "POST", theirs)
        if endpoint not in FOR_EVERYBODY
        and (status := browser.post(address, SENT, htmx=htmx).status) < 400
    ]
    assert refused == []
    assert everything() == before
    assert browser.get(f"/desk/events/{event.id}").status == 200


@pytest.mark.parametrize("role", OUTSIDE)
def test_acts_on_many_events_pass_over_those_of_others(browser, make_user, theirs, role):
    browser.sign_in(make_user(role, organisation=OURS))
    before = everything()
    version = find_event(theirs["event_id"]).row_version
    for action in ("approve", "publish", "shift"):
        fields = {"action": action, "days": "7", "event": f"{theirs['event_id']}:{version}"}
        assert SECRET not in browser.post("/desk/events/bulk", fields).text
    assert everything() == before


def test_events_of_nobody_belong_to_who_made_them(browser, make_user, theirs):
    event = find_event(theirs["event_id"])
    event.owner_id, event.created_by_id = None, None
    refile(event)
    db.session.commit()
    browser.sign_in(make_user(Role.PARTNER))
    assert browser.get(f"/desk/events/{event.id}").status == 404


def test_confidential_events_stay_with_owner_and_department(new_browser, make_user, theirs):
    event = find_event(theirs["event_id"])
    event.state, event.confidential = EventState.PUBLISHED, True
    refile(event)
    db.session.commit()
    seen = {
        role: new_browser()
        .sign_in(make_user(role, organisation=OURS))
        .get(f"/desk/events/{event.id}")
        .status
        for role in Role
    }
    inside = {Role.ADMINISTRATOR, Role.DIRECTOR, Role.EDITOR}
    assert {role for role, status in seen.items() if status == 200} == inside
    assert new_browser().get(f"/events/{event.id}/").status == 404
    assert db.session.get(EventFile, theirs["file_id"]).public
    assert new_browser().get(f"/media/{theirs['name']}").status == 404


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_policy_for_members_of_another_organisation(
    app, site, browser, make_user, theirs, role, method
):
    """What tests/policy.tsv says in its last column, asked of the real screens."""
    browser.sign_in(make_user(role, organisation=OURS))
    table = written()
    sees_all = Permission.ORGANISATION_VIEW_ALL in ROLE_PERMISSIONS[role]
    matcher = app.url_map.bind("localhost")
    before = everything()
    asked, let_in = 0, []
    for address in addresses(app, site, method, **theirs):
        endpoint, _values = matcher.match(address, method=method)
        others = table[endpoint]["others"]
        if others == "own" or (others == "seen" and not sees_all):
            answer = browser.get(address) if method == "GET" else browser.post(address, SENT)
            asked += 1
            if answer.status not in {403, 404}:
                let_in.append((address, answer.status))
    assert asked > 20
    assert let_in == []
    assert everything() == before
