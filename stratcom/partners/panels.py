"""What other features know of an organisation: shown on its page, announced by the factory.

The directory stands below people, contacts and events, so that they hang up their own panels.
"""

from typing import Any, Protocol

from flask import Flask, current_app, render_template
from markupsafe import Markup

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.partners.models import Organisation

PANELS = "organisation_panels"


class OrganisationPanel(Protocol):
    """A section of an organisation's page.

    `template` is rendered with what `context` returns, with all of it as `panel`, and with
    `organisation`; it should begin with a <section> and an <h2>. Panels stand in the order of
    `position`: people 10, contacts 20, agreements 30, events 40, accounts 50.
    """

    permission: Permission
    position: int
    template: str

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """What the template shows; empty when this organisation has no such section."""


def announce(app: Flask, panel: OrganisationPanel) -> None:
    """Hang up a panel; the factory calls this."""
    app.extensions.setdefault(PANELS, []).append(panel)


def panels_for(organisation: Organisation, user: User) -> list[Markup]:
    """Every panel that the person may see, in order, ready for the page."""
    known: list[OrganisationPanel] = current_app.extensions.get(PANELS, [])
    open_to_them = sorted((one for one in known if user.can(one.permission)), key=_position)
    shown = ((one.template, one.context(organisation, user)) for one in open_to_them)
    return [
        Markup(render_template(template, organisation=organisation, panel=context, **context))  # noqa: S704
        for template, context in shown
        if context
    ]


def _position(panel: OrganisationPanel) -> int:
    return panel.position
