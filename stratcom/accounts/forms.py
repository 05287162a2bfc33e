"""Forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Optional, Regexp

from stratcom.accounts.weakness import MINIMUM_PASSWORD
from stratcom.web.forms import BaseForm, at_most

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s.]+$"
LONGEST_NAME = 200
LONGEST_EMAIL = 254
VERBATIM = {"autocapitalize": "none", "spellcheck": "false"}


def is_email() -> Regexp:
    """Validator of an address as a person types it."""
    return Regexp(EMAIL, message=_l("This is not an e-mail address."))


class SignInForm(BaseForm):
    """Name and password."""

    login = StringField(
        _l("User name"),
        [DataRequired(), Length(max=80)],
        render_kw={"autocomplete": "username", **VERBATIM},
    )
    password = PasswordField(
        _l("Password"), [DataRequired()], render_kw={"autocomplete": "current-password"}
    )


class CodeForm(BaseForm):
    """A code of the second factor, or a recovery code."""

    code = StringField(
        _l("Code"),
        [DataRequired(), Length(max=30)],
        render_kw={"autocomplete": "one-time-code", **VERBATIM},
    )


class AskForm(BaseForm):
    """Who would like a letter."""

    who = StringField(
        _l("User name or e-mail"),
        [DataRequired(), at_most(LONGEST_EMAIL)],
        render_kw={"autocomplete": "username", **VERBATIM},
    )


class ChosenPasswordForm(BaseForm):
    """A password for somebody who came by a link."""

    new_password = PasswordField(
        _l("New password"),
        [DataRequired(), Length(min=MINIMUM_PASSWORD)],
        description=_l("At least 12 characters; several words are best."),
        render_kw={"autocomplete": "new-password"},
    )
    repeated = PasswordField(
        _l("New password again"),
        [DataRequired(), EqualTo("new_password", _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(ChosenPasswordForm):
    """A new password, with the present one as proof."""

    password = PasswordField(
        _l("Present password"), [DataRequired()], render_kw={"autocomplete": "current-password"}
    )


class NameForm(BaseForm):
    """What a person is called."""

    name = StringField(
        _l("Name"), [DataRequired(), at_most(LONGEST_NAME)], render_kw={"autocomplete": "name"}
    )
    name_en = StringField(_l("Name and surname in English"), [at_most(LONGEST_NAME)])


class EmailForm(BaseForm):
    """Where letters go, with the password as proof."""

    email = StringField(
        _l("E-mail"),
        [Optional(), at_most(LONGEST_EMAIL), is_email()],
        render_kw={"type": "email", "autocomplete": "email"},
    )
    password = PasswordField(
        _l("Present password"),
        [DataRequired()],
        id="email-password",
        render_kw={"autocomplete": "current-password"},
    )


class TurnOffForm(BaseForm):
    """What it takes to do without the second factor."""

    password = PasswordField(_l("Present password"), render_kw={"autocomplete": "current-password"})
    code = StringField(
        _l("Code"),
        [DataRequired(), Length(max=30)],
        id="off-code",
        render_kw={"autocomplete": "one-time-code", **VERBATIM},
    )
