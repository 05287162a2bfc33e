"""Message houses of the demonstration: whole, true to the wording list, in every state, once."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.demo.accounts import seed_accounts
from stratcom.demo.directory import seed_organisations
from stratcom.demo.houses import read_sample, sample_parts
from stratcom.demo.messages import PREFIX, SAMPLES, seed_messages
from stratcom.demo.samples import seed_samples
from stratcom.drafting.enums import DraftState, LanguageState
from stratcom.drafting.models import DraftComment, DraftReviewer
from stratcom.drafting.wording.checking import places
from stratcom.messages.house.form import Sheet, complaints
from stratcom.messages.house.reading import read_house
from stratcom.messages.models import Message, MessageLanguage, MessageUse
from stratcom.messages.queries import published
from stratcom.moments import today
from stratcom.wording.services import seed_rules


def seed():
    seed_organisations()
    people = seed_accounts()
    seed_samples(people)
    added = seed_messages(people)
    db.session.commit()
    return people, added


def by_key():
    rows = db.session.scalars(sa.select(Message).where(Message.uid.startswith(PREFIX)))
    return {one.uid.removeprefix(PREFIX): one for one in rows}


def test_every_state_has_a_message(app):
    people, added = seed()
    assert added == len(SAMPLES) == 9
    found = by_key()
    assert {key: one.state for key, one in found.items()} == {
        "visa-free": DraftState.APPROVED,
        "dcfta-farmers": DraftState.APPROVED,
        "erasmus": DraftState.IN_REVIEW,
        "myths-eu": DraftState.SUBMITTED,
        "nato-package": DraftState.HALF_APPROVED,
        "eumm": DraftState.APPROVED,
        "regions": DraftState.APPROVED,
        "small-business": DraftState.RETURNED,
        "candidate": DraftState.DRAFT,
    }
    assert {one.uid.removeprefix(PREFIX) for one in db.session.scalars(published())} == {
        "visa-free",
        "candidate",
    }
    assert found["eumm"].valid_until < today()
    assert found["regions"].withdrawn_at is not None
    assert (found["candidate"].approved_number, found["candidate"].current_number) == (1, 2)
    assert seed_messages(people) == 0


def test_reviews_languages_and_uses_are_there(app):
    seed()
    found = by_key()
    verdicts = list(db.session.scalars(sa.select(DraftReviewer.verdict)))
    assert sorted(str(one) for one in verdicts) == ["None", "agree", "remarks"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DraftComment)) == 3
    rows = db.session.execute(
        sa.select(MessageLanguage.language, MessageLanguage.state).where(
            MessageLanguage.message_id == found["candidate"].id
        )
    )
    assert dict(rows.all()) == {"ka": LanguageState.READY, "en": LanguageState.OUTDATED}
    languages = sa.select(MessageLanguage.language).where(
        MessageLanguage.message_id == found["small-business"].id
    )
    assert list(db.session.scalars(languages)) == ["ka"]
    used = set(db.session.scalars(sa.select(MessageUse.message_id)))
    assert {found[one].id for one in ("visa-free", "dcfta-farmers", "eumm", "regions")} == used


def test_houses_are_whole_and_marked_as_samples(app):
    for sample in SAMPLES:
        parts = sample_parts(read_sample(sample.key))
        house = read_house(parts)
        assert house.title.text("ka").endswith("(ნიმუში)"), sample.key
        assert len(house.pillars) == 3
        assert house.questions
        assert all(one.second is not None for one in (*house.questions, *house.instead))
        assert complaints(Sheet(parts), "ka") == {}
        assert len({one.uid for one in parts}) == len(parts)
        assert not any(one.expired(today()) for one in house.all_proofs())


def test_wording_follows_the_list_but_for_one_that_was_returned(app):
    seed_rules()
    db.session.commit()
    found = {
        sample.key: [(one.language, one.hit.sentence) for one in advised]
        for sample in SAMPLES
        if (advised := places(sample_parts(read_sample(sample.key))))
    }
    # One of those that were returned shows what the check finds.
    assert list(found) == ["small-business"]
