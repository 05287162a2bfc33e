"""Wording letters: templates/mail/*.txt in the language of whoever gets them."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, render_template

from stratcom.i18n import in_language
from stratcom.mail.addresses import absolute, address_of


class Office(Protocol):
    """What a letter says of its sender."""

    @property
    def department_ka(self) -> str:
        """Its name in Georgian."""

    @property
    def department_en(self) -> str:
        """Its name in English."""

    @property
    def contact_email(self) -> str:
        """Where people may write to; empty when nowhere."""


def announce_office(app: Flask, read: Callable[[], Office]) -> None:
    """Let letters say in whose name they come; the factory calls this.

    Templates of letters end with `{% include "mail/_signature.txt" %}`.
    """
    app.jinja_env.globals.update(letter_office=read, absolute=absolute, address_of=address_of)


def write(template: str, language: str, **words: Any) -> str:
    """The text of a letter: `write("digest", "ka", name=…)` fills mail/digest.txt."""
    with in_language(language):
        text = render_template(f"mail/{template}.txt", **words).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"


def signature() -> str:
    """What ends a letter that no template words, in the language spoken now."""
    return "\n" + render_template("mail/_signature.txt").strip() + "\n"
