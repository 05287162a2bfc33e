"""Words of uses and briefs that templates call."""

from flask.blueprints import BlueprintSetupState

from stratcom.messages.briefs import wording as briefs
from stratcom.messages.enums import CHANNEL_LABELS, USE_LABELS, USE_STATE_LABELS, UseState
from stratcom.messages.use import wording
from stratcom.messages.use.rules import state_of
from stratcom.moments import local

# The class of the badge of each state.
SHADES = {UseState.PLANNED: "wait", UseState.DONE: "ok", UseState.CANCELLED: "late"}


def offer(state: BlueprintSetupState) -> None:
    """Let templates call these."""
    state.app.jinja_env.globals.update(
        CHANNEL_LABELS=CHANNEL_LABELS,
        USE_LABELS=USE_LABELS,
        USE_STATES=USE_STATE_LABELS,
        USE_SHADES=SHADES,
        local_day=lambda moment: local(moment).date(),
        use_state=state_of,
        spoken_title=wording.spoken_title,
        when_used=wording.when_used,
        where_used=wording.where_used,
        what_for=wording.what_for,
        whom_for=wording.whom_for,
        department_name=wording.department,
        source_of=briefs.source_of,
        brief_facts=briefs.event_facts,
        brief_warnings=briefs.warnings_of,
        brief_meant_for=briefs.meant_for,
        brief_office=briefs.office_line,
        brief_last_line=briefs.last_line,
    )
