"""The form in which a use is recorded."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.forms import place_choices, term_choices
from stratcom.events.reference import reference
from stratcom.messages.enums import CHANNEL_LABELS, USE_LABELS, Channel, UseKind
from stratcom.messages.models import MessageUse
from stratcom.messages.use.rules import problems, sees_all_uses
from stratcom.messages.use.values import FIELD_LABELS, UseValues
from stratcom.partners.forms import SUGGESTED, chosen
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind
from stratcom.web.fields import day_field, labelled
from stratcom.web.forms import BaseForm, at_most

# An event is chosen on its own page.
KINDS = {one: USE_LABELS[one] for one in (UseKind.OTHER, UseKind.CAMPAIGN, UseKind.ACTIVITY)}
FIELD_OF = {"municipality_id": "municipality", "organisation_id": "organisation"}
BESIDE_EVENT = frozenset({"audience", "channel", "url", "note", "row_version"})


class UseForm(BaseForm):
    """What it was, when, where, for whom; an event says the first three itself."""

    kind = SelectField(FIELD_LABELS["kind"], choices=labelled(KINDS))
    reference = StringField(
        FIELD_LABELS["reference"],
        [at_most(300)],
        description=_l("The article, broadcast or post; the number of the activity; the campaign."),
    )
    day = day_field(FIELD_LABELS["day"], [Optional()])
    organisation = StringField(
        FIELD_LABELS["organisation_id"],
        [at_most(300)],
        render_kw=SUGGESTED,
        description=_l("Empty: the department."),
    )
    municipality = SelectField(FIELD_LABELS["municipality_id"])
    audience = SelectField(FIELD_LABELS["audience_id"])
    channel = SelectField(FIELD_LABELS["channel"])
    url = StringField(FIELD_LABELS["url"], [at_most(1000)], render_kw={"inputmode": "url"})
    note = TextAreaField(FIELD_LABELS["note"], [at_most(2000)])
    row_version = HiddenField()

    body: Organisation | None = None

    @classmethod
    def holding(cls, values: UseValues, use: MessageUse | None, user: User) -> Self:
        """The form with `values` in it, or with what was posted, as far as the person may say."""
        known = reference()
        town = known.municipalities.get(values.municipality_id or 0)
        term = known.terms.get(values.audience_id or 0)
        body = db.session.get(Organisation, values.organisation_id or 0)
        form = cls.from_request(
            data={
                "kind": values.kind.value,
                "reference": values.reference,
                "day": values.day,
                "organisation": _shown(body) if body else "",
                "municipality": town.code if town else "",
                "audience": term.code if term else "",
                "channel": values.channel.value if values.channel else "",
                "url": values.url,
                "note": values.note,
                "row_version": use.row_version if use else 0,
            }
        )
        form.audience.choices = term_choices(
            known, TermKind.AUDIENCE, {term.code} if term else set()
        )
        form.municipality.choices = place_choices(known)
        form.channel.choices = [SelectChoice("", "–"), *labelled(CHANNEL_LABELS)]
        form.leave_out(use, user)
        return form

    def leave_out(self, use: MessageUse | None, user: User) -> None:
        """Take away what the event says itself, and whose use it is for who may not choose."""
        if use is not None and use.event_id is not None:
            for name in [one for one in self._fields if one not in BESIDE_EVENT]:
                del self[name]
        elif not sees_all_uses(user):
            del self["organisation"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the organisation is known and the values make sense."""
        sound = super().validate(extra_validators)
        named = self.said("organisation")
        self.body = chosen(named) if named else None
        if named and self.body is None:
            self["organisation"].errors = [
                _("There is no organisation “%(name)s” in the directory.", name=named)
            ]
            return False
        found = problems(self.values()) if sound else {}
        for name, message in found.items():
            self[FIELD_OF.get(name, name)].errors = [message]
        return sound and not found

    def said(self, name: str) -> Any:
        """What stands in a field; nothing when the form has none of that name."""
        return self[name].data if name in self._fields else None

    def values(self) -> UseValues:
        """What the form says, as plain values."""
        known = reference()
        kind, channel = self.said("kind"), self.said("channel")
        return UseValues(
            kind=UseKind(kind) if kind else UseKind.EVENT,
            reference=self.said("reference") or "",
            organisation_id=self.body.id if self.body else None,
            day=self.said("day"),
            municipality_id=known.municipality_ids.get(self.said("municipality") or ""),
            audience_id=known.term_ids.get(("audience", self.said("audience") or "")),
            channel=Channel(channel) if channel else None,
            url=self.said("url") or "",
            note=self.said("note") or "",
        )


def _shown(body: Organisation) -> str:
    """The name by which the field finds that organisation again."""
    return body.name if chosen(body.name) is body else f"{body.name} № {body.id}"
