"""Forms of events: the record itself, and the short ones of what became of it."""

from datetime import date, datetime, time
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from stratcom.events.enums import CERTAINTY_LABELS, PRECISION_LABELS, DatePrecision
from stratcom.events.models import Event
from stratcom.events.reference import Reference, reference
from stratcom.events.rules import problems
from stratcom.events.values import (
    FIELDS,
    TERM_LISTS,
    Values,
    empty_values,
)
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import Lines, Ticks, day_field, labelled
from stratcom.web.forms import BaseForm, at_most

TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
LARGEST_CROWD = 1_000_000


def count_field(label: Any) -> IntegerField:
    """A number of people, or nothing."""
    return IntegerField(
        label, [Optional(), NumberRange(0, LARGEST_CROWD)], render_kw={"inputmode": "numeric"}
    )


def text_field(name: str, length: int, *validators: Any, **extra: Any) -> StringField:
    """A line of text under the label of that field."""
    return StringField(FIELDS[name].label, [*validators, at_most(length)], **extra)


def area_field(name: str, length: int = 20_000) -> TextAreaField:
    """Running text under the label of that field."""
    return TextAreaField(FIELDS[name].label, [at_most(length)])


class EventForm(BaseForm):
    """Every field of an event that a person fills; four are needed, the rest may wait."""

    title_ka = text_field("title_ka", 300, DataRequired())
    first_day = day_field(FIELDS["first_day"].label, [InputRequired()])
    last_day = day_field(FIELDS["last_day"].label, [Optional()])
    start_time = TimeField(FIELDS["start_time"].label, [Optional()], format=TIME_FORMATS)
    end_time = TimeField(FIELDS["end_time"].label, [Optional()], format=TIME_FORMATS)
    precision = SelectField(FIELDS["precision"].label, choices=labelled(PRECISION_LABELS))
    certainty = SelectField(FIELDS["certainty"].label, choices=labelled(CERTAINTY_LABELS))
    municipality = SelectField(FIELDS["municipality"].label)
    region = SelectField(
        FIELDS["region"].label, description=_l("Only when the municipality is not known.")
    )
    settlement = text_field("settlement", 200)
    venue_ka = text_field("venue_ka", 300)
    venue_en = text_field("venue_en", 300)
    online = BooleanField(FIELDS["online"].label)
    online_url = text_field("online_url", 500, render_kw={"inputmode": "url"})
    organisers = Lines(FIELDS["organisers"].label, description=_l("One on each line."))
    # Offers names that were used lately, so that one body is not spelled in two ways.
    organiser_more = StringField(
        _l("One more organiser"),
        [at_most(300)],
        description=_l("Choose from the list or type a name."),
        render_kw={"list": "known-organisers", "autocomplete": "off"},
    )
    partners = Lines(FIELDS["partners"].label, description=_l("One on each line."))
    donors = Lines(FIELDS["donors"].label, description=_l("One on each line."))
    format = SelectField(FIELDS["format"].label)
    audiences = Ticks(FIELDS["audiences"].label)
    themes = Ticks(FIELDS["themes"].label)
    languages = Ticks(FIELDS["languages"].label)
    summary_ka = area_field("summary_ka", 2_000)
    description_ka = area_field("description_ka")
    title_en = text_field("title_en", 300)
    summary_en = area_field("summary_en", 2_000)
    description_en = area_field("description_en")
    planned_total = count_field(FIELDS["planned_total"].label)
    planned_women = count_field(FIELDS["planned_women"].label)
    planned_men = count_field(FIELDS["planned_men"].label)
    planned_youth = count_field(FIELDS["planned_youth"].label)
    contact = text_field("contact", 300)
    source_url = text_field("source_url", 1000, render_kw={"inputmode": "url"})
    umbrella = BooleanField(
        FIELDS["umbrella"].label, description=_l("Holds others, as Europe Days do.")
    )
    parent = SelectField(FIELDS["parent"].label)
    confidential = BooleanField(
        FIELDS["confidential"].label,
        description=_l("Only the department and your organisation see it."),
    )
    embargo_until = DateTimeLocalField(
        FIELDS["embargo_until"].label, [Optional()], format=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"]
    )
    internal_notes = area_field("internal_notes")
    row_version = HiddenField()

    @classmethod
    def holding(cls, values: Values, *, version: int, parents: list[tuple[int, str]]) -> Self:
        """The form with `values` in it, or with what was posted."""
        form = cls.from_request(data=typed_values(values) | {"row_version": version})
        form.offer(values, parents)
        return form

    @classmethod
    def merged(cls, values: Values, *, version: int, parents: list[tuple[int, str]]) -> Self:
        """The form with `values` in it, whatever was posted: shown again after a conflict."""
        form = cls(data=typed_values(values) | {"row_version": version})
        form.offer(values, parents)
        return form

    def offer(self, values: Values, parents: list[tuple[int, str]]) -> None:
        """Fill the choices; what an event already has stays on offer though it was retired."""
        known = reference()
        self.format.choices = term_choices(known, TermKind.FORMAT, {values["format"]})
        for name, kind in TERM_LISTS.items():
            field: Any = self[name]
            field.choices = term_choices(known, kind, set(values[name]))[1:]
        regions = {one.code: one.name for one in known.regions.values()}
        self.region.choices = labelled({"": "–"} | regions)
        self.municipality.choices = place_choices(known)
        self.parent.choices = labelled({"": "–"} | dict(parents))

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the values make sense together."""
        sound = super().validate(extra_validators)
        for name, message in problems(self.values()).items():
            if not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    def readable(self) -> Values:
        """What can be understood of a form that is still being typed."""
        self.validate()
        for one in self:
            one.errors = []
        return self.values()

    def values(self) -> Values:
        """What the form says, as plain values; a single day ends on the day it begins."""
        said = empty_values()
        for name in FIELDS:
            said[name] = plain_value(self[name].data, said[name])
        more = self.organiser_more.data
        if more and more not in said["organisers"]:
            said["organisers"] = [*said["organisers"], more]
        said["last_day"] = said["last_day"] or said["first_day"]
        parent = (self.parent.data or "")[:12]
        said["parent"] = int(parent) if parent.isascii() and parent.isdigit() else None
        return said


def term_choices(known: Reference, kind: TermKind, keep: set[str]) -> list[SelectChoice]:
    """Terms of one list that may be chosen, those in `keep` though retired, after a dash."""
    offered = known.offered(kind, frozenset(keep))
    return labelled({"": "–"} | {one.code: one.name for one in offered})


def place_choices(known: Reference) -> list[SelectChoice]:
    """Municipalities under their regions, for one list with headings."""
    places = [SelectChoice("", "–")]
    for region in known.regions.values():
        places += [
            SelectChoice(
                one.code,
                f"{one.name} ({_('occupied')})" if one.occupied else one.name,
                optgroup=region.name,
            )
            for one in known.municipalities.values()
            if one.region_id == region.id
        ]
    return places


def typed_values(values: Values) -> dict[str, Any]:
    """Plain values as form fields want them."""
    typed = dict(values)
    for name in ("first_day", "last_day"):
        typed[name] = date.fromisoformat(values[name]) if values[name] else None
    if typed["last_day"] == typed["first_day"]:
        typed["last_day"] = None
    for name in ("start_time", "end_time"):
        typed[name] = time.fromisoformat(values[name]) if values[name] else None
    text = values["embargo_until"]
    typed["embargo_until"] = datetime.fromisoformat(text) if text else None
    typed["parent"] = str(values["parent"] or "")
    return typed


def plain_value(data: Any, empty: Any) -> Any:
    """What a form field holds, as a plain value."""
    if isinstance(data, datetime):
        return f"{data:%Y-%m-%dT%H:%M}"
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, time):
        return f"{data:%H:%M}"
    return empty if data is None else data


class ReasonForm(BaseForm):
    """Why an event is returned or called off."""

    reason = TextAreaField(_l("Reason"), [DataRequired(), at_most(2_000)])
    row_version = HiddenField()


class PostponeForm(ReasonForm):
    """A new date and why."""

    first_day = day_field(_l("New date"), [InputRequired()])
    precision = SelectField(FIELDS["precision"].label, choices=labelled(PRECISION_LABELS))
    field_order = ("first_day", "precision", "reason")

    def chosen_precision(self) -> DatePrecision:
        """The precision that was chosen."""
        return DatePrecision(self.precision.data)


class CopyForm(BaseForm):
    """A date for the copy."""

    first_day = day_field(_l("Date of the copy"), [InputRequired()])
    series = BooleanField(_l("Keep both together as a series"))
    parts = BooleanField(_l("Copy its parts too, each as many days after the start"))


class ReportForm(BaseForm):
    """The report of three minutes: what was planned stands in it already."""

    held = RadioField(
        _l("Was it held?"),
        [InputRequired()],
        choices=labelled({"yes": _l("Yes, it was held"), "no": _l("No, it was not held")}),
    )
    actual_total = count_field(_l("How many people came?"))
    actual_approximate = BooleanField(_l("The number is approximate"))
    actual_women = count_field(_l("Women"))
    actual_men = count_field(_l("Men"))
    actual_youth = count_field(_l("Youth"))
    result = TextAreaField(
        _l("What came of it?"), [at_most(5_000)], description=_l("Shown to the public.")
    )
    lesson = TextAreaField(
        _l("What should be done differently next time?"),
        [at_most(5_000)],
        description=_l("Stays in the desk."),
    )
    reason = TextAreaField(_l("If it was not held: why?"), [at_most(2_000)])
    row_version = HiddenField()

    @classmethod
    def about(cls, event: Event) -> Self:
        """The form with the planned numbers, or with the report as it stands."""
        kinds = ("total", "women", "men", "youth")
        done = event.reported_at is not None or event.actual_total is not None
        source = "actual" if done else "planned"
        numbers = {f"actual_{kind}": getattr(event, f"{source}_{kind}") for kind in kinds}
        return cls.from_request(
            data=numbers
            | {
                "held": "yes",
                "actual_approximate": event.actual_approximate,
                "result": event.result,
                "lesson": event.lesson,
                "reason": event.change_reason,
                "row_version": event.row_version,
            }
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A held event needs the number of people; one that was not, the reason."""
        sound = super().validate(extra_validators)
        was_held = self.held.data == "yes"
        if was_held and self.actual_total.data is None and not self.actual_total.errors:
            self.actual_total.errors = [_("Say how many came, roughly if need be.")]
            return False
        if self.held.data == "no" and not self.reason.data:
            self.reason.errors = [_("Say why it was not held.")]
            return False
        for name, message in problems(self.numbers()).items():
            if was_held and name in self and not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    @property
    def counted_apart(self) -> bool:
        """True when women, men or youth are filled in, or something is wrong with them."""
        apart = (self.actual_women, self.actual_men, self.actual_youth)
        return any(one.errors or one.data is not None for one in apart)

    def numbers(self) -> dict[str, int | None]:
        """The actual numbers by column."""
        names = ("actual_total", "actual_women", "actual_men", "actual_youth")
        return {name: self[name].data for name in names}
