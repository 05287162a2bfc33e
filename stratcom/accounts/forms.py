"""Forms of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from stratcom.accounts.services import MINIMUM_PASSWORD
from stratcom.web.forms import BaseForm


class SignInForm(BaseForm):
    """Name and password."""

    login = StringField(
        _l("User name"),
        [DataRequired(), Length(max=80)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"), [DataRequired()], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(BaseForm):
    """A new password, with the present one as proof."""

    password = PasswordField(
        _l("Present password"), [DataRequired()], render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        _l("New password"),
        [DataRequired(), Length(min=MINIMUM_PASSWORD)],
        description=_l("At least 12 characters."),
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("New password again"),
        [DataRequired(), EqualTo("new_password", _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )
