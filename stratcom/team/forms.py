"""Forms of inviting people and changing their accounts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from stratcom.accounts.forms import LONGEST_EMAIL, LONGEST_NAME, VERBATIM, is_email
from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_LABELS, Role
from stratcom.accounts.rules import DEPARTMENT_ROLES
from stratcom.partners.forms import SUGGESTED, chosen, numbered_name
from stratcom.partners.models import Organisation
from stratcom.team.services.inviting import SHORTEST_LOGIN
from stratcom.web.fields import labelled, languages
from stratcom.web.forms import BaseForm, at_most


class PersonForm(BaseForm):
    """Who somebody is and how to reach them."""

    name = StringField(_l("Name"), [DataRequired(), at_most(LONGEST_NAME)])
    name_en = StringField(_l("Name and surname in English"), [at_most(LONGEST_NAME)])
    email = StringField(
        _l("E-mail"),
        [Optional(), at_most(LONGEST_EMAIL), is_email()],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    language = SelectField(_l("Language of the desk and of letters"), choices=languages())


class RightsFields(BaseForm):
    """Role and organisation: for those alone who look after all accounts."""

    role = SelectField(_l("Role"))
    organisation = StringField(
        _l("Organisation"),
        [at_most(300)],
        description=_l("Empty for the department's own people."),
        render_kw=SUGGESTED,
    )
    found: Organisation | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = labelled(ROLE_LABELS)

    def validate_organisation(self, field: StringField) -> None:
        """Look the organisation up; people outside the department act for one."""
        self.found = chosen(field.data or "")
        if field.data and self.found is None:
            raise ValidationError(_("There is no such organisation in the directory."))
        outside = self.role.data in set(Role) - DEPARTMENT_ROLES
        if outside and self.found is None:
            raise ValidationError(_("This role belongs to an organisation: name it."))

    def rights(self) -> dict[str, Any]:
        """Role and organisation as the account keeps them."""
        return {
            "role": Role(self.role.data),
            "organisation_id": self.found.id if self.found else None,
        }


class InviteColleagueForm(PersonForm):
    """An invitation into one's own organisation, with one's own role."""

    login = StringField(
        _l("User name"),
        [
            Optional(),
            Length(min=SHORTEST_LOGIN, max=80),
            Regexp(r"^\S+$", message=_l("A user name has no spaces.")),
        ],
        description=_l("When empty, one is made from the e-mail address or the name."),
        render_kw={"autocomplete": "off", **VERBATIM},
    )

    def person(self) -> dict[str, Any]:
        """What the form says of the person."""
        names = ("name", "name_en", "email", "language")
        return {name: self[name].data or "" for name in names}


class InviteForm(RightsFields, InviteColleagueForm):
    """An invitation with any role into any organisation."""


class AccountForm(RightsFields, PersonForm):
    """Everything about an account that may be changed."""

    row_version = HiddenField()

    @classmethod
    def showing(cls, user: User) -> "AccountForm":
        """The form filled with what the account says now."""
        return cls(
            name=user.name,
            name_en=user.name_en,
            email=user.email,
            language=user.language,
            role=user.role.value,
            organisation=numbered_name(user.organisation_id),
            row_version=str(user.row_version),
        )

    def values(self) -> dict[str, Any]:
        """The account's columns."""
        names = ("name", "name_en", "email", "language")
        return {name: self[name].data or "" for name in names} | self.rights()

    def version(self) -> int:
        """The state of the account that the form showed."""
        text = self.row_version.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else 0


class HandOverForm(BaseForm):
    """Who takes over."""

    to = SelectField(_l("Who takes over"), [DataRequired()])
    and_disable = BooleanField(_l("and disable the account"))
