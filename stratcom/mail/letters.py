"""A letter of the outbox as an e-mail message."""

import re
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from stratcom.mail.enums import CHOSEN
from stratcom.mail.queue import Letter

# A line of a message holds at most 998 bytes; a Georgian letter takes three.
LINE_BYTES = 900
HEADER_LENGTH = 74
ENDING_DOTS = re.compile(rb"^\.", re.MULTILINE)


class LetterPolicy(EmailPolicy):
    """How a letter is written out; Georgian headers by the older of Python's two ways.

    The newer one loses spaces between words when it folds a text of both alphabets.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as it goes over the line."""
        shown = str(value)
        if name == "Subject" and not shown.isascii():
            return self._line(name, shown)
        if name in {"From", "To"}:
            (one,) = value.addresses
            if not one.display_name.isascii():
                return self._line(name, one.display_name, f"\r\n <{one.addr_spec}>")
        return super().fold_binary(name, value)

    def _line(self, name: str, text: str, rest: str = "") -> bytes:
        words = Header(text, "utf-8", maxlinelen=75, header_name=name).encode(linesep="\r\n")
        return f"{name}: {words}{rest}\r\n".encode("ascii")


LETTER = LetterPolicy(linesep="\r\n")


def as_message(
    letter: Letter,
    *,
    sender: Address,
    recipient: Address,
    host: str,
    at: datetime,
    choice: str = "",
    eight_bit: bool = True,
) -> EmailMessage:
    """The message; `choice` is the address where a reader chooses how often digests come.

    Headers are set by name and value, and EmailMessage refuses line breaks in them.
    """
    # Wide while the text is set, so that long lines of it stay as they are written.
    wide = LETTER.clone(cte_type="8bit", max_line_length=998)
    message = EmailMessage(policy=wide if eight_bit else LETTER.clone(cte_type="7bit"))
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(at)
    # Made when the letter was written and the same at every attempt; only the host is ours.
    message["Message-ID"] = letter.message_id.replace("@stratcom>", f"@{host}>")
    message["Auto-Submitted"] = "auto-generated"
    # A longer address would be folded into something that no program reads.
    if letter.kind in CHOSEN and choice and len(choice) < HEADER_LENGTH:
        message["List-Unsubscribe"] = f"<{choice}>"
    message.set_content(fold(letter.text), charset="utf-8")
    message["Content-Language"] = letter.language
    return message


def as_bytes(message: EmailMessage) -> bytes:
    """The message as the server is given it, without the final dot."""
    data = message.as_bytes(policy=message.policy.clone(max_line_length=LETTER.max_line_length))
    return ENDING_DOTS.sub(b"..", data)


def fold(text: str) -> str:
    """The text with lines that any server takes: too long ones are broken, at spaces if any."""
    return "\n".join(part for line in text.splitlines() for part in _parts(line)) + "\n"


def _parts(line: str) -> list[str]:
    parts = []
    while len(line.encode()) > LINE_BYTES:
        most = len(line.encode()[:LINE_BYTES].decode(errors="ignore"))
        at = line.rfind(" ", 1, most)
        cut = at if at > 0 else most
        parts.append(line[:cut])
        line = line[cut:].lstrip(" ")
    return [*parts, line]
