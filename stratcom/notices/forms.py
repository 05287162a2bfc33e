"""The choice of how messages come."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from stratcom.accounts.enums import DIGEST_LABELS, Digest
from stratcom.web.fields import labelled
from stratcom.web.forms import BaseForm


class DigestForm(BaseForm):
    """How often what happened goes out by e-mail."""

    digest = RadioField(
        _l("Messages by e-mail"), [InputRequired()], choices=labelled(DIGEST_LABELS)
    )

    def chosen(self) -> Digest:
        """The choice that was made."""
        return Digest(self.digest.data)
