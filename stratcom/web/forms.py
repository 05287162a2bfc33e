"""Parent of every form, and the fields that the office needs everywhere."""

import re
import unicodedata
from typing import Any, Self

from flask import request
from flask_babel import Domain
from wtforms import Form, PasswordField, StringField
from wtforms.validators import Length

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_wtforms_messages = Domain(domain="wtforms")


class FieldMessages:
    """WTForms' messages from our catalogue; WTForms fills the placeholders in itself."""

    def gettext(self, text: str) -> str:
        """The message in the reader's language."""
        return str(_wtforms_messages.get_translations().ugettext(text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The message for that number in the reader's language."""
        return str(_wtforms_messages.get_translations().ungettext(one, many, number))


def clean(text: str | None) -> str:
    """Text without what nobody can see: control and direction marks, stray white space."""
    if not text:
        return ""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return CONTROL.sub("", INVISIBLE.sub("", plain)).strip()


def _clean_text(value: Any) -> Any:
    # Fields that make lists of their text clean it themselves.
    return clean(value) if value is None or isinstance(value, str) else value


class BaseForm(Form):
    """Parent of every form. WTForms ships no Georgian, so its messages live in our catalogue."""

    class Meta:
        """How fields are bound and in which language they complain."""

        def get_translations(self, form: Form) -> FieldMessages:
            """Take messages from translations/*/wtforms.po."""
            return FieldMessages()

        def bind_field(self, form: Form, unbound: Any, options: dict[str, Any]) -> Any:
            """Strip every text but passwords, and bound its length."""
            kind = unbound.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [_clean_text, *unbound.kwargs.get("filters", [])]
            return unbound.bind(form=form, **options)

    @classmethod
    def from_request(cls, obj: object | None = None, **values: Any) -> Self:
        """Bind the posted fields; on GET bind none, lest every checkbox read as unticked."""
        posted = request.form if request.method == "POST" else None
        return cls(posted, obj=obj, **values)

    def accepted(self) -> bool:
        """True when the form was posted and every field is in order."""
        return request.method == "POST" and bool(self.validate())


def at_most(length: int) -> Length:
    """Validator for a column of that width."""
    return Length(max=length)
