"""What templates of contacts and agreements may call."""

from flask.blueprints import BlueprintSetupState

from stratcom.contacts.enums import AGREEMENT_LABELS, CONTACT_LABELS
from stratcom.contacts.models import Agreement
from stratcom.contacts.validity import (
    STANDING_LABELS,
    Standing,
    is_renewed,
    last_day,
    standing,
)
from stratcom.contacts.wording import user_name
from stratcom.moments import today

# How each standing looks: classes of the badge.
SHADES = {
    Standing.PREPARED: "wait",
    Standing.COMING: "wait",
    Standing.IN_FORCE: "ok",
    Standing.ENDING: "late",
    Standing.RENEWING: "wait",
    Standing.ENDED: "held",
    Standing.TERMINATED: "held",
}


def standing_badge(agreement: Agreement) -> tuple[str, str]:
    """The words and the class of an agreement's badge."""
    found = standing(agreement, today())
    return str(STANDING_LABELS[found]), SHADES[found]


def offer(state: BlueprintSetupState) -> None:
    """Let templates call these."""
    state.app.jinja_env.globals.update(
        standing_badge=standing_badge,
        agreement_end=lambda agreement: last_day(agreement, today()),
        agreement_renews=is_renewed,
        user_name=user_name,
        CONTACT_LABELS=CONTACT_LABELS,
        AGREEMENT_LABELS=AGREEMENT_LABELS,
    )
