"""The short form of an event: what one knows when one announces it; the rest may wait."""

from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp

from stratcom.events.forms import (
    TIME_FORMATS,
    area_field,
    count_field,
    place_choices,
    plain_value,
    term_choices,
    text_field,
    typed_values,
)
from stratcom.events.reference import reference
from stratcom.events.rules import problems
from stratcom.events.values import FIELDS, Values, empty_values
from stratcom.moments import today
from stratcom.partners.forms import SUGGESTED
from stratcom.submissions.rules import MOST_EVENTS, longest_validity
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import Ticks, day_field, languages
from stratcom.web.forms import BaseForm, at_most

# The fields that the short form holds; a correction changes these and no other.
SHORT_FIELDS = (
    *("title_ka", "title_en", "first_day", "last_day", "start_time", "end_time"),
    *("municipality", "venue_ka", "online", "online_url", "audiences", "planned_total"),
    *("summary_ka", "contact"),
)
# So many audiences stand open, in the order of the vocabulary; the others are folded.
AUDIENCES_SHOWN = 8
ADDRESS = r"[^@\s,;:<>\"()]+@[^@\s,;:<>\"()]+\.[^@\s.,;:<>\"()]{2,}$"


class ShortForm(BaseForm):
    """One short form: four things are needed, and a few more are asked for."""

    title_ka = text_field("title_ka", 300, DataRequired())
    title_en = text_field("title_en", 300)
    first_day = day_field(_l("Date"), [InputRequired()])
    start_time = TimeField(FIELDS["start_time"].label, [Optional()], format=TIME_FORMATS)
    last_day = day_field(FIELDS["last_day"].label, [Optional()])
    end_time = TimeField(FIELDS["end_time"].label, [Optional()], format=TIME_FORMATS)
    municipality = SelectField(FIELDS["municipality"].label)
    online = BooleanField(_l("It is held online"))
    online_url = text_field("online_url", 500, render_kw={"inputmode": "url"})
    venue_ka = text_field("venue_ka", 300)
    audiences = Ticks(_l("Who is it for?"))
    planned_total = count_field(_l("How many people do you expect?"))
    summary_ka = area_field("summary_ka", 2_000)
    contact = text_field("contact", 300)
    row_version = HiddenField()
    region_known = False

    @classmethod
    def holding(cls, values: Values, *, version: int = 0) -> Self:
        """The form with `values` in it, or with what was posted."""
        return cls.from_request(data=_held(values, version))._offer(values)

    @classmethod
    def showing(cls, values: Values, *, version: int) -> Self:
        """The form with `values` in it, whatever was posted: shown again after a conflict."""
        return cls(data=_held(values, version))._offer(values)

    def _offer(self, values: Values) -> Self:
        known = reference()
        self.municipality.choices = place_choices(known)
        chosen = set(values["audiences"])
        self.audiences.choices = term_choices(known, TermKind.AUDIENCE, chosen)[1:]
        self.summary_ka.label.text = _("What is it about?")
        self.venue_ka.label.text = _("Where exactly?")
        self.region_known = bool(values["region"])
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether it makes sense, then whether one can tell where it is."""
        sound = super().validate(extra_validators)
        for name, message in problems(self.values()).items():
            if name in self and not self[name].errors:
                self[name].errors = [message]
                sound = False
        somewhere = self.municipality.data or self.online.data or self.region_known
        if not somewhere and not self.municipality.errors:
            self.municipality.errors = [_("Choose the municipality, or tick that it is online.")]
            return False
        return sound

    def readable(self) -> Values:
        """What can be understood of a form that is still being typed."""
        self.validate()
        for one in self:
            one.errors = []
        return empty_values() | self.values()

    def values(self) -> Values:
        """What the form says, as plain values; a single day ends on the day it begins."""
        said = {name: plain_value(self[name].data, FIELDS[name].empty) for name in SHORT_FIELDS}
        said["last_day"] = said["last_day"] or said["first_day"]
        return said

    def audiences_shown(self) -> tuple[list[Any], list[Any]]:
        """The tick boxes that stand open, those ticked among them, and the folded ones."""
        boxes = list(enumerate(self.audiences))
        shown = [box for number, box in boxes if number < AUDIENCES_SHOWN or box.checked]
        return shown, [box for _number, box in boxes if box not in shown]


def _held(values: Values, version: int) -> dict[str, Any]:
    typed = typed_values(values)
    return {name: typed[name] for name in SHORT_FIELDS} | {"row_version": version}


def mail_field(label: Any, **extra: Any) -> EmailField:
    """An e-mail address, or nothing."""
    shape = Regexp(ADDRESS, message=_l("This is not an e-mail address."))
    shown = {"autocomplete": "email"}
    return EmailField(label, [Optional(), at_most(254), shape], render_kw=shown, **extra)


class GuestForm(ShortForm):
    """The same for people without an account, who say who they are."""

    sender_name = StringField(
        _l("Your name"), [DataRequired(), at_most(200)], render_kw={"autocomplete": "name"}
    )
    sender_email = mail_field(
        _l("Your e-mail"), description=_l("The answer comes to this address.")
    )
    sender_phone = StringField(
        _l("Your telephone"),
        [at_most(60)],
        render_kw={"type": "tel", "autocomplete": "tel"},
    )
    # Nobody sees this field; a machine that fills in everything gives itself away.
    website = StringField(_l("Leave this empty"), [at_most(300)])

    def validate(self, extra_validators: Any = None) -> bool:
        """The department must be able to ask back."""
        sound = super().validate(extra_validators)
        reachable = self.sender_email.data or self.sender_phone.data
        if not reachable and not self.sender_email.errors:
            self.sender_email.errors = [_("Give an e-mail address or a telephone number.")]
            return False
        return sound

    def sender(self) -> dict[str, str]:
        """Who sends it, by column."""
        names = ("sender_name", "sender_email", "sender_phone")
        return {name: self[name].data or "" for name in names}


class LinkTermsForm(BaseForm):
    """How long a guest link may be used, and for how much."""

    valid_until = day_field(_l("Valid until"), [InputRequired()])
    most = IntegerField(
        _l("How many events may be sent by it?"),
        [InputRequired(), NumberRange(1, MOST_EVENTS)],
        render_kw={"inputmode": "numeric"},
    )
    language = RadioField(_l("Language of the page"), choices=languages())
    note = StringField(
        _l("Note"), [at_most(300)], description=_l("For yourselves: what the link is for.")
    )
    row_version = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """A link ends some day, and not before it begins."""
        sound = super().validate(extra_validators)
        field: DateField = self.valid_until
        if field.data and not field.errors and not today() <= field.data <= longest_validity():
            field.errors = [_("Choose a day from today to a year from now.")]
            return False
        return sound

    def terms(self) -> dict[str, Any]:
        """What was chosen, by column."""
        until: date = self.valid_until.data or today()
        return {
            "valid_until": until,
            "most": self.most.data,
            "language": self.language.data,
            "note": self.note.data or "",
        }


class LinkForm(LinkTermsForm):
    """A new link, for one organisation."""

    organisation = StringField(
        _l("Organisation"),
        [DataRequired(), at_most(300)],
        description=_l("Choose from the list or type its name."),
        render_kw=SUGGESTED,
    )
    send_to = mail_field(
        _l("Send the link to"),
        description=_l("An e-mail address; leave it empty to pass the link on yourself."),
    )
