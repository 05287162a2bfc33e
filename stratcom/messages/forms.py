"""Forms of messages: a new one, and what the editor asks beside the house itself."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, ValidationError

from stratcom.drafting.services.versions import TITLE_LENGTH
from stratcom.events.reference import reference
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import Ticks, languages
from stratcom.web.forms import BaseForm, at_most


class NewMessageForm(BaseForm):
    """The least that a message begins with."""

    title_ka = StringField(_l("Title in Georgian"), [at_most(TITLE_LENGTH)])
    title_en = StringField(_l("Title in English"), [at_most(TITLE_LENGTH)])
    theme = SelectField(_l("Theme"))
    source = RadioField(_l("Written first in"), [DataRequired()], default="ka")

    @classmethod
    def offering(cls) -> Self:
        """The form with the themes that may be chosen now."""
        form = cls.from_request()
        themes = reference().offered(TermKind.THEME)
        none = SelectChoice("", _("No theme yet"))
        form.theme.choices = [none, *(SelectChoice(one.code, one.name) for one in themes)]
        form.source.choices = languages()
        return form

    def validate_title_ka(self, field: StringField) -> None:
        """The title is needed in the language that is written first."""
        if not field.data and self.source.data != "en":
            raise ValidationError(_("The title is needed."))

    def validate_title_en(self, field: StringField) -> None:
        """The title is needed in the language that is written first."""
        if not field.data and self.source.data == "en":
            raise ValidationError(_("The title is needed."))

    @property
    def theme_id(self) -> int | None:
        """The chosen theme."""
        return reference().term_ids.get((TermKind.THEME, self.theme.data or ""))


class HouseForm(BaseForm):
    """What is said of the whole text: from which version it was made, what is ready and why."""

    base = HiddenField()
    ready = Ticks(_l("Ready"))
    note = StringField(_l("What did you change?"), [at_most(300)])

    @classmethod
    def holding(cls, *, base: int, ready: list[str], note: str = "") -> Self:
        """The form as first shown, or with what was joined."""
        return cls(None, base=str(base), ready=ready, note=note)._with_choices()

    @classmethod
    def posted(cls, form: Any) -> Self:
        """The form as it was sent."""
        return cls(form)._with_choices()

    def _with_choices(self) -> Self:
        named = {"ka": _("Georgian is ready"), "en": _("English is ready")}
        self.ready.choices = [SelectChoice(code, name) for code, name in named.items()]
        return self

    @property
    def base_number(self) -> int:
        """The version that the form was made from; 0 when it is missing or odd."""
        text = self.base.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
