"""Mail servers on the loopback: a real one that can be told to fail, and one that only fails."""

import asyncio
import email
import email.policy
import socket
import threading
from collections import Counter
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """A server with a mailbox. `answers` tells how it meets the next letters, one word each.

    take: keep it and say 250. lose/keep: end the connection without an answer, without or with
    the letter in the mailbox. A number: answer with it. hold: wait until `go_on` is set.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.mailbox: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: list[str] = []
        self.refused: dict[str, str] = {}
        self.hold_recipients = False
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.connections = 0
        self.encrypted = False
        self.controller: Controller | None = None

    def start(self, **options: object) -> "MailServer":
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()
        self.connections = 0  # the controller tries its own
        return self

    def stop(self) -> None:
        self.go_on.set()
        if self.controller is not None:
            self.controller.stop()
        self.controller = None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd names it
        self.connections += 1
        self.encrypted = session.ssl is not None
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd names it
        if self.hold_recipients:
            await self._hold()
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope):  # noqa: N802 - aiosmtpd names it
        answer = self.answers.pop(0) if self.answers else "take"
        if answer.isdigit():
            return f"{answer} as told"
        if answer == "hold":
            await self._hold()
        if answer in {"take", "keep"}:
            self._keep(envelope)
        if answer in {"lose", "keep"}:
            server.transport.abort()
        return "250 OK"

    async def _hold(self) -> None:
        self.reached.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)

    def _keep(self, envelope) -> None:
        self.raw.append(envelope.original_content)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        policy = email.policy.default
        self.mailbox.append(email.message_from_bytes(envelope.original_content, policy=policy))

    @property
    def subjects(self) -> list[str]:
        return sorted(str(one["Subject"]) for one in self.mailbox)

    def copies(self) -> set[int]:
        """How often letters arrived, by Message-ID and by text."""
        ids = Counter(str(one["Message-ID"]) for one in self.mailbox)
        texts = Counter(one.get_content() for one in self.mailbox)
        return {*ids.values(), *texts.values()}


class BadServer:
    """Takes one connection after another and ends each in the same way."""

    def __init__(self, port: int, way: str) -> None:
        self.way = way
        self.socket = socket.create_server(("127.0.0.1", port))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()

    def _serve(self) -> None:
        while True:
            try:
                peer, _address = self.socket.accept()
            except OSError:
                return
            with peer:
                getattr(self, self.way)(peer)

    def busy(self, peer: socket.socket) -> None:
        peer.sendall(b"421 too busy\r\n")

    def cut(self, peer: socket.socket) -> None:
        """End the connection in the middle of the text."""
        peer.sendall(b"220 here\r\n")
        for answer in (b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            peer.recv(4096)
            peer.sendall(answer)
        peer.recv(10)
