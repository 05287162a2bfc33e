"""Panels: what other features know of a person, and what is known of an organisation's people."""

from typing import Any, Protocol

from flask import Flask, current_app, render_template, request, url_for
from markupsafe import Markup

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.partners.models import Organisation
from stratcom.people import queries, rules
from stratcom.people.models import Person, Relation
from stratcom.people.shown import face_of, numbered_name, ties

PANELS = "person_panels"
MOST_CURRENT = 20
MOST_FORMER = 10


class PersonPanel(Protocol):
    """A section of a person's page.

    `template` is included with what `context` returns and with `face`; it should begin with a
    <section> and an <h2>. Panels stand in the order of `position`.
    """

    permission: Permission
    position: int
    template: str

    def context(self, person: Person, user: User) -> dict[str, Any]:
        """What the template shows; empty when this person has no such section."""


def announce(app: Flask, panel: PersonPanel) -> None:
    """Hang up a panel; the factory calls this."""
    app.extensions.setdefault(PANELS, []).append(panel)


def panels_for(person: Person, user: User) -> list[Markup]:
    """Every panel that the reader may see, in order, ready for the page."""
    known: list[PersonPanel] = current_app.extensions.get(PANELS, [])
    open_to_them = sorted((one for one in known if user.can(one.permission)), key=_position)
    shown = ((one.template, one.context(person, user)) for one in open_to_them)
    face = face_of(person)
    return [
        Markup(render_template(template, face=face, panel=context, **context))  # noqa: S704
        for template, context in shown
        if context
    ]


def _position(panel: PersonPanel) -> int:
    return panel.position


class PeopleOfOrganisation:
    """Who holds a post at the organisation now, and who held one."""

    permission = Permission.PERSON_VIEW
    position = 10
    template = "people/_organisation_panel.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """Current and former posts with their people."""
        return {
            "current": queries.posts_at(organisation.id, current=True, most=MOST_CURRENT),
            "former": queries.posts_at(organisation.id, current=False, most=MOST_FORMER),
            "named": numbered_name(organisation),
            "may_add_people": user.can(Permission.PERSON_EDIT),
        }


class RelationsOfOrganisation:
    """How the organisation stands to others; to people only for those who may see people."""

    permission = Permission.ORGANISATION_VIEW_ALL
    position = 15
    template = "people/_relations_panel.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """The relations as the organisation says them."""
        found = queries.relations_of(organisation_id=organisation.id)
        if not rules.can_view(user):
            found = [one for one in found if not _with_person(one)]
        may_relate = user.can(Permission.PERSON_EDIT)
        if not found and not may_relate:
            return {}
        return {
            "ties": ties(found, organisation_id=organisation.id),
            "may_relate": may_relate,
            "add_relation": url_for(
                "people.add_relation_of_organisation", organisation_id=organisation.id
            ),
            "here": request.path,
        }


def _with_person(relation: Relation) -> bool:
    return relation.from_person_id is not None or relation.to_person_id is not None


ORGANISATION_PANELS = (PeopleOfOrganisation(), RelationsOfOrganisation())
