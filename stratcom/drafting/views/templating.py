"""What templates of reviews may call."""

from flask.blueprints import BlueprintSetupState

from stratcom.drafting.enums import COMMENT_STATE_LABELS, VERDICT_LABELS, CommentState, Verdict
from stratcom.drafting.fact_words import fact_words
from stratcom.drafting.models import Draft
from stratcom.drafting.parts import Part
from stratcom.drafting.picture import picture_of

# How each looks: classes of the badge.
VERDICT_SHADES = {Verdict.AGREE: "ok", Verdict.REMARKS: "wait", Verdict.OBJECT: "late"}
COMMENT_SHADES = {
    CommentState.OPEN: "wait",
    CommentState.ACCEPTED: "ok",
    CommentState.DECLINED: "late",
    CommentState.RESOLVED: "held",
}


def facts_in_words(draft: Draft, part: Part) -> list[tuple[str, str]]:
    """What the part says beside its text: names and values, without those that nobody reads."""
    words = fact_words(draft.kind)
    return [
        (said, words.value(name, value))
        for name, value in part.facts.items()
        if value and (said := words.label(name))
    ]


def offer(state: BlueprintSetupState) -> None:
    """Let templates call these."""
    state.app.jinja_env.globals.update(
        VERDICT_LABELS=VERDICT_LABELS,
        VERDICT_SHADES=VERDICT_SHADES,
        COMMENT_STATES=COMMENT_STATE_LABELS,
        COMMENT_SHADES=COMMENT_SHADES,
        draft_picture=picture_of,
        facts_in_words=facts_in_words,
    )
