"""Files that an organisation brought in, for merges and successions of organisations."""

from flask_babel import lazy_gettext as _l

from stratcom.imports.models import ImportBatch
from stratcom.partners.moving import ColumnHolder

ORGANISATION_HOLDERS = (
    ColumnHolder("imports", _l("Imports"), ImportBatch.organisation_id, belongs=True),
)
