"""The filters of the list of people, read from an address."""

from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from stratcom.db import db
from stratcom.partners.forms import chosen
from stratcom.people.queries import Wanted
from stratcom.places.models import Region

NOWHERE = 0
LONGEST_QUERY = 100


def wanted_of(args: MultiDict[str, str], **fixed: Any) -> Wanted:
    """What the address asks for."""
    asked = {name: value.strip() for name, value in args.items()}
    return Wanted(
        words=asked.get("q", "")[:LONGEST_QUERY],
        organisation_id=_organisation_id(asked.get("organisation", "")),
        region_id=_region_id(asked.get("region", "")),
        theme=asked.get("theme", ""),
        language=asked.get("language", ""),
        speakers=fixed.get("speakers", asked.get("speaker") == "1"),
        in_post={"yes": True, "no": False}.get(asked.get("post", "")),
        archived=asked.get("archived") == "1",
    )


def _organisation_id(name: str) -> int | None:
    """The organisation of that name; of an unknown one nobody is found."""
    if not name:
        return None
    found = chosen(name)
    return found.merged_into_id or found.id if found else NOWHERE


def _region_id(code: str) -> int | None:
    if not code:
        return None
    return db.session.scalar(sa.select(Region.id).where(Region.code == code)) or NOWHERE
