"""Territory: the official list, occupied parts always inside the country."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.db import Base
from stratcom.db.translated import translated


class Region(Base):
    """One of the twelve ISO 3166-2 units: autonomous republics, the capital, nine regions."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(8), unique=True)
    name_ka: Mapped[str] = mapped_column(sa.String(120))
    name_en: Mapped[str] = mapped_column(sa.String(120))
    occupied: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    name = translated("name")


class Municipality(Base):
    """A municipality or self-governing city; occupied ones are marked, never left out.

    `official` is false for occupied towns that the tile map shows but the official list
    of municipalities does not hold.
    """

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    region_id: Mapped[int] = mapped_column(sa.ForeignKey("region.id"), index=True)
    name_ka: Mapped[str] = mapped_column(sa.String(120))
    name_en: Mapped[str] = mapped_column(sa.String(120))
    # Another usual English spelling, as in Qvareli beside Kvareli.
    other_name_en: Mapped[str] = mapped_column(sa.String(120), default="")
    official_ka: Mapped[str] = mapped_column(sa.String(160), default="")
    self_governing_city: Mapped[bool] = mapped_column(default=False)
    occupied: Mapped[bool] = mapped_column(default=False)
    official: Mapped[bool] = mapped_column(default=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    tile_column: Mapped[int | None]
    tile_row: Mapped[int | None]

    region: Mapped[Region] = relationship(lazy="raise_on_sql")

    name = translated("name")
