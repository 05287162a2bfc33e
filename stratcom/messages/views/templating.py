"""What templates of messages may call."""

from flask.blueprints import BlueprintSetupState

from stratcom.drafting.enums import (
    LANGUAGE_STATE_LABELS,
    PART_LABELS,
    STATE_LABELS,
    DraftState,
)
from stratcom.events.reference import reference
from stratcom.messages.enums import CIRCLE_LABELS
from stratcom.messages.languages import SHADES, SYMBOLS, state_in
from stratcom.messages.models import Message
from stratcom.messages.showing import term_name

# How each state looks: classes of the badge.
STATE_SHADES = {
    DraftState.DRAFT: "",
    DraftState.IN_REVIEW: "wait",
    DraftState.SUBMITTED: "wait",
    DraftState.HALF_APPROVED: "wait",
    DraftState.RETURNED: "late",
    DraftState.APPROVED: "ok",
}


def theme_name(message: Message) -> str:
    """The theme of a message in the reader's language."""
    found = reference().terms.get(message.theme_id or 0)
    return found.name if found else ""


def offer(state: BlueprintSetupState) -> None:
    """Let templates call these."""
    state.app.jinja_env.globals.update(
        DRAFT_STATES=STATE_LABELS,
        DRAFT_SHADES=STATE_SHADES,
        LANGUAGE_STATES=LANGUAGE_STATE_LABELS,
        LANGUAGE_SHADES=SHADES,
        LANGUAGE_SYMBOLS=SYMBOLS,
        PART_LABELS=PART_LABELS,
        CIRCLE_LABELS=CIRCLE_LABELS,
        message_state_in=state_in,
        term_name=term_name,
        theme_name=theme_name,
    )
