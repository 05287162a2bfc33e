"""Accounts for trying StratCom out, marked as samples."""

from dataclasses import dataclass

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.creating import create_user
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners.services import find_or_add
from stratcom.settings.services import IMPLEMENTING_BODY, change_setting, read_settings

PASSWORD = "stratcom-demo-2026"  # noqa: S105 - printed by `make run`, refused outside development


@dataclass(frozen=True)
class Account:
    """One sample account; without an organisation it is the department's own."""

    login: str
    name: str
    name_en: str
    role: Role
    organisation: str = ""
    organisation_en: str = ""


INFORMATION_CENTRE = Account(
    "infocentre",
    "გიორგი მაისურაძე (ნიმუში)",
    "Giorgi Maisuradze (sample)",
    Role.IMPLEMENTER,
    "ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი",
    "Information Center on NATO and EU",
)
ACCOUNTS = (
    Account("admin", "თამარ კაპანაძე (ნიმუში)", "Tamar Kapanadze (sample)", Role.ADMINISTRATOR),
    Account("director", "ნინო ბერიძე (ნიმუში)", "Nino Beridze (sample)", Role.DIRECTOR),
    Account("editor", "ლევან გელაშვილი (ნიმუში)", "Levan Gelashvili (sample)", Role.EDITOR),
    INFORMATION_CENTRE,
    Account(
        "ministry",
        "მარიამ ლომიძე (ნიმუში)",
        "Mariam Lomidze (sample)",
        Role.AGENCY_MEMBER,
        "სამინისტრო (ნიმუში)",
        "Ministry (sample)",
    ),
    Account(
        "ngo",
        "დავით ხუციშვილი (ნიმუში)",
        "Davit Khutsishvili (sample)",
        Role.PARTNER,
        "არასამთავრობო ორგანიზაცია (ნიმუში)",
        "Non-governmental organisation (sample)",
    ),
    Account(
        "agency",
        "ანა წიკლაური (ნიმუში)",
        "Ana Tsiklauri (sample)",
        Role.ADVERTISER,
        "სარეკლამო კომპანია (ნიმუში)",
        "Advertising company (sample)",
    ),
    Account(
        "observer",
        "ელენე ჯავახიშვილი (ნიმუში)",
        "Elene Javakhishvili (sample)",
        Role.OBSERVER,
        "დამკვირვებელი ორგანიზაცია (ნიმუში)",
        "Observing organisation (sample)",
    ),
)


def seed_accounts() -> dict[str, User]:
    """Add the sample accounts that are missing; return all of them by login."""
    known = {one.login: one for one in db.session.scalars(sa.select(User))}
    for account in ACCOUNTS:
        if account.login not in known:
            known[account.login] = _add(account)
    if read_settings().implementing_body_id is None:
        body_id = known[INFORMATION_CENTRE.login].organisation_id
        change_setting(IMPLEMENTING_BODY, str(body_id), actor=Machine())
    db.session.flush()
    return {account.login: known[account.login] for account in ACCOUNTS}


def _add(account: Account) -> User:
    body_id = None
    if account.organisation:
        body = find_or_add(account.organisation, name_en=account.organisation_en, actor=Machine())
        db.session.flush()
        body_id = body.id
    return create_user(
        login=account.login,
        name=account.name,
        name_en=account.name_en,
        role=account.role,
        password=PASSWORD,
        organisation_id=body_id,
        actor=Machine(),
    )
