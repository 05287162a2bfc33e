"""Comments on passages and suggested words: made, answered, taken into the text or not."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.drafting.enums import CommentKind, CommentState, PartKind
from stratcom.drafting.models import Draft, DraftComment
from stratcom.drafting.parts import Parts, find_part, with_text
from stratcom.drafting.queries import open_review, parts_of
from stratcom.drafting.review.anchors import Letters, Span, every, moved, occurrences, whole_words
from stratcom.drafting.review.rules import LONGEST_WHOLE, is_open
from stratcom.drafting.services.reviewing import authors_of, path_of, words_for, words_of
from stratcom.drafting.services.versions import save_version
from stratcom.errors import DomainError, StaleError
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.partners.models import Organisation


class FieldError(DomainError):
    """A refusal that belongs beside one field of the form."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Said:
    """What somebody says of a text; `letters` stand before the passage on the page they read."""

    text: str = ""
    kind: CommentKind = CommentKind.COMMENT
    part: str = ""
    language: str = "ka"
    quote: str = ""
    letters: int | None = None
    replacement: str = ""


def make_comment(draft: Draft, said: Said, *, actor: User) -> DraftComment:
    """Add a comment on a passage, a part or the whole of the present version."""
    source = _source(draft.current.parts, said)
    span, quote = _passage(source, said)
    suggests = said.kind is CommentKind.SUGGESTION
    if suggests and said.replacement == quote:
        raise FieldError("replacement", _("These are the words that stand there."))
    if not suggests and not said.text:
        raise FieldError("text", _("Write your comment."))
    comment = DraftComment(
        draft_id=draft.id,
        number=draft.current_number,
        kind=said.kind,
        part=said.part,
        language=said.language,
        start=span.start,
        end=span.end,
        quote=quote,
        text=said.text,
        replacement=said.replacement if suggests else "",
        author_id=actor.id,
        organisation_id=actor.organisation_id,
    )
    db.session.add(comment)
    record("comment.made", comment, actor=actor, label=draft.title_ka)
    _tell_authors(draft, comment, actor)
    return comment


def reply(draft: Draft, comment: DraftComment, text: str, *, actor: User) -> DraftComment:
    """Answer a comment; replies stand one below the other under it."""
    if not text:
        raise FieldError("text", _("Write your reply."))
    made = DraftComment(
        draft_id=draft.id,
        number=draft.current_number,
        parent_id=comment.parent_id or comment.id,
        part=comment.part,
        language=comment.language,
        text=text,
        author_id=actor.id,
        organisation_id=actor.organisation_id,
    )
    db.session.add(made)
    record("comment.answered", made, actor=actor, label=draft.title_ka)
    if comment.author is not None and comment.author_id != actor.id:
        tell(
            [comment.author],
            NoticeKind.COMMENT_MADE,
            path=_thread_path(comment),
            words=words_of(draft) | words_for(actor, _body(actor)) | {"reason": text},
            once=f"comment_answered:{comment.id}:{utcnow():%Y%m%d%H}",
        )
    _tell_authors(draft, made, actor)
    return made


def close_comment(
    draft: Draft, comment: DraftComment, state: CommentState, reason: str, *, actor: User
) -> None:
    """Say what became of a comment; without being followed only with a reason."""
    _require_open(comment)
    if state is CommentState.DECLINED and not reason:
        raise FieldError("reason", _("Say why it is not followed."))
    comment.state = state
    comment.reason = reason
    comment.closed_by_id = actor.id
    comment.closed_at = utcnow()
    record(f"comment.{state}", comment, actor=actor, label=draft.title_ka)
    if comment.author is not None:
        tell(
            [comment.author],
            NoticeKind.COMMENT_CLOSED,
            path=_thread_path(comment),
            words=words_of(draft) | {"reason": reason},
            once=f"comment_closed:{comment.id}",
            but=actor.id,
        )


def accept(draft: Draft, comment: DraftComment, *, reason: str = "", actor: User) -> int:
    """Put the suggested words into the text; return the number of the version that has them.

    Raises StaleError, and changes nothing, when the passage no longer stands in the text or
    stands there more than once.
    """
    _require_open(comment)
    if comment.kind is not CommentKind.SUGGESTION:
        raise DomainError(_("Nothing is suggested here that could be put into the text."))
    parts = draft.current.parts
    part = find_part(parts, comment.part)
    text = part.text(comment.language) if part else ""
    span = _present_span(draft, comment, text)
    written = text[: span.start] + comment.replacement + text[span.end :]
    if part is not None and part.kind is PartKind.TITLE:
        written = " ".join(written.split())
        if not written:
            raise DomainError(_("A text cannot be without a title."))
    before = draft.current_number
    save_version(
        draft,
        with_text(parts, comment.part, comment.language, written),
        actor=actor,
        expected_number=before,
        note=_("A suggestion was followed: %(words)s", words=comment.replacement)[:300],
    )
    _carry_others(draft, comment, span, before)
    close_comment(draft, comment, CommentState.ACCEPTED, reason, actor=actor)
    return draft.current_number


def _source(parts: Parts, said: Said) -> str:
    if not said.part:
        if said.quote or said.kind is CommentKind.SUGGESTION:
            raise FieldError("part", _("Choose the part in which the passage stands."))
        return ""
    part = find_part(parts, said.part)
    if part is None:
        raise FieldError("part", _("This part is no longer in the text."))
    return part.text(said.language)


def _passage(source: str, said: Said) -> tuple[Span, str]:
    """Where the passage stands, and its words as they are written there."""
    if not said.quote:
        if said.kind is not CommentKind.SUGGESTION:
            return Span(0, 0), ""
        if not source or len(source) > LONGEST_WHOLE:
            raise FieldError("quote", _("Put here the words that should be replaced."))
        return Span(0, len(source)), source
    found = occurrences(source, said.quote)
    if not found:
        raise FieldError(
            "quote", _("This passage is not in the chosen part. Copy it from the text.")
        )
    if said.letters is None:
        found = whole_words(source, found)
        if len(found) > 1 and said.kind is CommentKind.SUGGESTION:
            raise FieldError(
                "quote", _("The passage stands there more than once. Copy more of it.")
            )
        span = found[0]
    else:
        letters, wanted = Letters(source), said.letters
        span = min(found, key=lambda one: abs(letters.before(one.start) - wanted))
    return span, source[span.start : span.end]


def _present_span(draft: Draft, comment: DraftComment, text: str) -> Span:
    """Where the passage of a suggestion stands in the present version, beyond doubt."""
    span = Span(comment.start, comment.end)
    if comment.number == draft.current_number and text[span.start : span.end] == comment.quote:
        return span
    part = find_part(parts_of(draft.id, comment.number), comment.part)
    old = part.text(comment.language) if part else ""
    here, there = (list(every(one, comment.quote)) for one in (old, text))
    if len(here) == len(there) == 1:
        return Span(there[0], there[0] + len(comment.quote))
    if there and (now := moved(old, text, span)):
        return now
    if len(there) > 1:
        raise StaleError(
            _("The passage now stands in the text more than once. Nothing was changed.")
        )
    raise StaleError(_("The passage is no longer in the text. Nothing was changed."))


def _carry_others(draft: Draft, accepted: DraftComment, span: Span, before: int) -> None:
    """Let comments on the same part that were made on the version before point at the new one."""
    others = db.session.scalars(
        sa.select(DraftComment).where(
            DraftComment.draft_id == draft.id,
            DraftComment.part == accepted.part,
            DraftComment.language == accepted.language,
            DraftComment.number == before,
            DraftComment.quote != "",
            DraftComment.id != accepted.id,
        )
    )
    longer = len(accepted.replacement) - (span.end - span.start)
    for one in others:
        if one.end <= span.start:
            one.number = draft.current_number
        elif one.start >= span.end:
            one.start, one.end = one.start + longer, one.end + longer
            one.number = draft.current_number


def _require_open(comment: DraftComment) -> None:
    if not is_open(comment):
        raise StaleError(_("Somebody dealt with this comment already."))


def _thread_path(comment: DraftComment) -> str:
    return f"/desk/drafts/{comment.draft_id}/comments/{comment.parent_id or comment.id}"


def _body(user: User) -> Organisation | None:
    return db.session.get(Organisation, user.organisation_id) if user.organisation_id else None


def _tell_authors(draft: Draft, comment: DraftComment, actor: User) -> None:
    """Tell the author's side once in an hour, however many comments come."""
    people: Sequence[User] = authors_of(draft, open_review(draft.id))
    tell(
        people,
        NoticeKind.COMMENT_MADE,
        path=path_of(draft),
        words=words_of(draft) | words_for(actor, _body(actor)),
        once=f"comment_made:{draft.id}:{comment.at:%Y%m%d%H}",
        but=actor.id,
    )
