"""Is the chain whole? Reads every entry once, in the order of the seals."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from stratcom.audit.chain import FIRST, SEALED, link
from stratcom.audit.models import AuditEntry, AuditSeal
from stratcom.db import db

READ_AT_ONCE = 2_000
MOST_FAULTS = 20


@dataclass
class Verdict:
    """How many entries were read, the end of the chain, and what is wrong."""

    entries: int = 0
    last: str = FIRST
    faults: list[str] = field(default_factory=list)
    expected_found: bool = True


def verify(expected: str = "") -> Verdict:
    """Follow the chain from its beginning; `expected` is an earlier end that it must pass.

    Whoever can write to the database can also forge a whole chain; an end noted elsewhere (on
    paper, in a letter) is what such a forger cannot change.
    """
    verdict = Verdict(expected_found=not expected)
    trail: Any = AuditEntry.__table__
    seals: Any = AuditSeal.__table__
    rows = db.session.execute(
        sa.select(seals.c.position, seals.c.hash, *(trail.c[name] for name in SEALED))
        .join(trail, trail.c.id == seals.c.entry_id, isouter=True)
        .order_by(seals.c.position)
        .execution_options(yield_per=READ_AT_ONCE)
    ).mappings()
    for row in rows:
        verdict.entries += 1
        _check(verdict, row, expected)
    unsealed = sa.select(trail.c.id).outerjoin(seals, seals.c.entry_id == trail.c.id)
    for number in db.session.scalars(unsealed.where(seals.c.position.is_(None)).limit(MOST_FAULTS)):
        _fault(verdict, f"entry {number} has no seal: it was not written by the app")
    if not verdict.expected_found:
        _fault(verdict, f"the chain never had the end {expected}")
    return verdict


def _check(verdict: Verdict, row: Any, expected: str) -> None:
    if row["position"] != verdict.entries:
        _fault(verdict, f"seal {verdict.entries} is missing before seal {row['position']}")
        verdict.entries = row["position"]
    if row["id"] is None:
        _fault(verdict, f"the entry of seal {row['position']} is missing")
    elif link(verdict.last, row) != row["hash"]:
        _fault(verdict, f"entry {row['id']} or the seal before it was changed")
    verdict.last = row["hash"]
    verdict.expected_found = verdict.expected_found or verdict.last == expected


def _fault(verdict: Verdict, text: str) -> None:
    if len(verdict.faults) < MOST_FAULTS:
        verdict.faults.append(text)
