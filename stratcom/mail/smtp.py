"""The conversation with the mail server, step by step, so that its state is known at each.

smtplib's own `sendmail` gives the text and the final dot in one go; here the caller is told just
before the dot, because a server may keep a letter from there on and from no moment earlier.
"""

import select
import smtplib
import ssl
from collections.abc import Callable
from email.headerregistry import Address
from types import TracebackType
from typing import Self

from stratcom.config import MailServer

OK, FORWARDED, START_TEXT = 250, 251, 354
CLOSING = 421
PERMANENT = 500


class MailError(Exception):
    """Why a letter did not go out; `reason` is shown to people who look after the outbox."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreachableError(MailError):
    """No conversation came about: no connection, no greeting, no sign-in, or not as this sender."""


class BrokenError(MailError):
    """The conversation ended before the final dot: the server has no whole letter."""


class RefusedError(MailError):
    """The server refused this letter, for now or for good."""

    def __init__(self, code: int, text: bytes) -> None:
        super().__init__(said(code, text))
        self.permanent = code >= PERMANENT
        self.closing = code == CLOSING


class UnansweredError(MailError):
    """The conversation ended after the final dot and before the answer: it may have gone out."""


class Conversation:
    """One connection to the server, for any number of letters."""

    def __init__(self, server: MailServer, *, host: str, timeout: float) -> None:
        self.server = server
        self.smtp = self._open(f"[{host}]" if host[:1].isdigit() else host, timeout)

    def _open(self, host: str, timeout: float) -> smtplib.SMTP:
        server = self.server
        try:
            smtp: smtplib.SMTP
            if server.security == "tls":
                context = ssl.create_default_context()
                smtp = smtplib.SMTP_SSL(
                    server.host, server.port, host, timeout=timeout, context=context
                )
            else:
                smtp = smtplib.SMTP(server.host, server.port, host, timeout=timeout)
        except smtplib.SMTPResponseException as error:
            raise UnreachableError(said(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(_cause(error)) from error
        try:
            self._greet(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _greet(self, smtp: smtplib.SMTP) -> None:
        server = self.server
        try:
            smtp.ehlo_or_helo_if_needed()
            offered = smtp.has_extn("starttls")
            if server.security == "starttls" or (server.security == "auto" and offered):
                smtp.starttls(context=_context(server))
                smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError as error:
            # What the server says here may repeat the name and more.
            raise UnreachableError(f"{error.smtp_code} the server refused the sign-in") from error
        except smtplib.SMTPResponseException as error:
            raise UnreachableError(said(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(_cause(error)) from error

    @property
    def eight_bit(self) -> bool:
        """True when the server takes text as it is."""
        return self.smtp.has_extn("8bitmime")

    def deliver(
        self, sender: Address, recipient: Address, data: bytes, before_dot: Callable[[], bool]
    ) -> bool:
        """Give one letter to the server; True when it took it.

        `before_dot` is called when all but the final dot has been given; when it says no, the
        connection is closed instead and the server has no letter.
        """
        smtp = self.smtp
        try:
            self._envelope(sender, recipient)
            smtp.putcmd("data")
            self._expect(START_TEXT, *smtp.getreply())
            smtp.send(data if data.endswith(b"\r\n") else data + b"\r\n")
        except (smtplib.SMTPException, OSError) as error:
            raise BrokenError(_cause(error)) from error
        if not before_dot():
            self.abandon()
            return False
        try:
            self._still_there()
            smtp.send(b".\r\n")
        except (smtplib.SMTPException, OSError) as error:
            raise BrokenError(_cause(error)) from error
        try:
            code, text = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise UnansweredError(_cause(error)) from error
        if code < 0:
            raise UnansweredError(said(code, text))
        self._expect(OK, code, text)
        return True

    def _still_there(self) -> None:
        # A server says nothing during a text, unless it has gone.
        if self.smtp.sock is None or select.select([self.smtp.sock], [], [], 0)[0]:
            raise smtplib.SMTPServerDisconnected("the server left during the text")

    def _envelope(self, sender: Address, recipient: Address) -> None:
        smtp = self.smtp
        options = ["BODY=8BITMIME"] if self.eight_bit else []
        code, text = smtp.mail(sender.addr_spec, options)
        if code >= PERMANENT or code == CLOSING:
            # It is not this letter that is wrong.
            raise UnreachableError(said(code, text))
        self._expect(OK, code, text)
        code, text = smtp.rcpt(recipient.addr_spec)
        self._expect(FORWARDED if code == FORWARDED else OK, code, text)

    def _expect(self, wanted: int, code: int, text: bytes) -> None:
        if code == wanted:
            return
        if code < 0:
            raise smtplib.SMTPServerDisconnected(text.decode(errors="replace"))
        raise RefusedError(code, text)

    def begin_again(self) -> bool:
        """Make ready for another letter after a refusal; False when the server has gone."""
        try:
            return self.smtp.rset()[0] == OK
        except (smtplib.SMTPException, OSError):
            return False

    def abandon(self) -> None:
        """End the connection as it stands."""
        self.smtp.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave, politely when all is well."""
        try:
            if error is None and self.smtp.sock is not None:
                self.smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self.smtp.close()


def said(code: int, text: bytes | str) -> str:
    """What a server answered, on one line."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())


def _context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.security == "auto":
        # Taken because it was offered: better than nothing, and no password is sent over it.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _cause(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
