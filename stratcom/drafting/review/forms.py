"""Forms of review: asking, answering, commenting."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from stratcom.accounts.models import User
from stratcom.drafting.enums import CommentKind, Verdict
from stratcom.drafting.models import DraftReview
from stratcom.drafting.parts import Parts
from stratcom.drafting.review.queries import is_current, people_named
from stratcom.drafting.review.text import languages_of, names_of_parts
from stratcom.drafting.services.commenting import Said
from stratcom.drafting.services.reviewing import Asked, usual_deadline
from stratcom.moments import today
from stratcom.partners.forms import chosen, numbered_name
from stratcom.partners.models import Organisation
from stratcom.web.fields import NAMES_AT_MOST, day_field, labelled
from stratcom.web.forms import BaseForm, at_most, clean

VERDICTS = {
    Verdict.AGREE: _l("Agree"),
    Verdict.REMARKS: _l("Agree with remarks"),
    Verdict.OBJECT: _l("Object"),
}
FEWEST_INPUTS = 4


class Names(Field):
    """Several names, each in an input of its own that offers names while one types."""

    data: Any

    def __init__(self, label: Any, *, offered_by: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.offered_by = offered_by

    def process_formdata(self, valuelist: list[str]) -> None:
        """Drop what is empty or said twice."""
        names = (clean(one)[:300] for one in valuelist)
        self.data = list(dict.fromkeys(one for one in names if one))[:NAMES_AT_MOST]

    @property
    def rows(self) -> list[str]:
        """What the inputs show: every name and two empty ones."""
        names = list(self.data or [])
        return names + [""] * max(2, FEWEST_INPUTS - len(names))


class AskForm(BaseForm):
    """Whom to ask, until when, and what to tell them."""

    organisations = Names(_l("Organisations"), offered_by="organisation-options")
    people = Names(_l("People"), offered_by="person-options")
    due_on = day_field(_l("Answers are due"), [InputRequired()])
    note = TextAreaField(
        _l("What should they look at?"),
        [at_most(2_000)],
        description=_l("Everybody who is asked reads it."),
    )
    open_comments = BooleanField(
        _l("Partner organisations, too, see what others answer and comment")
    )
    again = HiddenField()

    @classmethod
    def about(cls, review: DraftReview | None, *, again: bool, user: User) -> Self:
        """The form for a first round, for more questions in an open one, or for asking again."""
        values: dict[str, Any] = {"due_on": usual_deadline(today()), "again": "1" if again else ""}
        if review is not None:
            values |= {"note": review.note, "open_comments": review.open_comments}
            if again:
                bodies = [one.organisation_id for one in review.reviewers if one.organisation_id]
                values["organisations"] = [numbered_name(one) for one in bodies]
                values["people"] = [named(one.user) for one in review.reviewers if one.user]
            else:
                values["due_on"] = review.due_on
        form = cls.from_request(data=values)
        form._user = user
        reviewers = review.reviewers if review else []
        form._asked_before = {named(one.user): one.user for one in reviewers if one.user}
        form._adds = review is not None and not again
        form._before = review.due_on if review and not again else None
        form.bodies, form.persons = [], []
        return form

    _user: User
    _asked_before: dict[str, User]
    _adds: bool
    _before: date | None
    bodies: list[Organisation]
    persons: list[User]

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether everybody named is known and somebody is named at all."""
        sound = super().validate(extra_validators)
        self.bodies = self._found(self.organisations, self._body)
        self.persons = self._found(self.people, self._person)
        if self.due_on.data and self.due_on.data < today() and self.due_on.data != self._before:
            self.due_on.errors = [_("The deadline cannot lie in the past.")]
        named_somebody = self.bodies or self.persons or self.errors
        if not named_somebody and not self._adds:
            self.organisations.errors = [_("Name at least one organisation or person.")]
        return sound and not self.errors

    def _found(self, field: Any, find: Callable[[str], Any]) -> list[Any]:
        found, problems = [], []
        for name in field.data or []:
            one = find(name)
            if isinstance(one, str):
                problems.append(one)
            else:
                found.append(one)
        if problems:
            field.errors = [" ".join(problems)]
        return list(dict.fromkeys(found))

    def _body(self, name: str) -> Organisation | str:
        body = chosen(name)
        if body is None:
            return _("Not in the directory: %(names)s. Choose from the list.", names=name)
        return body if is_current(body) else _("%(name)s no longer exists.", name=name)

    def _person(self, name: str) -> User | str:
        if before := self._asked_before.get(name):
            return before
        found = people_named(name, self._user)
        if not found:
            return _("Nobody with an account is called %(name)s. Choose from the list.", name=name)
        if len(found) > 1:
            return _("Several people are called %(name)s. Choose from the list.", name=name)
        return found[0]

    def values(self) -> Asked:
        """What the form says."""
        return Asked(
            due_on=self.due_on.data or today(),
            organisations=self.bodies,
            people=self.persons,
            note=self.note.data or "",
            open_comments=bool(self.open_comments.data),
        )


class AnswerForm(BaseForm):
    """What a reviewer says of the text."""

    verdict = SelectField(_l("Your view"), choices=labelled({"": "–"} | VERDICTS))
    remarks = TextAreaField(_l("Remarks, or the reason of the objection"), [at_most(20_000)])
    came_by = StringField(
        _l("How the answer came"),
        [at_most(300)],
        description=_l("For example: letter № 12/345 of 23.11.2026."),
    )
    number = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Remarks and objections need words, an answer written down its source."""
        sound = super().validate(extra_validators)
        if sound and not self.verdict.data:
            self.verdict.errors = [_("Choose your view.")]
        if self.verdict.data in {Verdict.REMARKS, Verdict.OBJECT} and not self.remarks.data:
            self.remarks.errors = [_("Say what your remarks are, or why you object.")]
        if "came_by" in self and not self.came_by.data:
            self.came_by.errors = [_("Say how the answer came.")]
        return sound and not self.errors


class CommentForm(BaseForm):
    """A comment on a passage, a part or the whole text, or other words for it."""

    part = SelectField(_l("What it is about"))
    language = SelectField(_l("Language of the text"))
    quote = TextAreaField(
        _l("Passage"),
        [at_most(5_000)],
        description=_l("Copied from the text; empty for the whole part."),
    )
    replacement = TextAreaField(_l("Other words for it"), [at_most(20_000)])
    deleted = BooleanField(_l("The passage is to be deleted"))
    text = TextAreaField(_l("Comment or reason"), [at_most(5_000)])
    letters = HiddenField()

    @classmethod
    def about(cls, parts: Parts, *, part: str, language: str) -> Self:
        """The form for a comment on that part."""
        form = cls.from_request(data={"part": part, "language": language})
        form.part.choices = labelled({"": _("The whole text")} | names_of_parts(parts))
        form.language.choices = [
            SelectChoice(code, name, render_kw={"lang": code})
            for code, name in languages_of(parts).items()
        ]
        return form

    def said(self) -> Said:
        """What the form says; with other words, or none, it is a suggestion."""
        suggests = bool(self.deleted.data or self.replacement.data)
        letters = self.letters.data or ""
        return Said(
            text=self.text.data or "",
            kind=CommentKind.SUGGESTION if suggests else CommentKind.COMMENT,
            part=self.part.data or "",
            language=self.language.data or "",
            quote=self.quote.data or "",
            letters=int(letters[:9]) if letters.isascii() and letters.isdigit() else None,
            replacement="" if self.deleted.data else self.replacement.data or "",
        )


def named(user: User) -> str:
    """The words by which a field finds that account again."""
    return f"{user.name} ({user.login})"


def complain(form: Any, field: str, message: str) -> None:
    """Put a refusal beside its field."""
    known: Sequence[str] = [one.name for one in form]
    form[field if field in known else known[0]].errors = [message]
