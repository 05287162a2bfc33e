"""Forms of approval."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired

from stratcom.web.forms import BaseForm, at_most


class ReturnForm(BaseForm):
    """Why a version goes back to those who write it."""

    reason = TextAreaField(
        _l("What needs to be corrected?"),
        [DataRequired(), at_most(2_000)],
        description=_l("Those who write the text read it."),
    )
    number = HiddenField()
