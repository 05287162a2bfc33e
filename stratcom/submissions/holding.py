"""Guest links of an organisation, for merges and successions of organisations."""

from flask_babel import lazy_gettext as _l

from stratcom.partners.moving import ColumnHolder
from stratcom.submissions.models import GuestLink

ORGANISATION_HOLDERS = (
    ColumnHolder("guest_links", _l("Guest links"), GuestLink.organisation_id, belongs=True),
)
