"""Forms of organisations: the record, a new name, and what came after."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp

from stratcom.db import db
from stratcom.partners.enums import SUCCESSION_LABELS, SuccessionKind
from stratcom.partners.models import Organisation
from stratcom.partners.reference import Named, Reference
from stratcom.partners.rules import problems
from stratcom.partners.services import find_organisation
from stratcom.partners.services.records import FieldError
from stratcom.partners.values import DAYS, FIELDS, NAME_LISTS, TERM_LISTS, Values
from stratcom.web.fields import Lines, Ticks, day_field, labelled
from stratcom.web.forms import BaseForm, at_most

# Another feature's field that names an organisation offers names by the same list.
SUGGESTED = {"list": "organisation-options", "autocomplete": "off"}
NUMBERED = re.compile(r"№\s*([0-9]{1,9})\s*$")
LONGEST_LINE = 300
ADDRESS = _l("An address begins with https:// or http://.")


def chosen(text: str) -> Organisation | None:
    """The organisation that a field names, by any name or by '№ 12'."""
    if number := NUMBERED.search(text):
        return db.session.get(Organisation, int(number[1]))
    return find_organisation(text)


def _text(name: str, length: int, *validators: Any, **extra: Any) -> StringField:
    return StringField(FIELDS[name].label, [*validators, at_most(length)], **extra)


def _area(name: str) -> TextAreaField:
    return TextAreaField(FIELDS[name].label, [at_most(20_000)])


class OrganisationForm(BaseForm):
    """Every field of an organisation; the Georgian name alone is needed."""

    name_ka = _text("name_ka", 300, DataRequired())
    name_en = _text("name_en", 300)
    same_name = BooleanField(_l("It is another organisation of the same name"))
    abbreviations = Lines(FIELDS["abbreviations"].label, description=_l("One on each line."))
    aliases = Lines(
        FIELDS["aliases"].label, description=_l("One on each line: however people call it.")
    )
    former_names = Lines(
        FIELDS["former_names"].label, description=_l("Of before this directory; one on each line.")
    )
    types = Ticks(FIELDS["types"].label)
    identification_code = _text(
        "identification_code",
        20,
        description=_l("9 digits; of a sole trader 11."),
        render_kw={"inputmode": "numeric"},
    )
    parent = StringField(
        FIELDS["parent"].label,
        [at_most(300)],
        description=_l("Of a branch or a regional office: its head organisation."),
        render_kw=SUGGESTED,
    )
    municipality = SelectField(FIELDS["municipality"].label)
    region = SelectField(
        FIELDS["region"].label, description=_l("Only when the municipality is not known.")
    )
    address_ka = _text("address_ka", 300)
    address_en = _text("address_en", 300)
    email = _text("email", 254, render_kw={"inputmode": "email"})
    phone = _text("phone", 60, render_kw={"inputmode": "tel"})
    website = _text("website", 500, render_kw={"inputmode": "url"})
    social = Lines(FIELDS["social"].label, description=_l("Addresses, one on each line."))
    themes = Ticks(FIELDS["themes"].label)
    audiences = Ticks(FIELDS["audiences"].label)
    languages = Ticks(FIELDS["languages"].label)
    description_ka = _area("description_ka")
    description_en = _area("description_en")
    listed = BooleanField(_l("Agreed to stand in the public directory"))
    listing_agreed_on = day_field(FIELDS["listing_agreed_on"].label, [Optional()])
    listing_note = _text(
        "listing_note", 300, description=_l("Who agreed, and where that is written.")
    )
    ended_on = day_field(
        FIELDS["ended_on"].label, [Optional()], description=_l("When it was wound up.")
    )
    notes = _area("notes")
    row_version = HiddenField()

    @classmethod
    def holding(
        cls, values: Values, *, version: int, fields: Iterable[str], posted: bool = True
    ) -> Self:
        """The form with `values` in it, or with what was posted; only the open `fields`."""
        typed = _typed(values) | {"row_version": version}
        form = cls.from_request(data=typed) if posted else cls(data=typed)
        form._offer(values, Reference())
        allowed = {*fields, "row_version"} | ({"same_name"} if version == 0 else set())
        for name in [one.name for one in form if one.name not in allowed]:
            del form[name]
        return form

    def _offer(self, values: Values, known: Reference) -> None:
        """Fill the choices; what it already has stays on offer though it was retired."""
        for name, kind in TERM_LISTS.items():
            field: Any = self[name]
            field.choices = _choices(known.offered(kind, frozenset(values[name])))
        self.region.choices = [SelectChoice("", "–"), *_choices(known.regions.values())]
        places = [SelectChoice("", "–")]
        for region in known.regions.values():
            for one in known.towns_of(region):
                said = f"{one.name} ({_('occupied')})" if one.occupied else one.name
                places.append(SelectChoice(one.code, said, optgroup=region.name))
        self.municipality.choices = places

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the values make sense together."""
        sound = super().validate(extra_validators)
        values = self.values()
        found = problems(values if "name_ka" in values else values | {"name_ka": "–"})
        if "parent" in values and self.parent.data and values["parent"] is None:
            said = _("No organisation is called “%(name)s”. Add it first.", name=self.parent.data)
            found["parent"] = said
        for name, message in found.items():
            if name in self and not self[name].errors:
                self[name].errors = [message]
                sound = False
        return sound

    def values(self) -> Values:
        """What the form says, as plain values; fields that are not on it are left out."""
        return {name: self._plain(name) for name in FIELDS if name in self}

    def _plain(self, name: str) -> Any:
        data = self[name].data
        if name == "parent":
            found = chosen(data) if data else None
            return found.id if found else None
        if name in DAYS:
            return data.isoformat() if data else ""
        if name == "identification_code":
            return "".join((data or "").split())
        if name == "website":
            return _with_scheme(data or "")
        if name == "social":
            return [_with_scheme(one) for one in data or []]
        if name in NAME_LISTS:
            return [one[:LONGEST_LINE] for one in data or []]
        return data if isinstance(data, bool | list) else data or ""

    def complain(self, error: FieldError) -> None:
        """Put the refusal beside its field."""
        name = error.field if error.field in self else next(iter(self)).name
        self[name].errors = [*self[name].errors, error.message]


def _choices(offered: Iterable[Named]) -> list[SelectChoice]:
    return labelled({one.code: one.name for one in offered})


def _with_scheme(address: str) -> str:
    """People type addresses without https://."""
    plain = address and "://" not in address and ":" not in address.partition("/")[0]
    return f"https://{address}" if plain else address


def _typed(values: Values) -> dict[str, Any]:
    """Plain values as form fields want them."""
    typed = dict(values)
    for name in DAYS:
        typed[name] = date.fromisoformat(values[name]) if values[name] else None
    typed["parent"] = numbered_name(values["parent"])
    return typed


def numbered_name(organisation_id: int | None) -> str:
    """The name by which a field finds that organisation again."""
    body = db.session.get(Organisation, organisation_id) if organisation_id else None
    if body is None:
        return ""
    alone = find_organisation(body.name_ka) is body
    return body.name_ka if alone else f"{body.name_ka} № {body.id}"


class _LineForm(BaseForm):
    """What every step in the line of an organisation has: when, on what ground, the source."""

    happened_on = day_field(_l("Since when"), [InputRequired()])
    note = StringField(
        _l("On what ground"), [at_most(300)], description=_l("A law, an order, a decision.")
    )
    source_url = StringField(
        _l("Source (address)"),
        [at_most(1000), Optional(), Regexp(r"https?://\S+", message=ADDRESS)],
        render_kw={"inputmode": "url"},
    )

    def day(self) -> date:
        """When it happened; asked of an accepted form."""
        return self.happened_on.data or date.min

    def complain(self, error: FieldError) -> None:
        """Put the refusal beside its field."""
        name = error.field if error.field in self else "happened_on"
        self[name].errors = [*self[name].errors, error.message]


class RenameForm(_LineForm):
    """A new name from a day on."""

    name_ka = StringField(_l("New name in Georgian"), [DataRequired(), at_most(300)])
    name_en = StringField(_l("New name in English"), [at_most(300)])
    abbreviations = Lines(_l("New abbreviations"), description=_l("One on each line."))


class SuccessionForm(_LineForm):
    """What came after an organisation: one body, or several after a split."""

    kind = SelectField(
        _l("What happened"),
        choices=labelled(
            {
                one.value: label
                for one, label in SUCCESSION_LABELS.items()
                if one is not SuccessionKind.RENAMED
            }
        ),
    )
    successor = StringField(_l("Successor"), [DataRequired(), at_most(300)], render_kw=SUGGESTED)
    further = Lines(
        _l("Further successors"), description=_l("After a split: one name on each line.")
    )
    leads = BooleanField(
        _l("Its accounts, events and reports pass to the first successor"), default=True
    )
    ends = BooleanField(_l("The organisation ended that day"), default=True)

    def bodies(self) -> list[Organisation]:
        """The successors that are named; an unknown one leaves a message beside its field."""
        found = []
        for field, names in (("successor", [self.successor.data]), ("further", self.further.data)):
            for name in names or []:
                body = chosen(name or "")
                if body is None:
                    said = _("No organisation is called “%(name)s”. Add it first.", name=name)
                    self[field].errors = [*self[field].errors, said]
                elif body not in found:
                    found.append(body)
        return found
