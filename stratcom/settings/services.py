"""The named settings: what an office may change about its own StratCom, and how."""

from dataclasses import dataclass

import sqlalchemy as sa

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.settings.models import Setting

# Organisation that carries the information campaigns out, by its id.
IMPLEMENTING_BODY = "implementing_body"
DEFAULTS = {
    "department_ka": "სტრატეგიული კომუნიკაციის დეპარტამენტი",
    "department_en": "Department of Strategic Communication",
    "contact_email": "",
    IMPLEMENTING_BODY: "",
}


@dataclass(frozen=True)
class Settings:
    """All settings as they are now."""

    department_ka: str
    department_en: str
    contact_email: str
    implementing_body_id: int | None


def read_settings() -> Settings:
    """The settings, with the default where nobody chose anything."""
    rows = db.session.execute(
        sa.select(Setting.name, Setting.value).where(Setting.name.in_(DEFAULTS))
    )
    values = DEFAULTS | {name: value for name, value in rows if value}
    body = values.pop(IMPLEMENTING_BODY)
    return Settings(**values, implementing_body_id=int(body) if body else None)


def implementing_body() -> Organisation | None:
    """The organisation that carries the campaigns out, when the office has named one."""
    wanted = read_settings().implementing_body_id
    return db.session.get(Organisation, wanted) if wanted is not None else None


def change_setting(name: str, value: str, *, actor: Actor) -> None:
    """Set one named setting; leave a trace when it changed."""
    if name not in DEFAULTS:
        raise KeyError(name)
    row = db.session.scalar(sa.select(Setting).where(Setting.name == name))
    before = row.value if row is not None else DEFAULTS[name]
    if before == value:
        return
    if row is None:
        row = Setting(name=name)
        db.session.add(row)
    row.value = value
    record("setting.changed", row, actor=actor, label=name, changes={name: [before, value]})
