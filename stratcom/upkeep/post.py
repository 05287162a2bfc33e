"""One round of the post: reminders of the day, letters that gather messages, sending; tidying."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import IntegrityError

from stratcom.accounts.permissions import Permission
from stratcom.db import db, utcnow
from stratcom.mail.enums import MailState
from stratcom.mail.queries import letters
from stratcom.mail.sending import Tally, send_due
from stratcom.moments import today
from stratcom.notices import reminders
from stratcom.notices.digests import post_digests
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import people_who_may, tell
from stratcom.search.rebuilding import pack_daily

log = logging.getLogger(__name__)
PAUSE = 20.0
HELD_TOLD = 50
HELD_PATH = "/desk/outbox/?state=held"


@dataclass
class Round:
    """How one round went."""

    reminded: int = 0
    digests: int = 0
    tally: Tally = field(default_factory=Tally)
    # The parts that did not come to their end.
    failed: list[str] = field(default_factory=list)


def make_round(stop: Callable[[], bool] = lambda: False) -> Round:
    """Do everything that is due; a part that fails keeps none of the others from being done."""
    done = Round()

    def remind() -> None:
        done.reminded = reminders.run_all(today())
        db.session.commit()

    def gather() -> None:
        done.digests = post_digests(utcnow())

    def send() -> None:
        if current_app.config["SMTP_URL"]:
            done.tally = send_due(current_app.config, stop=stop)

    def look_after() -> None:
        tell_of_held()
        db.session.commit()

    def tidy() -> None:
        pack_daily(today())

    parts = {
        "reminders": remind,
        "digests": gather,
        "sending": send,
        "held letters": look_after,
        "search index": tidy,
    }
    for name, part in parts.items():
        try:
            part()
        except IntegrityError:
            # Another process told the same people the same thing at this moment.
            db.session.rollback()
        except Exception:
            log.exception("the post: %s failed", name)
            db.session.rollback()
            done.failed.append(name)
    return done


def tell_of_held() -> None:
    """Ask those who look after the outbox to decide about letters that may have gone out."""
    held = db.session.scalars(letters(MailState.HELD).limit(HELD_TOLD)).all()
    people = people_who_may(Permission.MAIL_VIEW) if held else []
    for letter in held:
        tell(
            people,
            NoticeKind.MAIL_HELD,
            path=HELD_PATH,
            words={"title": letter.subject},
            # A letter that is released and held again is news again.
            once=f"mail_held:{letter.id}:{letter.next_attempt_at:%Y%m%d%H%M%S}",
        )


def keep_post_going(app: Flask) -> None:
    """While the app is served in development, make a round every few seconds.

    It begins with the first request: commands, tests and a server's parent process never serve
    one. Several processes may do it at once, since a letter is in the hands of one at a time.
    """
    if not (app.config["DEVELOPMENT"] and app.config["SMTP_URL"]):
        return
    serve = app.wsgi_app
    begun = threading.Lock()

    def first(environ: Any, start_response: Any) -> Any:
        if begun.acquire(blocking=False):
            app.wsgi_app = serve  # type: ignore[method-assign]
            threading.Thread(target=_go_round, args=(app,), name="post", daemon=True).start()
        return serve(environ, start_response)

    app.wsgi_app = first  # type: ignore[method-assign]


def _go_round(app: Flask) -> None:
    while True:
        with app.app_context():
            make_round()
            db.session.remove()
        time.sleep(PAUSE)
