"""Reading agreements, and the files of agreements and contacts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts.enums import AgreementState
from stratcom.contacts.filters import AgreementList, Filters
from stratcom.contacts.models import Agreement, AgreementOrganisation, ContactEntry, ContactFile
from stratcom.contacts.validity import ENDING_DAYS, last_day
from stratcom.db import db
from stratcom.moments import today
from stratcom.search.enums import Kind
from stratcom.search.finding import matching
from stratcom.search.query import read_query

MOST_ENDING = 500
NOTICE = timedelta(days=ENDING_DAYS)


def agreements() -> sa.Select[Agreement]:
    """Every agreement with what a list shows of it."""
    return sa.select(Agreement).options(
        joinedload(Agreement.responsible),
        selectinload(Agreement.organisation_links).joinedload(AgreementOrganisation.organisation),
    )


def find_agreement(agreement_id: int) -> Agreement | None:
    """One agreement with all that its page shows."""
    return db.session.scalar(agreements().where(Agreement.id == agreement_id))


def listed(filters: Filters, user: User | None) -> sa.Select[Agreement]:
    """The agreements that the filters ask for: ending ones by their end, all else newest first."""
    found = _narrowed(agreements(), filters, user)
    if filters.problems:
        return found.where(sa.false())
    day, shown = today(), filters.agreement_list
    archived = Agreement.archived_at
    if shown is AgreementList.ARCHIVED:
        return _newest_first(found.where(archived.is_not(None)))
    found = found.where(archived.is_(None))
    if shown is AgreementList.ENDING:
        return _in_order(found, [one for one, _ in ends_between(day, day + NOTICE)[:MOST_ENDING]])
    if shown is AgreementList.PREPARED:
        return _newest_first(found.where(Agreement.state == AgreementState.DRAFT))
    if shown is AgreementList.ENDED:
        ended = sa.func.coalesce(Agreement.terminated_on, Agreement.valid_until)
        return found.where(_is_over(day)).order_by(ended.desc(), Agreement.id.desc())
    in_force = sa.and_(Agreement.state != AgreementState.DRAFT, ~_is_over(day))
    return _newest_first(found.where(in_force))


def of_organisation(organisation_id: int) -> sa.Select[Agreement]:
    """Agreements with an organisation that are in force or about to be, newest first."""
    party = Agreement.id.in_(_with_party(organisation_id))
    return listed(Filters({"show": AgreementList.IN_FORCE.value}), None).where(party)


def ending_agreements(user: User, days: int) -> list[tuple[Agreement, date]]:
    """Agreements that end, or are renewed, within so many days: the person's own first to end.

    Those that nobody is responsible for concern everybody who keeps agreements.
    """
    if not user.can(Permission.CONTACT_EDIT):
        return []
    day = today()
    ends = dict(ends_between(day, day + timedelta(days=days))[:MOST_ENDING])
    mine = sa.or_(Agreement.responsible_id == user.id, Agreement.responsible_id.is_(None))
    found = db.session.scalars(_in_order(agreements().where(mine), list(ends)))
    return [(one, ends[one.id]) for one in found]


def ends_between(first: date, last: date) -> list[tuple[int, date]]:
    """Ids of agreements whose present term ends on one of those days, the soonest first.

    The ends of renewed ones are not stored, they move by themselves: these few are worked out.
    """
    columns = (
        Agreement.id,
        Agreement.state,
        Agreement.valid_from,
        Agreement.valid_until,
        Agreement.renews_months,
        Agreement.terminated_on,
    )
    rows = db.session.execute(
        sa.select(*columns).where(
            Agreement.archived_at.is_(None),
            sa.or_(
                sa.and_(
                    Agreement.state == AgreementState.SIGNED,
                    sa.or_(
                        Agreement.valid_until.between(first, last),
                        sa.and_(Agreement.renews_months > 0, Agreement.valid_until < first),
                    ),
                ),
                sa.and_(
                    Agreement.state == AgreementState.TERMINATED,
                    Agreement.terminated_on.between(first, last),
                ),
            ),
        )
    )
    ends = ((row.id, last_day(row, first)) for row in rows)
    found = [(one, end) for one, end in ends if end is not None and first <= end <= last]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def files_of(owner: ContactEntry | Agreement) -> Sequence[ContactFile]:
    """All files of a contact or an agreement in order, removed ones included."""
    column = ContactFile.entry_id if isinstance(owner, ContactEntry) else ContactFile.agreement_id
    return db.session.scalars(
        sa.select(ContactFile).where(column == owner.id).order_by(ContactFile.id)
    ).all()


def find_file(file_id: int) -> ContactFile | None:
    """One file with the contact or the agreement that it belongs to."""
    return db.session.scalar(
        sa.select(ContactFile)
        .options(joinedload(ContactFile.agreement), joinedload(ContactFile.entry))
        .where(ContactFile.id == file_id)
    )


def _is_over(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(
            Agreement.state == AgreementState.SIGNED,
            Agreement.renews_months == 0,
            Agreement.valid_until.is_not(None),
            Agreement.valid_until < day,
        ),
        sa.and_(Agreement.state == AgreementState.TERMINATED, Agreement.terminated_on < day),
    )


def _newest_first(found: sa.Select[Agreement]) -> sa.Select[Agreement]:
    begun = sa.func.coalesce(Agreement.signed_on, Agreement.valid_from)
    return found.order_by(begun.is_(None), begun.desc(), Agreement.id.desc())


def _in_order(found: sa.Select[Agreement], ids: Sequence[int]) -> sa.Select[Agreement]:
    if not ids:
        return found.where(sa.false())
    places = sa.case({one: place for place, one in enumerate(ids)}, value=Agreement.id)
    return found.where(Agreement.id.in_(ids)).order_by(places)


def _narrowed(
    found: sa.Select[Agreement], filters: Filters, user: User | None
) -> sa.Select[Agreement]:
    if filters.organisation is not None:
        found = found.where(Agreement.id.in_(_with_party(filters.organisation.id)))
    if filters.agreement_kind is not None:
        found = found.where(Agreement.kind == filters.agreement_kind)
    if filters.owner is not None:
        found = found.where(Agreement.responsible_id == filters.owner.id)
    if text := filters.text("q"):
        said = matching(Kind.AGREEMENT, read_query(text, reader=user, unfinished=True), user)
        numbered = Agreement.number.icontains(text, autoescape=True)
        found = found.where(sa.or_(Agreement.id.in_(said), numbered))
    return found


def _with_party(organisation_id: int) -> sa.Select[Any]:
    links = AgreementOrganisation
    return sa.select(links.agreement_id).where(links.organisation_id == organisation_id)
