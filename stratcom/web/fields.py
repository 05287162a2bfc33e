"""Fields that several features' forms have."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from stratcom.i18n import LANGUAGES
from stratcom.web.forms import clean

DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"]
NAMES_AT_MOST = 50


def labelled(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Choices from a table of labels."""
    return [SelectChoice(str(value), label) for value, label in labels.items()]


def languages() -> list[SelectChoice]:
    """The languages of the desk, each by its own name and marked as such."""
    return [SelectChoice(code, name, render_kw={"lang": code}) for code, name in LANGUAGES.items()]


class Ticks(SelectMultipleField):
    """Several choices as tick boxes; an unknown value is a message, not a failure."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """An empty value is no choice."""
        super().process_formdata([value for value in valuelist if value])


class Lines(TextAreaField):
    """Names, one on each line."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Split lines, drop empty and repeated ones."""
        lines = (clean(line) for line in (valuelist or [""])[0].split("\n"))
        self.data = list(dict.fromkeys(line[:300] for line in lines if line))

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def pre_validate(self, form: Any) -> None:
        """Refuse lists that nobody can mean."""
        if len(self.data or []) > NAMES_AT_MOST:
            raise ValidationError(_("At most 50 names."))


def day_field(label: Any, validators: list[Any], **extra: Any) -> DateField:
    """A date that the browser's picker fills, or a person types as 23.11.2026."""
    return DateField(label, validators, format=DAY_FORMATS, **extra)


def posted_version() -> int:
    """The row version that the form was made from; 0 when it is missing or odd."""
    text = request.form.get("row_version", "")
    return int(text[:12]) if text.isascii() and text.isdigit() else 0
