"""Finding messages: by what they say, whom they are for, and how far they are."""

from datetime import timedelta

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.drafting.enums import DraftKind, DraftState, LanguageState
from stratcom.drafting.models import Draft
from stratcom.events.reference import reference
from stratcom.messages.filters import Filters, Show
from stratcom.messages.models import Message, MessageAudience, MessageLanguage
from stratcom.messages.queries import in_force, visible_to, work_of
from stratcom.moments import today
from stratcom.search import finding as search
from stratcom.search.enums import Kind
from stratcom.search.query import read_query

ENDS_SOON = 30
Condition = sa.ColumnElement[bool]
# Few are chosen by their own index first; else the database walks the whole list in its order.
DRAFTS: sa.FromClause = Draft.__table__.alias()
MESSAGES: sa.FromClause = Message.__table__.alias()


def found_by(filters: Filters, user: User) -> sa.Select[Message]:
    """What the filters find of what the person may see, changed last first."""
    found = sa.select(Message).where(Message.kind == DraftKind.MESSAGE, visible_to(user))
    found = found.where(*_listed(filters.shown, user))
    if text := filters.one("q"):
        found = found.where(Message.id.in_(matching(text, user)))
    known = reference().term_ids
    if code := filters.one("theme"):
        found = found.where(_among(DRAFTS, DRAFTS.c.theme_id == known.get(("theme", code), 0)))
    if code := filters.one("audience"):
        reached = sa.select(MessageAudience.message_id).where(
            MessageAudience.term_id == known.get(("audience", code), 0)
        )
        found = found.where(Message.id.in_(reached))
    found = found.where(*_work(filters, user))
    return found.order_by(Message.updated_at.desc(), Draft.id.desc())


def _listed(shown: Show, user: User) -> list[Condition]:
    day = today()
    if shown is Show.ARCHIVED:
        return [Message.archived_at.is_not(None)]
    present = Message.archived_at.is_(None)
    standing = sa.and_(Message.approved_number.is_not(None), Message.withdrawn_at.is_(None))
    conditions: dict[Show, list[Condition]] = {
        Show.IN_FORCE: [in_force(day)],
        Show.MINE: [_mine(user)],
        Show.COMING: [standing, _among(MESSAGES, MESSAGES.c.valid_from > day)],
        Show.EXPIRED: [standing, _among(MESSAGES, MESSAGES.c.valid_until < day)],
        Show.WITHDRAWN: [_among(DRAFTS, DRAFTS.c.withdrawn_at.is_not(None))],
    }
    return [present, *conditions.get(shown, [])]


def _among(table: sa.FromClause, condition: Condition) -> Condition:
    return Message.id.in_(sa.select(table.c.id).where(condition))


def _mine(user: User) -> Condition:
    """What the person answers for, or their organisation wrote."""
    mine = _among(DRAFTS, DRAFTS.c.steward_id == user.id)
    if user.organisation_id is None:
        return mine
    return sa.or_(mine, _among(DRAFTS, DRAFTS.c.owner_id == user.organisation_id))


def _work(filters: Filters, user: User) -> list[Condition]:
    """Questions about versions that are being written: of texts that the person may read."""
    found: list[Condition] = []
    if state := filters.one("state"):
        found.append(_among(DRAFTS, DRAFTS.c.state == DraftState(state)))
    if wanted := filters.language:
        found.append(_language(*wanted))
    if filters.one("again"):
        found.append(_among(MESSAGES, MESSAGES.c.review_on <= today()))
    if filters.one("facts"):
        found.append(facts_out_of_date())
    if filters.one("ends"):
        found.append(ends_soon())
    return [*found, work_of(user)] if found else []


def facts_out_of_date() -> Condition:
    """Messages with facts that may no longer be said."""
    gone = _among(MESSAGES, MESSAGES.c.proofs_expire_on < today())
    return sa.and_(gone, Message.withdrawn_at.is_(None))


def ends_soon() -> Condition:
    """Messages in force that end within a month."""
    last = today() + timedelta(days=ENDS_SOON)
    return sa.and_(in_force(), _among(MESSAGES, MESSAGES.c.valid_until.between(today(), last)))


def _language(code: str, state: LanguageState) -> Condition:
    of_it = sa.select(MessageLanguage.message_id).where(MessageLanguage.language == code)
    if state is LanguageState.MISSING:
        return Message.id.not_in(of_it)
    return Message.id.in_(of_it.where(MessageLanguage.state == state))


def matching(text: str, user: User | None) -> sa.Select[int]:
    """Ids of the messages that say every word of `text`, in any form; the last may be unfinished.

    By what the person may read of each; without a person, by what everybody may.
    """
    return search.matching(Kind.MESSAGE, read_query(text, reader=user, unfinished=True), user)
