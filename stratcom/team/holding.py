"""Accounts of an organisation, for merges and successions of organisations."""

from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.partners.moving import ColumnHolder

ORGANISATION_HOLDERS = (
    ColumnHolder("accounts", _l("Accounts"), User.organisation_id, belongs=True),
)
