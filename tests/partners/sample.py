"""A logo, a merge and a renaming for the pages that show them."""

from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.partners.merging import merge
from stratcom.partners.models import Merge, Organisation, Succession
from stratcom.partners.services.logos import set_logo, smallest
from stratcom.partners.services.records import create_organisation
from tests.media import files

KEPT, GONE = "ორჯერ ჩაწერილი ცენტრი", "ორჯერ ჩაწერილი ცენტრი „ნიმუში“"


def add_directory(editor: User) -> None:
    """A listed organisation gets a logo; two records become one."""
    set_logo(_listed(), files.photograph((600, 300)), actor=editor)
    kept = create_organisation({"name_ka": KEPT}, actor=editor)
    gone = create_organisation({"name_ka": GONE}, actor=editor)
    db.session.flush()
    merge(
        kept.id,
        gone.id,
        choices={},
        actor=editor,
        kept_version=kept.row_version,
        gone_version=gone.row_version,
    )


def _listed() -> Organisation:
    chosen = sa.select(Organisation).where(Organisation.listed).order_by(Organisation.id)
    return db.session.scalars(chosen.limit(1)).one()


def sample_ids() -> dict[str, list[Any]]:
    """What stands for them in addresses."""
    listed = _listed()
    succession = db.session.scalars(sa.select(Succession).order_by(Succession.id)).first()
    assert succession is not None
    kept = sa.select(Organisation.id).where(Organisation.name_ka == KEPT)
    return {
        "organisation_id": [listed.id, succession.successor_id],
        "other_id": [db.session.scalars(kept).one()],
        "succession_id": [succession.id],
        "merge_id": list(
            db.session.scalars(sa.select(Merge.id).where(Merge.kind == "organisation").limit(1))
        ),
        "logo": [smallest(listed.logo)],
    }
