"""Where messages are used: at events and elsewhere, and who learns of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.queries import find_event
from stratcom.events.services.refiling import refile_many
from stratcom.messages.enums import Circle, UseKind, UseState
from stratcom.messages.models import MessageUse
from stratcom.messages.queries import find_message
from stratcom.messages.services import using
from stratcom.messages.use.queries import find_use, state_is, uses, visible_uses
from stratcom.messages.use.rules import can_add_use, can_change_use, state_of
from stratcom.messages.use.values import UseValues
from stratcom.moments import today
from tests.events.conftest import make_event
from tests.messages.sample import approved_message, draft_message

__all__ = ["make_event"]
MINISTRY, NGO = "სოფლის მეურნეობის სამინისტრო", "ფერმერთა კავშირი"


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def message(editor):
    made = approved_message(editor)
    db.session.commit()
    return find_message(made.id)


def linked(message, event, actor):
    use = using.link_event(message, find_event(event.id), actor=actor)
    db.session.commit()
    return found(use, actor)


def found(use, actor):
    """The use as a page loads it."""
    return find_use(use.id, actor)


def seen_by(user):
    return set(db.session.scalars(visible_uses(user).with_only_columns(MessageUse.id)))


def with_state(state):
    chosen = uses().where(state_is(state)).with_only_columns(MessageUse.id)
    return set(db.session.scalars(chosen))


def test_a_use_at_an_event_keeps_the_version_and_whose_it_is(editor, message, make_event):
    use = linked(message, make_event(MINISTRY), editor)
    assert (use.kind, use.number, use.organisation.name_ka) == (UseKind.EVENT, 1, MINISTRY)
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject_label) == ("message_use.added", message.title_ka)


def test_an_event_without_owner_counts_for_its_organiser_or_the_department(
    editor, message, make_event
):
    use = linked(message, make_event(organisers=[NGO]), editor)
    assert use.organisation.name_ka == NGO
    assert linked(message, make_event(), editor).organisation_id is None


def test_only_a_message_in_force_is_linked_and_only_once(editor, message, make_event):
    event = make_event()
    linked(message, event, editor)
    with pytest.raises(DomainError):
        linked(message, event, editor)
    for columns in (
        {"approved_number": None},
        {"valid_until": today() - timedelta(days=1)},
        {"withdrawn_at": utcnow()},
        {"valid_from": today() + timedelta(days=1)},
    ):
        other = approved_message(editor, "სხვა", **columns)
        with pytest.raises(DomainError):
            linked(other, event, editor)


def test_a_removed_use_comes_back_unless_the_event_has_the_message_again(
    editor, message, make_event
):
    event = make_event()
    use = linked(message, event, editor)
    using.remove_use(use, actor=editor)
    db.session.commit()
    assert seen_by(editor) == set()
    using.restore_use(use, actor=editor)
    assert seen_by(editor) == {use.id}
    using.remove_use(use, actor=editor)
    again = linked(message, event, editor)
    with pytest.raises(DomainError):
        using.restore_use(use, actor=editor)
    assert seen_by(editor) == {again.id}


def test_other_uses_ask_for_what_and_when(editor, message):
    for values in (
        UseValues(day=today()),
        UseValues(reference="სტატია"),
        UseValues(reference="სტატია", day=today().replace(year=2200)),
        UseValues(reference="სტატია", day=today(), url="javascript:alert(1)"),
    ):
        with pytest.raises(DomainError):
            using.add_use(message, values, actor=editor)
    use = using.add_use(
        message, UseValues(UseKind.CAMPAIGN, "გაზაფხულის კამპანია", day=today()), actor=editor
    )
    assert (use.reference, use.day, use.number) == ("გაზაფხულის კამპანია", today(), 1)


def test_a_partner_speaks_for_its_own_organisation_alone(make_user, message):
    partner = make_user(Role.PARTNER, organisation=NGO)
    other = make_user(Role.PARTNER, organisation=MINISTRY)
    values = UseValues(reference="პოსტი", day=today(), organisation_id=other.organisation_id)
    use = using.add_use(message, values, actor=partner)
    assert use.organisation_id == partner.organisation_id
    assert can_change_use(partner, use)
    assert not can_change_use(other, use)
    db.session.commit()
    assert (seen_by(partner), seen_by(other)) == ({use.id}, set())


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.EDITOR, True),
        (Role.PARTNER, True),
        (Role.ADVERTISER, True),
        (Role.AGENCY_MEMBER, True),
        (Role.OBSERVER, False),
    ],
)
def test_who_records_uses(make_user, message, role, allowed):
    assert can_add_use(make_user(role, organisation=NGO), message) is allowed


def test_an_edit_is_traced_and_a_stale_one_refused(editor, message):
    use = using.add_use(message, UseValues(reference="სტატია", day=today()), actor=editor)
    db.session.commit()
    use = found(use, editor)
    seen = use.row_version
    values = UseValues(reference="სტატია გაზეთში", day=today())
    using.edit_use(use, values, actor=editor, expected_version=seen)
    db.session.commit()
    use = found(use, editor)
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.changes == {"reference": ["სტატია", "სტატია გაზეთში"]}
    with pytest.raises(StaleError):
        using.edit_use(use, values, actor=editor, expected_version=seen)


def test_of_an_event_s_use_only_what_the_event_does_not_say_changes(editor, message, make_event):
    use = linked(message, make_event(MINISTRY), editor)
    values = UseValues(reference="სხვა", day=today(), note="მოკლედ", organisation_id=None)
    using.edit_use(use, values, actor=editor, expected_version=use.row_version)
    assert (use.kind, use.reference, use.day, use.note) == (UseKind.EVENT, "", None, "მოკლედ")
    assert use.organisation.name_ka == MINISTRY


def test_what_became_of_a_use(editor, message, make_event):
    states = {
        UseState.PLANNED: linked(message, make_event(), editor),
        UseState.DONE: linked(message, make_event(columns={"occurrence": Occurrence.HELD}), editor),
        UseState.CANCELLED: linked(
            message, make_event(columns={"occurrence": Occurrence.CANCELLED}), editor
        ),
    }
    past = using.add_use(message, UseValues(reference="სტატია", day=today()), actor=editor)
    coming = today() + timedelta(days=5)
    later = using.add_use(message, UseValues(reference="სტატია", day=coming), actor=editor)
    db.session.commit()
    for state, use in states.items():
        assert state_of(found(use, editor)) is state
    assert (state_of(found(past, editor)), state_of(found(later, editor))) == (
        UseState.DONE,
        UseState.PLANNED,
    )
    assert with_state(UseState.PLANNED) == {states[UseState.PLANNED].id, later.id}
    assert with_state(UseState.DONE) == {states[UseState.DONE].id, past.id}
    assert with_state(UseState.CANCELLED) == {states[UseState.CANCELLED].id}


def test_nobody_learns_of_an_event_through_its_uses(editor, make_user, message, make_event):
    partner = make_user(Role.PARTNER, organisation=NGO)
    shown = {"state": EventState.APPROVED}
    open_event = make_event(organisers=[NGO], columns=shown)
    hidden = make_event(organisers=[NGO], columns=shown | {"confidential": True})
    draft = make_event(organisers=[NGO])
    held_back = make_event(
        organisers=[NGO], columns=shown | {"embargo_until": utcnow() + timedelta(days=1)}
    )
    refile_many([one.id for one in (open_event, hidden, draft, held_back)])
    first, *others = (
        linked(message, one, editor) for one in (open_event, hidden, draft, held_back)
    )
    assert first.organisation_id == partner.organisation_id
    assert seen_by(partner) == {first.id}
    assert seen_by(editor) == {first.id, *(one.id for one in others)}


def test_a_message_that_is_not_meant_for_one_hides_its_uses(editor, make_user, make_event):
    partner = make_user(Role.PARTNER, organisation=NGO)
    inner = approved_message(editor, "შიდა", circle=Circle.DEPARTMENT)
    values = UseValues(reference="სტატია", day=today(), organisation_id=partner.organisation_id)
    use = using.add_use(inner, values, actor=editor)
    assert use.organisation_id == partner.organisation_id
    db.session.commit()
    assert seen_by(partner) == set()


def test_an_archived_event_takes_its_uses_out_of_the_lists(editor, message, make_event):
    event = make_event()
    linked(message, event, editor)
    find_event(event.id).archived_at = utcnow()
    db.session.commit()
    assert seen_by(editor) == set()


def test_a_draft_is_not_used(editor):
    assert not can_add_use(editor, draft_message(editor))


def test_whoever_takes_an_event_over_looks_after_its_messages(
    editor, make_user, message, make_event
):
    event = make_event(NGO)
    use = linked(message, event, editor)
    heir = make_user(Role.PARTNER, organisation=MINISTRY)
    assert find_use(use.id, heir) is None
    find_event(event.id).owner_id = heir.organisation_id
    db.session.commit()
    refile_many([event.id])
    db.session.commit()
    assert can_change_use(heir, find_use(use.id, heir))
    assert seen_by(heir) == set()
