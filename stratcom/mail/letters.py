"""A letter of the outbox as an e-mail message."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from stratcom.mail.enums import DIGEST
from stratcom.mail.queue import Letter

# A line of a message holds at most 998 bytes; a Georgian letter takes three.
LINE_BYTES = 900
HEADER_LENGTH = 74
ENDING_DOTS = re.compile(rb"^\.", re.MULTILINE)


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
    wide = SMTP.clone(cte_type="8bit", max_line_length=998)
    message = EmailMessage(policy=wide if eight_bit else SMTP.clone(cte_type="7bit"))
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(at)
    # Made when the letter was written and the same at every attempt; only the host is ours.
    message["Message-ID"] = letter.message_id.replace("@stratcom>", f"@{host}>")
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    # A longer address would be folded into something that no program reads.
    if letter.kind == DIGEST and choice and len(choice) < HEADER_LENGTH:
        message["List-Unsubscribe"] = f"<{choice}>"
    message.set_content(fold(letter.text), charset="utf-8")
    return message


def as_bytes(message: EmailMessage) -> bytes:
    """The message as the server is given it, without the final dot."""
    data = message.as_bytes(policy=message.policy.clone(max_line_length=SMTP.max_line_length))
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
