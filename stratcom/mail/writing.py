"""Wording letters: templates/mail/*.txt in the language of whoever gets them."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, current_app, render_template

from stratcom.i18n import in_language
from stratcom.mail.addresses import absolute, address_of

OFFICE = "office"


class Office(Protocol):
    """What a letter says of its sender."""

    department_ka: str
    department_en: str
    contact_email: str


def announce_office(app: Flask, read: Callable[[], Office]) -> None:
    """Let letters say in whose name they come; the factory calls this."""
    app.extensions[OFFICE] = read
    app.jinja_env.globals.update(absolute=absolute, address_of=address_of)


def write(template: str, language: str, **words: Any) -> str:
    """The text of a letter: `write("invitation", "ka", link=…)` fills mail/invitation.txt."""
    with in_language(language):
        return written(template, **words)


def written(template: str, **words: Any) -> str:
    """The same in the language that is spoken now."""
    office: Office = current_app.extensions[OFFICE]()
    text = render_template(f"mail/{template}.txt", office=office, **words).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"
