"""What the settings are chosen from."""

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.partners.models import Organisation


def organisations_with_accounts() -> sa.Select[Organisation]:
    """Organisations whose people sign in: one of these carries the campaigns out."""
    owners = sa.select(User.organisation_id).where(User.organisation_id.is_not(None))
    return sa.select(Organisation).where(Organisation.id.in_(owners)).order_by(Organisation.name_ka)
