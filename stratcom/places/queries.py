"""Reading places."""

import sqlalchemy as sa

from stratcom.places.models import Municipality, Region


def regions() -> sa.Select[Region]:
    """All regions: the capital first, then by name."""
    return sa.select(Region).order_by(Region.position)


def municipalities(*, official_only: bool = False) -> sa.Select[Municipality]:
    """All municipalities and occupied towns in the order of the Georgian alphabet."""
    found = sa.select(Municipality).order_by(Municipality.name_ka)
    return found.where(Municipality.official) if official_only else found
