"""Sections of the page of a text, from drafting itself and from features above."""

from typing import Any, Protocol

from flask import Flask, current_app, render_template
from markupsafe import Markup

from stratcom.accounts.models import User
from stratcom.drafting.models import Draft

PANELS = "draft_panels"


class DraftPanel(Protocol):
    """A section of a text's page.

    `template` is rendered with what `context` returns and with `draft`; it begins with a
    <section> and an <h2>. In order of `position`: approval 10, review 20, wording 30, use 40,
    pledges 50, questions 60, versions 70.
    """

    position: int
    template: str

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """What the template shows; empty when the person has no such section here."""


def announce(app: Flask, panel: DraftPanel) -> None:
    """Hang up a panel; the factory calls this."""
    app.extensions.setdefault(PANELS, []).append(panel)


def panels_for(draft: Draft, user: User) -> list[Markup]:
    """Every panel that has something for the person, in order, ready for the page."""
    known: list[DraftPanel] = current_app.extensions.get(PANELS, [])
    ordered = sorted(known, key=lambda one: one.position)
    shown = ((one.template, one.context(draft, user)) for one in ordered)
    return [
        Markup(render_template(template, draft=draft, **context))  # noqa: S704
        for template, context in shown
        if context
    ]
