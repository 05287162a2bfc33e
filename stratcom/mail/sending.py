"""Sending what the outbox holds: never lost, never twice.

- A letter stays in the database until the server answered 250. Each step is committed before
  the next: SENDING before anything is said, HANDED before the final dot, SENT after the answer.
- A letter is in the hands of one sender at a time, by a lease. A sender that dies before the dot
  has sent nothing: when its lease is over the letter waits again.
- Between the dot and the answer nobody but the server knows. When the sender dies there, or the
  connection does, the letter is HELD: a person finds out whether it arrived and releases it or
  takes it as sent. Trying again by itself would make letters arrive twice.
- Refused for now (4xx), or broken off before the dot: tried again with the same Message-ID after
  1, 5 and 15 minutes, 1, 4, 12 and 24 hours, then given up. Refused for good (5xx): given up at
  once. While the server cannot be reached at all, nothing is given up.
- A letter that has expired is dropped. A secret text is emptied as soon as it is of no use.
"""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

from stratcom.config import read_mail_server
from stratcom.db import db, utcnow
from stratcom.mail import addresses, queue
from stratcom.mail.enums import Trouble
from stratcom.mail.letters import as_bytes, as_message
from stratcom.mail.queue import Letter
from stratcom.mail.smtp import (
    BrokenError,
    Conversation,
    RefusedError,
    UnansweredError,
    UnreachableError,
)

log = logging.getLogger(__name__)
BATCH = 10
DIGEST_CHOICE = "notices.digest"


@dataclass
class Tally:
    """How one pass went."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    held: int = 0
    # Why the pass ended early.
    trouble: str = ""


class Sender:
    """One pass over what is due, by one process."""

    def __init__(self, config: Mapping[str, Any], stop: Callable[[], bool]) -> None:
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.config = config
        self.stop = stop
        self.lease = timedelta(seconds=config["MAIL_LEASE"])
        self.host = addresses.host_of(config)
        self.sender = addresses.sender(config)
        self.tally = Tally()
        self.talk: Conversation | None = None

    def run(self) -> Tally:
        """Send until nothing is due, the server fails, or somebody says stop."""
        queue.tidy(utcnow())
        db.session.commit()
        with ExitStack() as stack:
            while not (self.stop() or self.tally.trouble):
                letters = queue.claim(self.name, now=utcnow(), lease=self.lease, limit=BATCH)
                db.session.commit()
                if not letters:
                    break
                try:
                    self._send_batch(letters, stack)
                finally:
                    db.session.rollback()
                    queue.let_go(letters, self.name)
                    db.session.commit()
        return self.tally

    def _send_batch(self, letters: list[Letter], stack: ExitStack) -> None:
        for place, letter in enumerate(letters):
            if self.stop() or self.tally.trouble:
                return
            try:
                if self.talk is None:
                    self.talk = stack.enter_context(self._open())
                self._send(letter)
            except UnreachableError as error:
                self._end(error.reason)
                for one in letters[place:]:
                    self._later(one, error.reason, outage=True)
                return

    def _open(self) -> Conversation:
        server = read_mail_server(self.config["SMTP_URL"])
        return Conversation(server, host=self.host, timeout=self.config["MAIL_TIMEOUT"])

    def _send(self, letter: Letter) -> None:
        if not self._step(queue.keep, letter):
            return
        assert self.talk is not None  # noqa: S101 - _send_batch opened it
        try:
            to = addresses.recipient(letter.to_name, letter.to_address)
            data = as_bytes(self._message(letter, to))
        except (ValueError, MessageError) as error:
            self._fail(letter, f"{Trouble.UNWRITABLE}: {error}")
            return
        try:
            taken = self.talk.deliver(
                self.sender, to, data, lambda: self._step(queue.hand_over, letter)
            )
        except RefusedError as error:
            self._refused(letter, error)
        except BrokenError as error:
            self._end(error.reason)
            self._later(letter, error.reason)
        except UnansweredError as error:
            # One such letter is enough: the next pass goes on with the others.
            self._end(error.reason)
            self.tally.held += 1
            queue.settle_held(letter, self.name, reason=f"{Trouble.UNANSWERED}: {error.reason}")
            db.session.commit()
        else:
            self._taken(letter, taken)

    def _message(self, letter: Letter, to: Address) -> EmailMessage:
        return as_message(
            letter,
            sender=self.sender,
            recipient=to,
            host=self.host,
            at=utcnow(),
            choice=addresses.address_of(DIGEST_CHOICE),
            eight_bit=self.talk is not None and self.talk.eight_bit,
        )

    def _end(self, reason: str) -> None:
        log.warning("mail server: %s", reason)
        self.talk, self.tally.trouble = None, reason

    def _taken(self, letter: Letter, taken: bool) -> None:
        if not taken:
            # Somebody else has the letter; the connection was left in the middle of its text.
            self.talk = None
            return
        self.tally.sent += queue.settle_sent(letter, self.name, now=utcnow())
        db.session.commit()

    def _refused(self, letter: Letter, error: RefusedError) -> None:
        if error.permanent:
            self._fail(letter, error.reason)
        else:
            self._later(letter, error.reason)
        if error.closing or (self.talk is not None and not self.talk.begin_again()):
            self.talk = None

    def _step(self, move: Callable[..., bool], letter: Letter) -> bool:
        mine = move(letter, self.name, now=utcnow(), lease=self.lease)
        db.session.commit()
        return mine

    def _later(self, letter: Letter, reason: str, *, outage: bool = False) -> None:
        again = queue.put_back(letter, self.name, now=utcnow(), reason=reason, outage=outage)
        db.session.commit()
        self.tally.later += again
        self.tally.failed += not again

    def _fail(self, letter: Letter, reason: str) -> None:
        queue.settle_failed(letter, self.name, reason=reason)
        db.session.commit()
        self.tally.failed += 1


def send_due(config: Mapping[str, Any], *, stop: Callable[[], bool] = lambda: False) -> Tally:
    """Send everything that is due, over one connection as long as it lasts."""
    return Sender(config, stop).run()
