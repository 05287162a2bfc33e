"""Forms of contacts and agreements."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from stratcom.accounts.models import User
from stratcom.contacts.enums import (
    AGREEMENT_LABELS,
    CONTACT_LABELS,
    STATE_LABELS,
    AgreementKind,
    AgreementState,
    ContactKind,
)
from stratcom.contacts.models import Agreement, ContactEntry
from stratcom.contacts.queries import people_offered
from stratcom.contacts.rules import agreement_problems, entry_problems
from stratcom.contacts.values import (
    AGREEMENT_FIELD_LABELS,
    ENTRY_LABELS,
    AgreementValues,
    EntryValues,
)
from stratcom.contacts.wording import user_name
from stratcom.db import db
from stratcom.partners.forms import SUGGESTED, chosen
from stratcom.partners.models import Organisation
from stratcom.web.fields import Lines, Ticks, day_field, labelled
from stratcom.web.forms import BaseForm, at_most

STATES = {one: STATE_LABELS[one] for one in (AgreementState.SIGNED, AgreementState.DRAFT)}
NUMERIC = {"inputmode": "numeric"}
# Fields of an agreement that are typed as they are kept.
AS_THEY_ARE = (
    "title_ka",
    "title_en",
    "number",
    "signed_on",
    "valid_from",
    "valid_until",
    "renews_months",
    "remind_days",
    "summary",
)


def _number(text: str | None) -> int | None:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else None


class ContactForm(BaseForm):
    """One contact: three fields are needed, one of them filled in already."""

    happened_on = day_field(ENTRY_LABELS["happened_on"], [InputRequired()])
    organisation = StringField(
        ENTRY_LABELS["organisation_id"], [DataRequired(), at_most(300)], render_kw=SUGGESTED
    )
    purpose = StringField(ENTRY_LABELS["purpose"], [DataRequired(), at_most(300)])
    kind = SelectField(ENTRY_LABELS["kind"], choices=labelled(CONTACT_LABELS))
    people = Ticks(ENTRY_LABELS["person_ids"])
    result = TextAreaField(ENTRY_LABELS["result"], [at_most(20_000)])
    next_step = StringField(ENTRY_LABELS["next_step"], [at_most(300)])
    next_step_owner = SelectField(ENTRY_LABELS["next_step_owner_id"])
    next_step_due = day_field(ENTRY_LABELS["next_step_due"], [Optional()])
    row_version = HiddenField()

    FIELD_OF: ClassVar = {
        "next_step_owner_id": "next_step_owner",
        "organisation_id": "organisation",
    }
    body: Organisation | None = None

    @classmethod
    def holding(cls, values: EntryValues, entry: ContactEntry | None, keepers: list[User]) -> Self:
        """The form with `values` in it, or with what was posted."""
        body = _organisation(values.organisation_id)
        form = cls.from_request(
            data={
                "happened_on": values.happened_on,
                "organisation": _shown(body) if body else "",
                "purpose": values.purpose,
                "kind": values.kind.value,
                "people": [str(one) for one in values.person_ids],
                "result": values.result,
                "next_step": values.next_step,
                "next_step_owner": str(values.next_step_owner_id or ""),
                "next_step_due": values.next_step_due,
                "row_version": entry.row_version if entry else 0,
            }
        )
        form.body = chosen(form.organisation.data or "")
        people = {one.id: user_name(one) for one in keepers}
        form.next_step_owner.choices = labelled({"": "–"} | people)
        form.offer_people(keep=form.people.data or ())
        return form

    def offer_people(self, *, keep: Sequence[str] = ()) -> None:
        """Offer those with posts at the organisation, and whoever is ticked already."""
        ids = [number for one in keep if (number := _number(one))]
        offered = people_offered(self.body.id if self.body else 0, ids)
        self.people.choices = labelled(
            {one.id: f"{one.name}, {post}" if post else one.name for one, post in offered}
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the organisation is known and the values make sense."""
        sound = super().validate(extra_validators)
        if self.organisation.data and self.body is None:
            self.organisation.errors = [_unknown([self.organisation.data])]
            sound = False
        return _complain(self, entry_problems(self.values())) if sound else False

    def values(self) -> EntryValues:
        """What the form says, as plain values."""
        return EntryValues(
            happened_on=self.happened_on.data or date.min,
            organisation_id=self.body.id if self.body else None,
            purpose=self.purpose.data or "",
            kind=ContactKind(self.kind.data),
            person_ids=tuple(sorted(int(one) for one in self.people.data or ())),
            result=self.result.data or "",
            next_step=self.next_step.data or "",
            next_step_owner_id=_number(self.next_step_owner.data) if self.next_step.data else None,
            next_step_due=self.next_step_due.data,
        )


class AgreementForm(BaseForm):
    """One agreement: a title and a party are needed, the rest may wait."""

    title_ka = StringField(AGREEMENT_FIELD_LABELS["title_ka"], [DataRequired(), at_most(300)])
    parties = Lines(AGREEMENT_FIELD_LABELS["organisation_ids"], description=_l("One on each line."))
    # Offers names while one types, which a field of several lines cannot.
    party_more = StringField(
        _l("One more party"),
        [at_most(300)],
        description=_l("Choose from the list."),
        render_kw=SUGGESTED,
    )
    kind = SelectField(AGREEMENT_FIELD_LABELS["kind"], choices=labelled(AGREEMENT_LABELS))
    state = SelectField(AGREEMENT_FIELD_LABELS["state"], choices=labelled(STATES))
    number = StringField(AGREEMENT_FIELD_LABELS["number"], [at_most(60)])
    signed_on = day_field(AGREEMENT_FIELD_LABELS["signed_on"], [Optional()])
    valid_from = day_field(AGREEMENT_FIELD_LABELS["valid_from"], [Optional()])
    valid_until = day_field(AGREEMENT_FIELD_LABELS["valid_until"], [Optional()])
    renews_months = IntegerField(
        AGREEMENT_FIELD_LABELS["renews_months"], [Optional()], render_kw=NUMERIC
    )
    remind_days = IntegerField(
        AGREEMENT_FIELD_LABELS["remind_days"], [Optional()], render_kw=NUMERIC
    )
    responsible = SelectField(AGREEMENT_FIELD_LABELS["responsible_id"])
    summary = TextAreaField(AGREEMENT_FIELD_LABELS["summary"], [at_most(20_000)])
    title_en = StringField(AGREEMENT_FIELD_LABELS["title_en"], [at_most(300)])
    row_version = HiddenField()

    FIELD_OF: ClassVar = {"organisation_ids": "parties", "responsible_id": "responsible"}

    @classmethod
    def holding(
        cls, values: AgreementValues, agreement: Agreement | None, keepers: list[User]
    ) -> Self:
        """The form with `values` in it, or with what was posted."""
        bodies = [body for one in values.organisation_ids if (body := _organisation(one))]
        form = cls.from_request(
            data={name: getattr(values, name) for name in AS_THEY_ARE}
            | {
                "parties": [_shown(one) for one in bodies],
                "kind": values.kind.value,
                "state": values.state.value,
                "responsible": str(values.responsible_id or ""),
                "row_version": agreement.row_version if agreement else 0,
            }
        )
        people = {one.id: user_name(one) for one in keepers}
        form.responsible.choices = labelled({"": "–"} | people)
        if agreement is not None and agreement.state is AgreementState.TERMINATED:
            del form.state
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether every party is known and the values make sense."""
        sound = super().validate(extra_validators)
        unknown = [one for one in self._named_parties() if chosen(one) is None]
        if unknown:
            self.parties.errors = [_unknown(unknown)]
            return False
        return _complain(self, agreement_problems(self.values())) if sound else False

    def _named_parties(self) -> list[str]:
        more = self.party_more.data
        return list(dict.fromkeys([*(self.parties.data or []), *([more] if more else [])]))

    def values(self) -> AgreementValues:
        """What the form says, as plain values."""
        found = [chosen(one) for one in self._named_parties()]
        state = self["state"].data if "state" in self else AgreementState.TERMINATED.value
        return AgreementValues(
            title_ka=self.title_ka.data or "",
            title_en=self.title_en.data or "",
            organisation_ids=tuple(dict.fromkeys(one.id for one in found if one)),
            kind=AgreementKind(self.kind.data),
            state=AgreementState(state),
            number=self.number.data or "",
            signed_on=self.signed_on.data,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            renews_months=self.renews_months.data or 0,
            remind_days=self.remind_days.data or 0,
            responsible_id=_number(self.responsible.data),
            summary=self.summary.data or "",
        )


class TerminationForm(BaseForm):
    """When and why an agreement ends before its term."""

    terminated_on = day_field(_l("Last day in force"), [InputRequired()])
    reason = TextAreaField(_l("Reason"), [DataRequired(), at_most(500)])
    row_version = HiddenField()


def _organisation(organisation_id: int | None) -> Organisation | None:
    return db.session.get(Organisation, organisation_id or 0)


def _shown(body: Organisation) -> str:
    """The name by which the field finds that organisation again."""
    return body.name if chosen(body.name) is body else f"{body.name} № {body.id}"


def _unknown(names: Sequence[str]) -> str:
    return _(
        "Not in the directory: %(names)s. Choose from the list, or add the organisation first.",
        names="; ".join(names),
    )


def _complain(form: Any, problems: Mapping[str, str]) -> bool:
    """Put each problem beside its field; true when there is none."""
    for name, message in problems.items():
        form[form.FIELD_OF.get(name, name)].errors = [message]
    return not problems
