"""Forms of people, posts, relations, and of erasing."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Optional

from stratcom.db import db
from stratcom.moments import today
from stratcom.people import rules
from stratcom.people.enums import (
    ASKED_BY_LABELS,
    CONSENT_LABELS,
    RELATION_LABELS,
    AskedBy,
    Consent,
    RelationKind,
)
from stratcom.people.models import Post
from stratcom.people.trail_words import POST_LABELS
from stratcom.people.values import CONTACT_DETAILS, LABELS, PRIVATE, TERM_LISTS, Values
from stratcom.vocabularies import queries as vocabularies
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import Ticks, day_field, labelled
from stratcom.web.forms import BaseForm, at_most

RUNNING_TEXT = 10_000
# Lists of names to choose from while typing.
BODIES = {"list": "organisation-options", "autocomplete": "off"}
PEOPLE = {"list": "person-options", "autocomplete": "off"}
TELEPHONE = {"type": "tel", "autocomplete": "off"}
EMAIL = {"type": "email", "autocomplete": "off"}


def _line(name: str, length: int, *validators: Any, **render: Any) -> StringField:
    return StringField(LABELS[name], [*validators, at_most(length)], render_kw=render or None)


def _area(name: str, length: int = RUNNING_TEXT) -> TextAreaField:
    return TextAreaField(LABELS[name], [at_most(length)])


class PersonForm(BaseForm):
    """Everything that is known of a person; two names are needed, the rest may wait."""

    first_name_ka = _line("first_name_ka", 100, DataRequired())
    last_name_ka = _line("last_name_ka", 150, DataRequired())
    first_name_en = _line("first_name_en", 100)
    last_name_en = _line("last_name_en", 150)
    languages = Ticks(LABELS["languages"])
    themes = Ticks(LABELS["themes"])
    speaker = BooleanField(LABELS["speaker"])
    expertise_ka = _area("expertise_ka")
    expertise_en = _area("expertise_en")
    biography_ka = _area("biography_ka")
    biography_en = _area("biography_en")
    email = _line("email", 254, **EMAIL)
    phone = _line("phone", 60, **TELEPHONE)
    other_contact = _line("other_contact", 300)
    consent = SelectField(LABELS["consent"], choices=labelled(CONSENT_LABELS))
    consent_on = day_field(LABELS["consent_on"], [Optional()])
    consent_purpose = _area("consent_purpose", 1_000)
    empty_private = BooleanField(_l("Empty the personal details and notes now"))
    notes = _area("notes")
    # Only of a new person.
    organisation = StringField(_l("Organisation"), [at_most(300)], render_kw=BODIES)
    title_ka = StringField(POST_LABELS["title_ka"], [at_most(200)])
    row_version = HiddenField()

    @classmethod
    def holding(cls, values: Values, *, version: int) -> Self:
        """The form with those values, or with what was posted."""
        form = cls.from_request(data=values | {"consent": values["consent"].value})
        for name, kind in TERM_LISTS.items():
            field: Any = form[name]
            field.choices = _terms(kind, set(values[name]))
        if form.row_version.data in (None, ""):
            form.row_version.data = str(version)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the values make sense together."""
        sound = super().validate(extra_validators)
        for name, message in rules.problems(self.values()).items():
            if not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    def values(self, *, private: bool = True) -> Values:
        """What the form says; without the person's own details unless `private`.

        A box answers for a withdrawn consent: what was kept on its ground goes at once.
        """
        said = {name: self[name].data for name in LABELS}
        said["consent"] = _member(Consent, self.consent.data, Consent.UNKNOWN)
        if said["consent"] is Consent.WITHDRAWN and self.empty_private.data:
            said |= dict.fromkeys((*CONTACT_DETAILS, "notes"), "")
        return {name: value for name, value in said.items() if private or name not in PRIVATE}


class TermForm(BaseForm):
    """From when to when, in days."""

    started_on = day_field(_l("From"), [Optional()])
    ended_on = day_field(_l("Until"), [Optional()])


class PostForm(TermForm):
    """What a person is, or was, at an organisation."""

    organisation = StringField(_l("Organisation"), [DataRequired(), at_most(300)], render_kw=BODIES)
    title_ka = StringField(POST_LABELS["title_ka"], [at_most(200)])
    title_en = StringField(POST_LABELS["title_en"], [at_most(200)])
    email = StringField(POST_LABELS["email"], [at_most(254)], render_kw=EMAIL)
    phone = StringField(POST_LABELS["phone"], [at_most(60)], render_kw=TELEPHONE)
    main_contact = BooleanField(POST_LABELS["main_contact"])
    instead_of = Ticks(_l("End these posts on the day before"), choices=[])
    row_version = HiddenField()

    def offer_to_end(self, posts: Iterable[Post]) -> None:
        """Name the posts that the new one may take the place of."""
        self.instead_of.choices = [
            SelectChoice(str(one.id), ", ".join(filter(None, (one.title, one.organisation.name))))
            for one in posts
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the values make sense together."""
        sound = super().validate(extra_validators)
        found = rules.post_problems(self.values())
        if self.instead_of.data and self.started_on.data is None:
            found["started_on"] = _(
                "Say when the new post starts, so that the old one can end before it."
            )
        for name, message in found.items():
            if not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    def values(self) -> dict[str, Any]:
        """What the form says of the post itself."""
        return {name: self[name].data for name in POST_LABELS}


class EndForm(BaseForm):
    """The last day of a post or relation."""

    ended_on = day_field(_l("Last day"), [InputRequired()])
    row_version = HiddenField()

    @classmethod
    def for_record(cls, row_version: int) -> Self:
        """The form with today in it."""
        return cls.from_request(data={"ended_on": today(), "row_version": str(row_version)})

    def day(self) -> date:
        """The day that was given, of a form that was accepted."""
        return self.ended_on.data or today()


class RelationForm(TermForm):
    """How this person or organisation stands to another."""

    kind = SelectField(_l("How they stand to each other"))
    person = StringField(_l("Person"), [at_most(300)], render_kw=PEOPLE)
    organisation = StringField(_l("Organisation"), [at_most(300)], render_kw=BODIES)
    note = StringField(_l("Remark"), [at_most(300)])

    @classmethod
    def seen_from(cls, sort: str) -> Self:
        """The form of a 'person' or an 'organisation', with the relations that it can have."""
        form = cls.from_request()
        form.kind.choices = [SelectChoice("", "–"), *_relations_of(sort)]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """The end comes after the start, and the other side is one of two."""
        sound = super().validate(extra_validators)
        days = {"started_on": self.started_on.data, "ended_on": self.ended_on.data}
        found = rules.term_problems(days)
        if not self.kind.data:
            found["kind"] = _("Choose how they stand to each other.")
        if not self.person.data and not self.organisation.data:
            found["person"] = _("Name a person or an organisation.")
        elif self.person.data and self.organisation.data:
            found["organisation"] = _("Name either a person or an organisation, not both.")
        for name, message in found.items():
            if not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    def chosen(self) -> tuple[RelationKind, bool]:
        """The relation, and whether it is read from this side to the other."""
        kind, _colon, way = str(self.kind.data).partition(":")
        return RelationKind(kind), way == "forward"


class EraseForm(BaseForm):
    """The person's request, and a word typed to show that one means it."""

    asked_on = day_field(_l("Date of the request"), [InputRequired()])
    asked_by = SelectField(_l("How it came"), choices=labelled(ASKED_BY_LABELS))
    word = StringField(_l("Type this word"), [DataRequired()], render_kw={"autocomplete": "off"})

    def validate(self, extra_validators: Any = None) -> bool:
        """The word must be the one shown, in the reader's language."""
        sound = super().validate(extra_validators)
        if self.word.data and self.word.data.casefold() != self.expected_word().casefold():
            self.word.errors = [_("Type the word exactly as it is shown.")]
            sound = False
        if self.asked_on.data and self.asked_on.data > today():
            self.asked_on.errors = [_("This day has not come yet, or is too long ago.")]
            sound = False
        return sound

    @staticmethod
    def expected_word() -> str:
        """The word to type."""
        return str(_("erase"))

    def request(self) -> dict[str, Any]:
        """When and how the person asked."""
        return {"asked_on": self.asked_on.data, "asked_by": AskedBy(self.asked_by.data)}


def complain(form: BaseForm, name: str, message: str) -> None:
    """Put a message beside a field, as if the form had found the fault itself."""
    form[name].errors = [*form[name].errors, message]


def _member(kind: Any, value: Any, default: Any) -> Any:
    return kind(value) if value in set(kind) else default


def _terms(kind: TermKind, keep: set[str]) -> list[SelectChoice]:
    """Terms of one list that may be chosen, and those that already are."""
    offered = db.session.scalars(vocabularies.terms(kind, with_retired=True))
    return labelled(
        {one.code: one.label for one in offered if one.retired_at is None or one.code in keep}
    )


def _relations_of(sort: str) -> list[SelectChoice]:
    """What one of that sort can be to others, in the words of its side."""
    found = []
    for kind, sides in rules.SIDES.items():
        words = RELATION_LABELS[kind]
        if any(first == sort for first, _second in sides):
            found.append(SelectChoice(f"{kind}:forward", words.forward))
        if kind not in rules.MUTUAL and any(second == sort for _first, second in sides):
            found.append(SelectChoice(f"{kind}:backward", words.backward))
    return found
