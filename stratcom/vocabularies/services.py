"""Keeping the lists: add, relabel, order, retire, merge; never delete."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.georgian import fold, slug, squash
from stratcom.vocabularies import queries
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

DATA = Path(__file__).parent / "data"
CODE_LENGTH = 60


class TermUser(Protocol):
    """A feature whose records carry terms, told of merges by the factory."""

    def count(self, term: Term) -> int:
        """How many records carry the term."""

    def move(self, term: Term, into: Term) -> int:
        """Give the records of `term` the term `into`; return how many there were."""


def seed_terms() -> None:
    """Add the terms that come with StratCom where they are missing; what people changed stays."""
    known = {(one.kind, one.code) for one in db.session.scalars(sa.select(Term))}
    with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file)):
            kind = TermKind(row["kind"])
            if (kind, row["code"]) in known:
                continue
            db.session.add(
                Term(
                    kind=kind,
                    code=row["code"],
                    label_ka=row["label_ka"],
                    label_en=row["label_en"],
                    position=position,
                )
            )
    db.session.flush()


def add_term(kind: TermKind, *, label_ka: str, label_en: str, actor: Actor) -> Term:
    """Add a term at the end of its list; raise DomainError when the list has one of that name."""
    present = db.session.scalars(queries.terms(kind, with_retired=True)).all()
    _refuse_twin(present, label_ka, label_en)
    term = Term(
        kind=kind,
        code=_free_code(label_en or label_ka, {one.code for one in present}),
        label_ka=squash(label_ka),
        label_en=squash(label_en),
        position=max((one.position for one in present), default=-1) + 1,
    )
    db.session.add(term)
    record("term.added", term, actor=actor)
    return term


def relabel_term(
    term: Term, *, label_ka: str, label_en: str, actor: Actor, expected_version: int
) -> None:
    """Change the labels; the code, and with it every address, stays.

    Raises StaleError when somebody saved since the caller read `expected_version`.
    """
    refuse_stale(term, expected_version)
    others = db.session.scalars(queries.terms(term.kind, with_retired=True)).all()
    _refuse_twin([one for one in others if one.id != term.id], label_ka, label_en)
    if (term.label_ka, term.label_en) == (squash(label_ka), squash(label_en)):
        return
    term.label_ka, term.label_en = squash(label_ka), squash(label_en)
    record("term.relabelled", term, actor=actor)


def move_term(term: Term, *, up: bool, actor: Actor) -> None:
    """Exchange the term with its neighbour in the list; at the end of the list nothing happens."""
    listed = list(db.session.scalars(queries.terms(term.kind)))
    if term not in listed:
        raise DomainError(_("A retired term has no place in the list."))
    at = listed.index(term)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(listed):
        return
    places = sorted(one.position for one in listed)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    listed[at], listed[to] = listed[to], listed[at]
    before = term.position
    for one, position in zip(listed, places, strict=True):
        one.position = position
    record("term.moved", term, actor=actor, changes={"position": [before, term.position]})


def retire_term(term: Term, *, actor: Actor) -> None:
    """Offer the term no longer; records that carry it keep it."""
    if term.retired_at is None:
        term.retired_at = utcnow()
        record("term.retired", term, actor=actor)


def bring_back_term(term: Term, *, actor: Actor) -> None:
    """Offer a retired term again; a merged one is gone for good."""
    if term.merged_into_id is not None:
        raise DomainError(_("A merged term cannot be brought back."))
    if term.retired_at is not None:
        term.retired_at = None
        record("term.brought_back", term, actor=actor)


def count_uses(term: Term, users: Iterable[TermUser]) -> int:
    """How many records carry the term."""
    return sum(one.count(term) for one in users)


def merge_term(term: Term, into: Term | None, *, users: Iterable[TermUser], actor: Actor) -> int:
    """Let `into` take the place of `term` everywhere; return how many records changed.

    The merged term stays, retired, and leads old addresses to the one that took its place.
    """
    if into is None or into is term or into.kind is not term.kind or into.retired_at is not None:
        raise DomainError(_("Choose another term of the same list that is in use."))
    if term.merged_into_id is not None:
        raise DomainError(_("This term was merged already."))
    moved = sum(one.move(term, into) for one in users)
    for earlier in db.session.scalars(sa.select(Term).where(Term.merged_into_id == term.id)):
        earlier.merged_into_id = into.id
    term.merged_into_id = into.id
    term.retired_at = term.retired_at or utcnow()
    changes: dict[str, list[Any]] = {"merged_into": [None, into.code], "records": [moved, 0]}
    record("term.merged", term, actor=actor, changes=changes)
    return moved


def _refuse_twin(others: Iterable[Term], label_ka: str, label_en: str) -> None:
    wanted = {fold(squash(label_ka)), fold(squash(label_en))}
    for one in others:
        if one.merged_into_id is None and wanted & {fold(one.label_ka), fold(one.label_en)}:
            raise DomainError(
                _("The list already has “%(label)s”.", label=f"{one.label_ka} / {one.label_en}")
            )


def _free_code(label: str, taken: set[str]) -> str:
    stem = slug(label).replace("-", "_")[: CODE_LENGTH - 4].strip("_") or "term"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
