"""Forms of the lists."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired

from stratcom.web.forms import BaseForm, at_most


class TermForm(BaseForm):
    """The labels of a term in both languages."""

    label_ka = StringField(_l("In Georgian"), [DataRequired(), at_most(120)])
    label_en = StringField(_l("In English"), [DataRequired(), at_most(120)])
    version = HiddenField()

    def expected_version(self) -> int:
        """The version that the person saw."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0
