"""Letters that gather what people were told, as often as each chose.

A letter and the marks on its messages land in one transaction, one for each person, so that a
crash neither loses nor repeats any. Daily letters hold what was told before 08:00 in Tbilisi,
weekly ones what was told before 08:00 on Monday; they go out at that hour or as soon as somebody
looks afterwards. What was read on the desk meanwhile needs no letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from stratcom.accounts.enums import Digest
from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.i18n import in_language
from stratcom.mail.enums import DIGEST
from stratcom.mail.services import post_letter
from stratcom.mail.writing import write
from stratcom.moments import TBILISI, local
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.wording import in_words, reason_of

HOUR = time(8)
LINES = 50
SUBJECT_LENGTH = 120
# Where no letter can go, messages wait on the desk; after this no letter is owed any more.
OWED_FOR = timedelta(days=7)
# A letter about a letter that did not go out could go on for ever.
NEVER_MAILED = frozenset({NoticeKind.MAIL_HELD})
ORDER = {kind: place for place, kind in enumerate(NoticeKind)}


@dataclass(frozen=True)
class Line:
    """One message in a letter."""

    sentence: str
    reason: str
    path: str


def post_digests(now: datetime) -> int:
    """Write every letter that is due and commit each; return how many."""
    waiting = sa.select(Notice.user_id).where(Notice.mailed_at.is_(None)).distinct()
    people = db.session.scalars(waiting.order_by(Notice.user_id)).all()
    db.session.commit()
    written = 0
    for user_id in people:
        written += _post_digest(user_id, now)
        db.session.commit()
    return written


def _post_digest(user_id: int, now: datetime) -> bool:
    user = db.session.get_one(User, user_id)
    # Locked: two processes at once must not write the same letter.
    notices = db.session.scalars(
        sa.select(Notice)
        .where(Notice.user_id == user_id, Notice.mailed_at.is_(None))
        .order_by(Notice.id)
        .with_for_update(skip_locked=True)
    ).all()
    wanted = [one for one in notices if user.is_active and _wants(user, one)]
    _mark([one for one in notices if one not in wanted], now)
    if not (user.email and current_app.config["SMTP_URL"]):
        _mark([one for one in wanted if one.created_at < now - OWED_FOR], now)
        return False
    due = [one for one in wanted if one.created_at <= _told_until(user, now)]
    if not due:
        return False
    _write(user, sorted(due, key=lambda one: (ORDER[one.kind], one.id)))
    _mark(due, now)
    return True


def _wants(user: User, notice: Notice) -> bool:
    refused = user.digest is Digest.NONE or notice.kind in NEVER_MAILED
    return not refused and notice.read_at is None


def _told_until(user: User, now: datetime) -> datetime:
    """What was told until that moment is due: the last 08:00 of the person's choice, or now."""
    if user.digest is Digest.AT_ONCE:
        return now
    here = local(now)
    day = here.date() if here.time() >= HOUR else here.date() - timedelta(days=1)
    if user.digest is Digest.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, HOUR, TBILISI).astimezone(UTC)


def _write(user: User, notices: Sequence[Notice]) -> None:
    with in_language(user.language):
        lines = [
            Line(in_words(one.kind, one.words), reason_of(one.words), one.path)
            for one in notices[:LINES]
        ]
        subject = lines[0].sentence
        if len(notices) > 1 or len(subject) > SUBJECT_LENGTH:
            subject = _("StratCom: messages: %(count)s", count=len(notices))
        name = user.name_en if user.language == "en" and user.name_en else user.name
    more = len(notices) - len(lines)
    post_letter(
        kind=DIGEST,
        to_address=user.email,
        to_name=name,
        subject=subject,
        text=write("digest", user.language, name=name, lines=lines, more=more),
        language=user.language,
        user_id=user.id,
    )


def _mark(notices: Sequence[Notice], now: datetime) -> None:
    for one in notices:
        one.mailed_at = now
