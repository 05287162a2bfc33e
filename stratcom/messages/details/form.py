"""The form of a message's details; only what the person may set is on it."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.messages.details.values import LABELS, Details, problems
from stratcom.messages.enums import CIRCLE_LABELS, Circle
from stratcom.partners.forms import SUGGESTED, chosen
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import Lines, Ticks, day_field, labelled
from stratcom.web.forms import BaseForm, at_most

NONE = "–"


class DetailsForm(BaseForm):
    """For whom a message is, who answers for it, how long it holds."""

    theme = SelectField(LABELS["theme_id"])
    circle = RadioField(LABELS["circle"], choices=labelled(CIRCLE_LABELS))
    readers = Lines(LABELS["reader_ids"], description=_l("One on each line."))
    # Offers names while one types, which a field of several lines cannot.
    reader_more = StringField(
        _l("One more organisation"),
        [at_most(300)],
        description=_l("Choose from the list."),
        render_kw=SUGGESTED,
    )
    audiences = Ticks(LABELS["audience_ids"])
    steward = SelectField(LABELS["steward_id"])
    review_on = day_field(LABELS["review_on"], [Optional()])
    valid_from = day_field(LABELS["valid_from"], [Optional()])
    valid_until = day_field(LABELS["valid_until"], [Optional()])
    row_version = HiddenField()

    FIELDS_OF: ClassVar = {
        "theme_id": ("theme",),
        "circle": ("circle",),
        "reader_ids": ("readers", "reader_more"),
        "valid_from": ("valid_from",),
        "valid_until": ("valid_until",),
    }
    present: Details
    public: bool

    @classmethod
    def holding(
        cls,
        details: Details,
        stewards: Sequence[User],
        *,
        version: int,
        public: bool,
        fixed: frozenset[str],
    ) -> Self:
        """The form with `details` in it, or with what was posted; `fixed` ones are left out."""
        form = cls.from_request(data=_typed(details) | {"row_version": version})
        form.present, form.public = details, public
        form.theme.choices = _terms(TermKind.THEME, {details.theme_id}, empty=True)
        form.audiences.choices = _terms(TermKind.AUDIENCE, set(details.audience_ids))
        form.steward.choices = labelled({"": NONE} | {one.id: one.called for one in stewards})
        for name in sorted(fixed):
            for field in cls.FIELDS_OF[name]:
                del form[field]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether every organisation is known and the values fit together."""
        sound = super().validate(extra_validators)
        unknown = [one for one in self._named_readers() if chosen(one) is None]
        if unknown:
            self["readers"].errors = [
                _(
                    "Not in the directory: %(names)s. Choose from the list, or add the "
                    "organisation first.",
                    names="; ".join(unknown),
                )
            ]
            sound = False
        if not sound:
            return False
        found = problems(self.details(), public=self.public)
        for name, message in found.items():
            self[name].errors = [message]
        return not found

    def details(self) -> Details:
        """What the form says; what is not on it stays as it is."""
        now = self.present
        bodies = (chosen(one) for one in self._named_readers())
        return Details(
            theme_id=self._chosen_id("theme", now.theme_id),
            circle=Circle(self["circle"].data) if "circle" in self else now.circle,
            reader_ids=frozenset(one.id for one in bodies if one)
            if "readers" in self
            else now.reader_ids,
            audience_ids=frozenset(int(one) for one in self.audiences.data or ()),
            steward_id=self._chosen_id("steward", now.steward_id),
            review_on=self.review_on.data,
            valid_from=self["valid_from"].data if "valid_from" in self else now.valid_from,
            valid_until=self["valid_until"].data if "valid_until" in self else now.valid_until,
        )

    def _chosen_id(self, name: str, otherwise: int | None) -> int | None:
        if name not in self:
            return otherwise
        data = self[name].data
        return int(data) if data else None

    def _named_readers(self) -> list[str]:
        if "readers" not in self:
            return []
        more = self["reader_more"].data
        return list(dict.fromkeys([*(self["readers"].data or []), *([more] if more else [])]))


def _typed(details: Details) -> dict[str, Any]:
    bodies = [db.session.get(Organisation, one) for one in sorted(details.reader_ids)]
    return {
        "theme": str(details.theme_id or ""),
        "circle": details.circle.value,
        "readers": [_shown(one) for one in bodies if one],
        "audiences": [str(one) for one in sorted(details.audience_ids)],
        "steward": str(details.steward_id or ""),
        "review_on": details.review_on,
        "valid_from": details.valid_from,
        "valid_until": details.valid_until,
    }


def _shown(body: Organisation) -> str:
    """The name by which the field finds that organisation again."""
    return body.name if chosen(body.name) is body else f"{body.name} № {body.id}"


def _terms(kind: TermKind, keep: set[int | None], *, empty: bool = False) -> list[Any]:
    known = reference()
    kept = frozenset(one.code for one in known.terms.values() if one.id in keep)
    choices = {one.id: one.name for one in known.offered(kind, kept)}
    return labelled({"": NONE} | choices if empty else choices)
