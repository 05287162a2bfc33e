"""Settings of this installation, one row each."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base


class Setting(Base):
    """A named value; names are listed in settings.services."""

    __tablename__ = "setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    value: Mapped[str] = mapped_column(sa.Text, default="")
