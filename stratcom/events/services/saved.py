"""Filters that a person keeps by name."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events.models import SavedView


def saved_views(user: User) -> list[SavedView]:
    """The person's saved views, by name."""
    found = sa.select(SavedView).where(SavedView.user_id == user.id).order_by(SavedView.name)
    return list(db.session.scalars(found))


def save_view(*, user: User, name: str, query: str) -> SavedView:
    """Keep the filters in `query` by a name of the person's own."""
    taken = {one.name.casefold() for one in saved_views(user)}
    if name.casefold() in taken:
        raise DomainError(_("You already have a view of this name."))
    view = SavedView(user_id=user.id, name=name, query=query)
    try:
        with db.session.begin_nested():
            db.session.add(view)
    except IntegrityError as error:  # the same form sent twice at once
        raise DomainError(_("You already have a view of this name.")) from error
    said = {"name": [None, name], "query": [None, query]}
    record("view.saved", view, actor=user, label=name, changes=said)
    return view


def delete_view(view: SavedView, *, user: User) -> None:
    """Forget a saved view; the events in it are untouched."""
    record("view.deleted", view, actor=user, label=view.name, changes={"query": [view.query, None]})
    db.session.delete(view)
    db.session.flush()
