"""The form of the named settings."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Optional, Regexp

from stratcom.web.forms import BaseForm, at_most


class SettingsForm(BaseForm):
    """What the office says about itself."""

    department_ka = StringField(
        _l("Name of the department in Georgian"), [DataRequired(), at_most(200)]
    )
    department_en = StringField(
        _l("Name of the department in English"), [DataRequired(), at_most(200)]
    )
    contact_email = EmailField(
        _l("E-mail for the public"),
        [
            Optional(),
            at_most(254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("This is not an e-mail address.")),
        ],
    )
    implementing_body = StringField(
        _l("Implementing body"),
        [Optional(), at_most(300)],
        description=_l("The organisation that carries the information campaigns out."),
        render_kw={"list": "organisations", "autocomplete": "off"},
    )
