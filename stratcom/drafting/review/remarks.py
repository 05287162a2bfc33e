"""The table of remarks of a round: each remark, from whom, and what was done with it."""

from collections.abc import Sequence

from flask_babel import gettext as _

from stratcom.drafting.enums import (
    COMMENT_STATE_LABELS,
    VERDICT_LABELS,
    CommentKind,
)
from stratcom.drafting.models import Draft, DraftComment, DraftReview, DraftReviewer
from stratcom.drafting.review.anchors import bare
from stratcom.drafting.review.text import Thread, names_of_parts
from stratcom.i18n import LANGUAGES
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

WIDTHS = (6, 34, 22, 12, 40, 48, 40, 20, 48)


def of_round(review: DraftReview, threads: Sequence[Thread]) -> list[Thread]:
    """The comments that were made while the round was open."""
    return [
        one
        for one in threads
        if one.comment.at >= review.opened_at
        and (review.closed_at is None or one.comment.at <= review.closed_at)
    ]


def remarks_table(
    draft: Draft, review: DraftReview, reviewers: Sequence[DraftReviewer], threads: Sequence[Thread]
) -> Table:
    """Answers first, then comments; `draft` comes with its present version."""
    names = names_of_parts(draft.current.parts)
    rows = [_answer_row(one) for one in reviewers]
    rows += [_comment_row(one, names) for one in of_round(review, threads)]
    return Table(
        _("Table of remarks"),
        (
            "№",
            _("From whom"),
            _("Part"),
            _("Language"),
            _("Passage"),
            _("Remark"),
            _("Suggested words"),
            _("What was done"),
            _("Explanation"),
        ),
        rows,
        WIDTHS,
    )


def asked_name(reviewer: DraftReviewer) -> str:
    """The organisation or the person who was asked."""
    if reviewer.organisation is not None:
        return str(reviewer.organisation.name)
    return reviewer.user.called if reviewer.user else "–"


def comment_from(comment: DraftComment) -> str:
    """Who commented, and for which organisation."""
    name = comment.author.called if comment.author else "–"
    return f"{name}, {comment.organisation.name}" if comment.organisation else name


def _answer_row(one: DraftReviewer) -> list[Cell]:
    if one.verdict is None:
        return ["", asked_name(one), "", "", "", _("No answer"), "", "", ""]
    said = str(VERDICT_LABELS[one.verdict])
    version = _("version %(number)s", number=one.verdict_number)
    remark = f"{said} ({version}). {one.remarks}".strip()
    return ["", asked_name(one), _("The whole text"), "", "", remark, "", "", one.came_by]


def _comment_row(thread: Thread, names: dict[str, str]) -> list[Cell]:
    comment = thread.comment
    suggests = comment.kind is CommentKind.SUGGESTION
    replies = [f"{comment_from(one)}: {one.text}" for one in thread.replies]
    return [
        thread.number,
        comment_from(comment),
        names.get(comment.part, _("The whole text") if not comment.part else "–"),
        LANGUAGES.get(comment.language, comment.language) if comment.part else "",
        bare(comment.quote),
        comment.text,
        (comment.replacement or _("to be deleted")) if suggests else "",
        str(COMMENT_STATE_LABELS[comment.state]),
        "\n".join([*([comment.reason] if comment.reason else []), *replies]),
    ]
