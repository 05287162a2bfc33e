"""Two records of one organisation made one, and parted again."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.contacts.enums import AgreementKind, ContactKind
from stratcom.contacts.models import Agreement, AgreementOrganisation, ContactEntry
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events.enums import EventState
from stratcom.events.filters import narrow, read_filters
from stratcom.events.models import Event, EventFacet, EventOrganisation, JoinRequest
from stratcom.events.queries import find_event, load
from stratcom.events.search import Search, find_ids
from stratcom.events.services.joining import ask_to_join
from stratcom.events.services.records import create_event, edit_event, refile
from stratcom.imports.models import ImportBatch
from stratcom.moments import today
from stratcom.partners.enums import NameKind, SuccessionKind
from stratcom.partners.indexing import file_organisation
from stratcom.partners.merging import load as load_organisation
from stratcom.partners.merging import merge, preview, undo_merge
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationTerm,
    OrganisationWord,
    Succession,
)
from stratcom.partners.services import find_or_add, match_key
from stratcom.people.enums import RelationKind
from stratcom.people.models import Person, Post, Relation
from stratcom.settings.services import IMPLEMENTING_BODY, change_setting, read_settings
from stratcom.submissions.models import GuestLink
from stratcom.vocabularies.models import Term

DAY = today() + timedelta(days=20)
KEPT, GONE = "ახალგაზრდული ცენტრი თაობა", "ა(ა)იპ „თაობა“"


@pytest.fixture
def pair(app):
    """The record that is to stay and the one that is to go, each known a little."""
    kept = find_or_add(KEPT, actor=Machine())
    gone = find_or_add(GONE, actor=Machine(), name_en="Taoba")
    db.session.flush()
    kept.phone, kept.notes, kept.social = "032 200 00 01", "ძველი", ["https://example.ge/a"]
    gone.phone, gone.notes, gone.email = "599 11 22 33", "ახალი", "info@taoba.example"
    gone.identification_code, gone.social = "404111222", ["https://example.ge/b"]
    for one in (kept, gone):
        file_organisation(one)
    db.session.commit()
    return kept, gone


def event(title, *, owner=None, **values):
    day = DAY.isoformat()
    given = {"title_ka": title, "first_day": day, "last_day": day} | values
    columns = {"state": EventState.APPROVED}
    return create_event(given, actor=Machine(), owner_id=owner and owner.id, **columns)


def join(kept, gone, *, actor=None, **choices):
    made = merge(
        kept.id,
        gone.id,
        choices=choices,
        actor=actor or Machine(),
        kept_version=kept.row_version,
        gone_version=gone.row_version,
    )
    db.session.commit()
    return made


def part(made):
    stayed = undo_merge(made, actor=Machine())
    db.session.commit()
    return stayed


def held_by(text):
    filters = read_filters(MultiDict([("organiser", text)]), desk=True)
    return set(find_ids(narrow(Search(), filters)))


def facets():
    columns = (EventFacet.facet, EventFacet.day, EventFacet.event_id)
    return {tuple(row) for row in db.session.execute(sa.select(*columns))}


def links():
    columns = (
        EventOrganisation.event_id,
        EventOrganisation.organisation_id,
        EventOrganisation.role,
        EventOrganisation.position,
    )
    return {tuple(row) for row in db.session.execute(sa.select(*columns))}


def refiled():
    """The facets as each event files itself."""
    for one in load(list(db.session.scalars(sa.select(Event.id)))):
        refile(one)
    return facets()


def test_preview_proposes_what_the_kept_record_lacks(pair):
    kept, gone = (load_organisation(one.id) for one in pair)
    event("ა", organisers=[GONE])
    event("ბ", owner=gone, partners=[GONE], organisers=[GONE])
    found = preview(kept, gone, {})
    assert [(one.name, one.kept, one.gone, one.chosen) for one in found.differences] == [
        ("name_ka", KEPT, GONE, "kept"),
        ("name_en", "", "Taoba", "gone"),
        ("code", "", "404111222", "gone"),
        ("email", "", "info@taoba.example", "gone"),
        ("phone", "032 200 00 01", "599 11 22 33", "kept"),
        ("notes", "ძველი", "ახალი", "kept"),
    ]
    assert [one.name for one in found.differences if one.joinable] == ["notes"]
    assert found.names == [(NameKind.ALIAS, GONE)]
    assert found.social == ["https://example.ge/b"]
    with force_locale("en"):
        moves = [(str(label), count) for label, count in found.moves]
    assert moves == [("Events held, supported or funded", 2), ("Events kept", 1)]


def test_merge_takes_what_was_chosen_and_leaves_a_trace(pair):
    kept, gone = pair
    theme, audience = db.session.scalars(
        sa.select(Term).where(Term.code.in_(["students", "teachers"])).order_by(Term.code)
    )
    db.session.add(OrganisationTerm(organisation_id=gone.id, term_id=theme.id))
    for one in pair:
        db.session.add(OrganisationTerm(organisation_id=one.id, term_id=audience.id))
    former = {"kind": NameKind.FORMER, "text": "კლუბი თაობა", "match_key": match_key("კლუბი თაობა")}
    db.session.add(OrganisationName(organisation_id=gone.id, **former))
    db.session.commit()
    join(kept, gone, phone="gone", notes="both", name_ka="gone")
    assert (kept.name_ka, kept.name_en, kept.match_key) == (GONE, "Taoba", match_key(GONE))
    assert (kept.phone, kept.notes) == ("599 11 22 33", "ძველი\n\nახალი")
    assert (kept.identification_code, kept.email) == ("404111222", "info@taoba.example")
    assert kept.social == ["https://example.ge/a", "https://example.ge/b"]
    whole = load_organisation(kept.id)
    assert {one.term_id for one in whole.term_links} == {theme.id, audience.id}
    assert [(one.kind, one.text) for one in whole.names] == [
        (NameKind.ALIAS, KEPT),
        (NameKind.FORMER, "კლუბი თაობა"),
    ]
    assert gone.merged_into_id == kept.id
    trail = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    assert [(one.action, one.subject_id) for one in trail] == [
        ("organisation.merged_away", gone.id),
        ("organisation.merged", kept.id),
    ]
    assert trail[0].changes == {"merged_into_id": [None, kept.id]}
    assert trail[1].changes["phone"] == ["032 200 00 01", "599 11 22 33"]
    assert trail[1].changes["merged"] == [None, GONE]


def test_only_the_kept_record_is_found_afterwards(pair):
    kept, gone = pair
    made = join(kept, gone)
    for model in (OrganisationWord, OrganisationKey):
        assert db.session.scalar(sa.select(model).where(model.organisation_id == gone.id)) is None
    keys = sa.select(OrganisationKey.key).where(OrganisationKey.organisation_id == kept.id)
    assert "code:404111222" in set(db.session.scalars(keys))
    part(made)
    keys = sa.select(OrganisationKey.organisation_id).where(OrganisationKey.key == "code:404111222")
    assert set(db.session.scalars(keys)) == {gone.id}


def test_events_pass_to_the_kept_record_and_back(pair):
    kept, gone = pair
    only_gone = event("ლექცია", organisers=[GONE], partners=["გორის მერია"])
    both = event("ფორუმი", organisers=["გორის მერია", GONE, KEPT], donors=[GONE])
    only_kept = event("ტრენინგი", organisers=[KEPT])
    db.session.commit()
    assert (held_by(KEPT), held_by(GONE)) == (
        {both.id, only_kept.id},
        {both.id, only_gone.id},
    )
    before, linked, version = facets(), links(), only_gone.row_version
    made = join(kept, gone)
    assert held_by(KEPT) == held_by(GONE) == held_by(str(gone.id))
    assert held_by(KEPT) == {only_gone.id, both.id, only_kept.id}
    assert held_by("გორის მერია") == {both.id}
    assert {one for one in links() if one[1] == gone.id} == set()
    assert [(one.organisation_id, one.role) for one in find_event(both.id).organisation_links] == [
        (find_or_add("გორის მერია", actor=Machine()).id, "organiser"),
        (kept.id, "organiser"),
        (kept.id, "donor"),
    ]
    assert facets() == refiled()
    with pytest.raises(StaleError):
        edit_event(
            find_event(only_gone.id),
            {"title_ka": "სხვა"},
            actor=Machine(),
            expected_version=version,
        )
    assert part(made) == []
    assert (facets(), links()) == (before, linked)
    assert facets() == refiled()


def test_events_are_found_by_the_name_that_was_chosen(pair):
    kept, gone = pair
    event("ლექცია", organisers=[GONE])
    event("ტრენინგი", organisers=[KEPT])
    db.session.commit()
    before = facets()
    made = join(kept, gone, name_ka="gone")
    assert facets() == refiled() != before
    assert part(made) == []
    assert facets() == refiled() == before


def test_archived_events_stay_in_the_archive(pair):
    kept, gone = pair
    put_away = event("ლექცია", owner=gone, organisers=[GONE])
    put_away.archived_at = put_away.created_at
    refile(put_away)
    db.session.commit()
    join(kept, gone)
    assert facets() == refiled()
    assert db.session.get(Event, put_away.id).owner_id == kept.id


def test_thousands_of_events_move_in_few_statements(pair):
    kept, gone = pair
    for number in range(30):
        event(f"ლექცია {number}", owner=gone, organisers=[GONE])
    db.session.commit()
    said = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    join(kept, gone)
    assert len(said) < 140
    few = len(said)
    del said[:]
    extra = find_or_add("სხვა", actor=Machine())
    db.session.commit()
    join(kept, extra)
    # The events took no more than a handful of statements, not one each.
    assert few - len(said) < 15


def test_everything_that_names_the_record_moves_and_comes_back(app, pair, make_user):
    kept, gone = pair
    member = make_user(Role.PARTNER, organisation=GONE)
    other = find_or_add("მესამე", actor=Machine())
    db.session.flush()
    shared = event("ფორუმი", owner=other)
    ask_to_join(shared, note="", actor=member)
    person = Person(last_name_ka="აბაშიძე", first_name_ka="ნინო")
    branch = Organisation(name_ka="თაობა გორი", match_key="თაობა გორი", parent_id=gone.id)
    db.session.add_all([person, branch])
    db.session.flush()
    entry = ContactEntry(
        kind=ContactKind.CALL, happened_on=date(2026, 5, 1), organisation_id=gone.id, purpose="ა"
    )
    paper = Agreement(kind=AgreementKind.MEMORANDUM, title_ka="მემორანდუმი")
    link = GuestLink(nonce="x", organisation_id=gone.id, valid_until=DAY)
    batch = ImportBatch(filename="ა.xlsx", stored="x", organisation_id=gone.id)
    post = Post(person_id=person.id, organisation_id=gone.id)
    funds = Relation(
        kind=RelationKind.FUNDS, from_organisation_id=other.id, to_organisation_id=gone.id
    )
    partners = Relation(
        kind=RelationKind.PARTNER_OF, from_organisation_id=kept.id, to_organisation_id=gone.id
    )
    came = Succession(
        predecessor_id=other.id,
        successor_id=gone.id,
        kind=SuccessionKind.RENAMED,
        happened_on=date(2020, 1, 1),
    )
    db.session.add_all([entry, paper, link, batch, post, funds, partners, came])
    db.session.flush()
    db.session.add(AgreementOrganisation(agreement_id=paper.id, organisation_id=gone.id))
    change_setting(IMPLEMENTING_BODY, str(gone.id), actor=Machine())
    db.session.commit()

    def named():
        db.session.expire_all()
        party = sa.select(AgreementOrganisation.organisation_id)
        asked = sa.select(JoinRequest.organisation_id)
        return {
            member.organisation_id,
            branch.parent_id,
            entry.organisation_id,
            link.organisation_id,
            batch.organisation_id,
            post.organisation_id,
            funds.to_organisation_id,
            came.successor_id,
            read_settings().implementing_body_id,
            db.session.scalars(party).one(),
            db.session.scalars(asked).one(),
        }

    assert named() == {gone.id}
    made = join(kept, gone)
    assert named() == {kept.id}
    assert partners.removed_at is not None
    assert set(made.moved) == {
        "accounts",
        "agreements",
        "branches",
        "contacts",
        "guest_links",
        "implementing_body",
        "imports",
        "join_requests",
        "posts",
        "relations",
        "successions",
    }
    assert part(made) == []
    assert named() == {gone.id}
    assert partners.removed_at is None


def test_undo_keeps_what_was_changed_or_added_since(pair):
    kept, gone = pair
    held = event("ლექცია", organisers=[GONE])
    passed_on = event("ფორუმი", organisers=[GONE])
    db.session.commit()
    made = join(kept, gone, phone="gone")
    kept.phone = "577 00 00 00"
    new = event("ახალი", organisers=[GONE])
    edit_event(
        find_event(passed_on.id),
        {"organisers": ["გორის მერია"]},
        actor=Machine(),
        expected_version=find_event(passed_on.id).row_version,
    )
    db.session.commit()
    assert part(made) == ["phone"]
    assert (kept.phone, kept.identification_code, kept.name_en) == ("577 00 00 00", "", "")
    assert held_by(GONE) == {held.id}
    assert held_by(KEPT) == {new.id}
    assert held_by("გორის მერია") == {passed_on.id}
    assert facets() == refiled()
    with pytest.raises(DomainError):
        undo_merge(made, actor=Machine())
