"""How bodies follow one another: renamed, merged, split, succeeded; and taking it back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.holders import holders
from stratcom.partners.indexing import file_organisation
from stratcom.partners.models import Organisation, Succession
from stratcom.partners.reference import Reference
from stratcom.partners.rules import day_problem, problems
from stratcom.partners.services.naming import same_named
from stratcom.partners.services.records import FieldError, fill
from stratcom.partners.values import INHERITED, NAME_LISTS, Values, empty_values, snapshot

# Beside the ids of what moved: the day of ending that was set, so that an undo clears it.
ENDED = "ended_on"


def add_succession(
    predecessor: Organisation,
    successors: Sequence[Organisation],
    *,
    kind: SuccessionKind,
    happened_on: date,
    leading: Organisation | None,
    ends: bool = True,
    note: str = "",
    source_url: str = "",
    actor: Actor,
) -> list[Succession]:
    """Say what came after an organisation; a split has several successors.

    Reports, accounts and new events follow `leading`, one of the successors or None: what belongs
    to the predecessor passes to it at once. With `ends` the predecessor is over from that day.
    """
    if message := day_problem(happened_on):
        raise FieldError("happened_on", message)
    if not successors:
        raise FieldError("successor", _("Say which organisation came after it."))
    for one in successors:
        _refuse_pair(predecessor, one)
    if leading is not None and _leads(predecessor):
        raise FieldError("leads", _("Reports follow another successor already."))
    made = []
    for one in successors:
        leads = leading is not None and one.id == leading.id
        made.append(
            Succession(
                predecessor_id=predecessor.id,
                successor_id=one.id,
                kind=kind,
                happened_on=happened_on,
                leads=leads,
                note=note,
                source_url=source_url,
                moved=_pass_on(predecessor, one) if leads else {},
            )
        )
    db.session.add_all(made)
    if ends and predecessor.ended_on is None:
        made[0].moved = made[0].moved | {ENDED: happened_on.isoformat()}
        predecessor.ended_on = happened_on
    predecessor.updated_at = utcnow()
    said: dict[str, list[Any]] = {
        "succession": [None, kind.value],
        "successors": [None, [one.name_ka for one in successors]],
        "happened_on": [None, happened_on.isoformat()],
        "leads": [None, leading.name_ka if leading else ""],
    }
    record("organisation.succeeded", predecessor, actor=actor, changes=said)
    return made


def undo_succession(succession: Succession, *, actor: Actor) -> None:
    """Take a succession back, with what passed on and still is where it passed to."""
    predecessor = db.session.get_one(Organisation, succession.predecessor_id)
    successor = db.session.get_one(Organisation, succession.successor_id)
    for one in holders(belonging_only=True):
        if ids := succession.moved.get(one.name):
            one.move(successor.id, predecessor.id, ids)
    db.session.expire_all()
    ended = succession.moved.get(ENDED)
    said: dict[str, list[Any]] = {
        "succession": [succession.kind.value, None],
        "successors": [[successor.name_ka], None],
        "happened_on": [succession.happened_on.isoformat(), None],
    }
    db.session.delete(succession)
    if ended:
        _unend(predecessor, succession, ended)
    predecessor.updated_at = utcnow()
    record("organisation.succession_undone", predecessor, actor=actor, changes=said)


def rename_organisation(
    organisation: Organisation,
    names: Values,
    *,
    happened_on: date,
    note: str = "",
    source_url: str = "",
    actor: Actor,
) -> Organisation:
    """Give a body new names from that day on: a record of its own, with the details of the old.

    The old record keeps its names, so that what happened under them still tells of them. It
    must be as `queries.find` gives it. `names` may hold name_ka, name_en, abbreviations.
    """
    kept = {name: value for name, value in snapshot(organisation).items() if name in INHERITED}
    given = {name: names[name] for name in ("name_ka", "name_en", *NAME_LISTS) if name in names}
    values = empty_values() | kept | given
    for name, message in problems(values).items():
        raise FieldError(name, message)
    for one in same_named(values["name_ka"]):
        if one.archived_at is None:
            said = _("“%(name)s” exists already: say that it came after.", name=one.name)
            raise FieldError("name_ka", said)
    successor = Organisation(logo=organisation.logo)
    successor.names, successor.term_links = [], []
    fill(successor, values, Reference())
    db.session.add(successor)
    record(
        "organisation.added",
        successor,
        actor=actor,
        changes={name: [None, value] for name, value in values.items() if value},
    )
    file_organisation(successor)
    add_succession(
        organisation,
        [successor],
        kind=SuccessionKind.RENAMED,
        happened_on=happened_on,
        leading=successor,
        note=note,
        source_url=source_url,
        actor=actor,
    )
    return successor


def _pass_on(predecessor: Organisation, successor: Organisation) -> dict[str, Any]:
    """Let what belongs to the one belong to the other; return the ids by holder."""
    moved = {
        one.name: one.move(predecessor.id, successor.id) for one in holders(belonging_only=True)
    }
    db.session.expire_all()
    return {name: ids for name, ids in moved.items() if ids}


def _leads(predecessor: Organisation) -> bool:
    leading = sa.exists().where(Succession.predecessor_id == predecessor.id, Succession.leads)
    return bool(db.session.scalar(sa.select(leading)))


def _refuse_pair(predecessor: Organisation, successor: Organisation) -> None:
    for one in (predecessor, successor):
        if one.merged_into_id is not None:
            raise FieldError("successor", _("“%(name)s” was merged already.", name=one.name))
    pairs = db.session.execute(sa.select(Succession.predecessor_id, Succession.successor_id)).all()
    if (predecessor.id, successor.id) in pairs:
        raise FieldError("successor", _("“%(name)s” stands there already.", name=successor.name))
    # Whatever comes after the successor, this body must not be among it.
    later, waiting = {successor.id}, [successor.id]
    while waiting:
        now = waiting.pop()
        new = {after for before, after in pairs if before == now} - later
        later |= new
        waiting += new
    if predecessor.id in later:
        raise FieldError(
            "successor",
            _("“%(name)s” came before it; one cannot come after oneself.", name=successor.name),
        )


def _unend(predecessor: Organisation, succession: Succession, ended: str) -> None:
    """The body goes on, unless another succession says that it ended too."""
    chosen = sa.select(Succession).where(
        Succession.predecessor_id == predecessor.id, Succession.id != succession.id
    )
    if other := db.session.scalars(chosen.order_by(Succession.id)).first():
        other.moved = other.moved | {ENDED: ended}
    elif predecessor.ended_on == date.fromisoformat(ended):
        predecessor.ended_on = None
