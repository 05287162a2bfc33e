"""Keeping the lists: add, relabel, order, retire, merge; never delete."""

import csv
from pathlib import Path

import sqlalchemy as sa

from stratcom.db import db
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

DATA = Path(__file__).parent / "data"


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
