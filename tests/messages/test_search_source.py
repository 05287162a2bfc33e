"""Messages as the search finds them: by each reader exactly what they may read."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from markupsafe import Markup

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting import rules as drafting
from stratcom.drafting.handing import Views
from stratcom.drafting.parts import Part, PartKind, with_text
from stratcom.drafting.queries import is_asked, open_review
from stratcom.drafting.services import reviewing
from stratcom.drafting.services.versions import save_version
from stratcom.i18n import in_language
from stratcom.messages.details.values import details_of
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message, MessageReader
from stratcom.messages.queries import find_message, published, reader_ids, visible_to, work_of
from stratcom.messages.rules import can_view
from stratcom.messages.search_source import MessageSource
from stratcom.messages.services import publishing, withdrawing
from stratcom.messages.services.details import set_details
from stratcom.messages.services.filing import file_message, refile_daily
from stratcom.moments import local, today
from stratcom.partners import merging
from stratcom.partners.models import Organisation
from stratcom.public.messages import find_public, show_message
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import find, matching
from stratcom.search.models import SearchDocument
from stratcom.search.query import read_query
from stratcom.search.terms import keys_of, terms_in
from tests.messages.sample import approved_message, draft_message, house_parts

DAY = timedelta(days=1)
APPROVED, WORK = "ფერმერი", "ახალმშენებლობა"
A, B, C = "ჭიათურის ბიბლიოთეკა", "ხონის მუზეუმი", "ამბროლაურის გალერეა"


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


def found(text, user):
    """Ids of the messages that the search finds for the reader."""
    ids = matching(Kind.MESSAGE, read_query(text, reader=user), user)
    return set(db.session.scalars(ids))


def up_to_date(*messages):
    """Nothing is left to be filed."""
    db.session.flush()
    return file_records(MessageSource(), [one.id for one in messages]) == 0


def renewed(message, actor):
    """The same with a newer version, which says WORK where the approved one does not."""
    parts = with_text(house_parts(), "u", "ka", f"{WORK} იწყება.")
    save_version(message, parts, actor=actor, expected_number=1)
    return message


def asked(message, actor, *whom):
    people = [one for one in whom if not isinstance(one, Organisation)]
    bodies = [one for one in whom if isinstance(one, Organisation)]
    given = reviewing.Asked(today() + DAY, bodies, people)
    reviewing.ask(message, given, actor=actor)
    return message


@pytest.fixture
def messages(editor, make_user):
    """Messages in every state, each with a version in work."""
    owner = make_user(Role.AGENCY_MEMBER, organisation=A)
    alone = make_user(Role.AGENCY_MEMBER, login="alone")
    guest = make_user(Role.OBSERVER, login="asked-person")
    body = db.session.get_one(Organisation, make_user(organisation=B).organisation_id)
    named = renewed(approved_message(editor, circle=Circle.DEPARTMENT), editor)
    db.session.add(MessageReader(message_id=named.id, organisation_id=body.id))
    file_message(named)
    put_away = asked(renewed(approved_message(owner), owner), owner, body)
    publishing.archive(put_away, actor=owner, expected_version=put_away.row_version)
    made = [
        named,
        put_away,
        *(renewed(approved_message(editor, circle=one), editor) for one in Circle),
        renewed(approved_message(owner, circle=Circle.DEPARTMENT), owner),
        renewed(approved_message(editor, valid_until=today() - DAY), editor),
        renewed(approved_message(editor, valid_from=today() + DAY), editor),
        renewed(approved_message(editor, withdrawn_at=utcnow()), editor),
        renewed(approved_message(editor, public=True), editor),
        renewed(approved_message(editor, public=True, valid_until=today() - DAY), editor),
        renewed(approved_message(editor, public=True, valid_from=today() + DAY), editor),
        renewed(draft_message(owner), owner),
        renewed(draft_message(alone), alone),
        renewed(draft_message(editor, archived_at=utcnow()), editor),
        asked(renewed(draft_message(editor), editor), editor, body),
        asked(renewed(draft_message(editor), editor), editor, guest),
    ]
    for one in made:
        if one.current_number == 2:
            file_message(one)
    db.session.commit()
    return made


@pytest.fixture
def readers(messages, make_user):
    """Everybody: each role without an organisation and in three of them."""
    known = list(db.session.scalars(sa.select(User)))
    bodies = (None, A, B, C)
    return known + [make_user(role, organisation=one) for role in Role for one in bodies]


def test_each_reader_finds_what_the_rules_let_them_read(messages, readers):
    whole = [find_message(one.id) for one in messages]
    for user in readers:
        works = set(db.session.scalars(sa.select(Message.id).where(work_of(user))))
        asks = {one.id: is_asked(user, one) for one in whole}
        seen = {
            one.id
            for one in whole
            if can_view(user, one, asked=asks[one.id], reader_ids=reader_ids(one))
        }
        said = (user.role, user.organisation_id)
        assert set(db.session.scalars(sa.select(Message.id).where(visible_to(user)))) == seen
        assert found(APPROVED, user) == seen, said
        assert found(WORK, user) == works, said
        assert works == {
            one.id for one in whole if drafting.can_read_work(user, one, asked=asks[one.id])
        }


def test_everybody_finds_what_is_published(messages, make_user):
    public = set(db.session.scalars(published().with_only_columns(Message.id)))
    assert found(APPROVED, None) == public
    assert len(public) == 1
    assert found(WORK, None) == set()


def words_of_page(shown):
    """All that stands on the public page but for its theme and audiences."""
    texts = [shown.title.text, shown.umbrella.text]
    facts = [*shown.facts, *(one for pillar in shown.pillars for one in pillar.facts)]
    texts += [part for one in facts for part in (one.text.text, one.source)]
    texts += [one.text.text for one in shown.pillars]
    texts += [first.text for first, _second in shown.questions]
    passages = [*shown.passages, *(one for pillar in shown.pillars for one in pillar.passages)]
    passages += [second for _first, second in shown.questions if second]
    texts += [Markup(re.sub(r"<[^>]+>", " ", one.html)).unescape() for one in passages]
    return set(keys_of("\n".join(texts)))


@pytest.mark.parametrize(("source", "ready"), [("ka", ["ka", "en"]), ("ka", []), ("en", [])])
def test_everybody_finds_by_the_words_of_the_public_page_alone(editor, source, ready):
    ended = (today() - DAY).isoformat()
    parts = [
        *house_parts(),
        Part("f8", PartKind.PROOF, {"ka": "ვადაგასული მტკიცება"}, "p1", {"until": ended}),
        Part("f9", PartKind.PROOF, {"ka": "სათბურში"}, "", {"until": today().isoformat()}),
        Part("hy", PartKind.VARIANT, {"hy": "Շուկան բաց է։"}, "", {"language": "hy"}),
    ]
    message = approved_message(editor, public=True, source=source)
    save_version(message, parts, actor=editor, expected_number=1, ready=ready)
    message.approved_number = 2
    file_message(message)
    db.session.commit()
    page = find_public(message.id)
    words = set.union(*(words_of_page(show_message(page, one)) for one in ("ka", "en")))
    filed = [terms_in(one) for one in db.session.scalars(sa.select(SearchDocument.terms))]
    (public,) = [one for one in filed if "=for-public" in one]
    assert {one for one in public if one[0] not in "#="} == words
    assert found("სათბური", None) == ({message.id} if source == "ka" else set())
    assert found("ვადაგასული", None) == set()
    assert found("ვადაგასული", editor) == {message.id}


def test_facts_that_end_are_forgotten_by_the_public_the_day_after(editor, monkeypatch):
    message = approved_message(editor, public=True)
    until = today().isoformat()
    fact = Part("f9", PartKind.PROOF, {"ka": "სათბურში"}, "", {"until": until})
    save_version(message, [*house_parts(), fact], actor=editor, expected_number=1)
    message.approved_number = 2
    file_message(message)
    assert found("სათბური", None) == {message.id}
    tomorrow = today() + DAY
    monkeypatch.setattr("stratcom.messages.search_source.today", lambda: tomorrow)
    assert refile_daily(tomorrow) == 0
    assert found("სათბური", None) == set()
    assert found("სათბური", editor) == {message.id}


def test_publishing_withdrawing_and_the_archive(make_user, editor):
    director = make_user(Role.DIRECTOR)
    partner = make_user(Role.PARTNER, organisation=C)
    made = approved_message(editor)
    db.session.commit()
    message = find_message(made.id)

    def act(function, **more):
        function(message, actor=director, expected_version=message.row_version, **more)
        return found(APPROVED, None), found(APPROVED, partner), found(APPROVED, editor)

    nobody, it = set(), {message.id}
    assert act(publishing.publish) == (it, it, it)
    assert act(publishing.unpublish) == (nobody, it, it)
    assert act(publishing.publish) == (it, it, it)
    assert act(withdrawing.withdraw, reason="ძველია", instead=None) == (nobody, it, it)
    assert act(withdrawing.reinstate) == (nobody, it, it)
    assert act(publishing.archive) == (nobody, nobody, it)
    assert act(publishing.restore) == (nobody, it, it)
    assert up_to_date(message)


def test_other_readers_find_it_at_once(make_user, editor):
    partner = make_user(Role.PARTNER, organisation=C)
    message = approved_message(editor, circle=Circle.DEPARTMENT)
    db.session.commit()
    message = find_message(message.id)
    assert found(APPROVED, partner) == set()
    director = make_user(Role.DIRECTOR)
    named = replace(details_of(message), reader_ids=frozenset({partner.organisation_id}))
    set_details(message, named, actor=director, expected_version=message.row_version)
    assert found(APPROVED, partner) == {message.id}
    assert up_to_date(message)


def test_a_round_of_review_opens_the_work(make_user, editor):
    first, other = (make_user(Role.OBSERVER, login=one) for one in ("first", "other"))
    message = renewed(draft_message(editor), editor)
    assert found(WORK, first) == set()
    asked(message, editor, first)
    assert found(WORK, first) == {message.id}
    assert found(WORK, other) == set()
    Views().hand_over(first, other)
    assert found(WORK, first) == set()
    assert found(WORK, other) == {message.id}
    (reviewer,) = reviewing.rounds(message)[0].reviewers
    reviewing.take_off(message, reviewer, actor=editor)
    assert found(WORK, other) == set()
    assert open_review(message.id) is not None
    assert up_to_date(message)


def test_a_merge_of_organisations_takes_readers_along(make_user, editor):
    kept = make_user(Role.AGENCY_MEMBER, organisation=A)
    gone = make_user(Role.AGENCY_MEMBER, organisation=B)
    stays = make_user(Role.AGENCY_MEMBER, organisation=C)
    owned = renewed(draft_message(gone), gone)
    body = db.session.get_one(Organisation, gone.organisation_id)
    reviewed = asked(renewed(draft_message(editor), editor), editor, body)
    named = approved_message(editor, circle=Circle.DEPARTMENT)
    db.session.add(MessageReader(message_id=named.id, organisation_id=body.id))
    file_message(named)
    db.session.commit()
    three = {owned.id, reviewed.id, named.id}
    assert found(APPROVED, gone) == three
    assert found(APPROVED, kept) == set()
    ids = (kept.organisation_id, gone.organisation_id)
    kept_body, gone_body = (merging.load(one) for one in ids)
    merge = merging.merge(
        *ids,
        choices={},
        actor=editor,
        kept_version=kept_body.row_version,
        gone_version=gone_body.row_version,
    )
    assert found(APPROVED, kept) == three
    assert found(APPROVED, stays) == set()
    assert up_to_date(owned, reviewed, named)
    merging.undo_merge(merge, actor=editor)
    assert found(APPROVED, kept) == set()
    assert found(APPROVED, gone) == three
    assert up_to_date(owned, reviewed, named)


def test_found_by_the_owner_in_the_desk_alone(make_user, editor):
    owner = make_user(Role.AGENCY_MEMBER, organisation=A)
    message = approved_message(owner, public=True)
    assert found(A, editor) == {message.id}
    assert found(A, None) == set()


def test_cards_give_each_the_version_they_may_read(make_user, editor):
    partner = make_user(Role.PARTNER, organisation=C, language="en")
    approved_at = utcnow() - 20 * DAY
    message = approved_message(editor, approved_at=approved_at, valid_until=date(2027, 1, 2))
    parts = with_text(house_parts(), "t", "ka", "სულ სხვა სათაური")
    save_version(message, parts, actor=editor, expected_number=1)
    db.session.commit()
    source = MessageSource()
    with in_language("en"):
        mine = source.cards([message.id], editor)[message.id]
        theirs = source.cards([message.id], partner)[message.id]
    assert (mine.path, mine.title_ka) == (f"/desk/messages/{message.id}", "სულ სხვა სათაური")
    assert (theirs.title_ka, theirs.title_en) == ("ევროპა ჩვენი სახლია", "Europe is our home")
    assert list(theirs.facts) == ["Valid until 02.01.2027"]
    (hit,) = find(read_query(APPROVED), Kind.MESSAGE, partner).items
    assert (hit.title_ka, hit.day) == ("ევროპა ჩვენი სახლია", local(approved_at).date())
    withdrawn = approved_message(editor, withdrawn_at=utcnow())
    with in_language("en"):
        facts = source.cards([withdrawn.id], editor)[withdrawn.id].facts
    assert list(facts) == ["Withdrawn: do not use"]
    hidden = draft_message(editor)
    assert source.cards([hidden.id], partner) == {}


def test_many_are_read_in_as_few_statements_as_one(editor):
    made = [renewed(approved_message(editor), editor) for _number in range(8)]
    source = MessageSource()

    def statements(ids):
        seen = []
        hear = lambda _c, _cursor, statement, *_rest: seen.append(statement)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", hear)
        try:
            assert len(list(source.records(ids))) == len(ids)
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", hear)
        return len(seen)

    ids = [one.id for one in made]
    assert statements(ids) == statements(ids[:1]) == 5
    assert list(source.ids(after=ids[2], limit=3)) == ids[3:6]
