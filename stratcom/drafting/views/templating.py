"""What templates of reviews may call."""

from flask.blueprints import BlueprintSetupState

from stratcom.drafting.enums import COMMENT_STATE_LABELS, VERDICT_LABELS, CommentState, Verdict
from stratcom.drafting.facts import facts_in_words
from stratcom.drafting.review.anchors import bare
from stratcom.drafting.review.picture import picture_of

# How each looks: classes of the badge.
VERDICT_SHADES = {Verdict.AGREE: "ok", Verdict.REMARKS: "wait", Verdict.OBJECT: "late"}
COMMENT_SHADES = {
    CommentState.OPEN: "wait",
    CommentState.ACCEPTED: "ok",
    CommentState.DECLINED: "late",
    CommentState.RESOLVED: "held",
}


def offer(state: BlueprintSetupState) -> None:
    """Let templates call these."""
    state.app.jinja_env.globals.update(
        VERDICT_LABELS=VERDICT_LABELS,
        VERDICT_SHADES=VERDICT_SHADES,
        COMMENT_STATES=COMMENT_STATE_LABELS,
        COMMENT_SHADES=COMMENT_SHADES,
        draft_picture=picture_of,
        facts_in_words=facts_in_words,
        bare_quote=bare,
    )
