"""Forms of the list of wordings."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from stratcom.web.fields import Lines, labelled, languages
from stratcom.web.forms import BaseForm, at_most
from stratcom.wording.enums import KIND_LABELS, RuleKind
from stratcom.wording.models import WordingRule
from stratcom.wording.services import RuleValues

LONGEST_REASON = 2000
LONGEST_TEXT = 60_000


class RuleForm(BaseForm):
    """A wording to look for, and what to say instead."""

    language = SelectField(_l("Language"), [DataRequired()])
    kind = SelectField(_l("What it is about"), [DataRequired()])
    phrase = StringField(
        _l("Wording to look for"),
        [DataRequired(), at_most(300)],
        description=_l("In the dictionary form; every other form is found by itself."),
    )
    replacement = StringField(
        _l("Say instead"),
        [at_most(300)],
        description=_l("Leave it empty where the sentence has to be written anew."),
    )
    near = Lines(
        _l("Only beside"),
        description=_l(
            "One on each line. It is then found only where the sentence, or the heading above, "
            "holds one of these too."
        ),
    )
    unless = Lines(
        _l("Never inside"),
        description=_l("One on each line: names and phrases in which the wording is right."),
    )
    reason_ka = TextAreaField(_l("Reason in Georgian"), [DataRequired(), at_most(LONGEST_REASON)])
    reason_en = TextAreaField(_l("Reason in English"), [at_most(LONGEST_REASON)])
    row_version = HiddenField()

    @classmethod
    def holding(cls, rule: WordingRule | None) -> Self:
        """The form with the rule's values, or with what was posted."""
        form = cls.from_request(obj=rule)
        if form.row_version.data is None and rule is not None:
            form.row_version.data = str(rule.row_version)
        return form

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.language.choices = languages()
        self.kind.choices = labelled(KIND_LABELS)

    def values(self) -> RuleValues:
        """What was typed."""
        return RuleValues(
            kind=RuleKind(self.kind.data),
            language=self.language.data,
            phrase=self.phrase.data or "",
            near=list(self.near.data or []),
            unless=list(self.unless.data or []),
            replacement=self.replacement.data or "",
            reason_ka=self.reason_ka.data or "",
            reason_en=self.reason_en.data or "",
        )


class TryForm(BaseForm):
    """A text to be checked here and now; nothing of it is kept."""

    language = SelectField(_l("Language"), [DataRequired()])
    text = TextAreaField(_l("Text"), [DataRequired(), Length(max=LONGEST_TEXT)])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.language.choices = languages()
