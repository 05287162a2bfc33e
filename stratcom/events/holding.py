"""What events have of an organisation, for merges and successions, with the index kept true."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet, EventOrganisation, JoinRequest
from stratcom.events.services.filing import file_in_search
from stratcom.events.services.refiling import refile_many
from stratcom.partners.moving import UNSYNCHRONISED, ColumnHolder, LinkHolder


class EventLinks(LinkHolder):
    """Events that an organisation holds, supports or funds."""

    def changed(self, ids: Sequence[int]) -> None:
        """Count it as a change of each event and file them anew."""
        super().changed(ids)
        refile_many(ids)

    def renamed(self, organisation_id: int) -> None:
        """File the events by the new names of the organisation."""
        links = EventOrganisation.organisation_id == organisation_id
        chosen = sa.select(EventOrganisation.event_id).where(links).distinct()
        refile_many(list(db.session.scalars(chosen)))


class OwnedEvents(ColumnHolder):
    """Events that an organisation keeps."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Give the events to another organisation, in the index too."""
        moved = super().move(from_id, to_id, ids)
        old, new = facet(Facet.OWNER, from_id), facet(Facet.OWNER, to_id)
        for some in in_parts(moved):
            db.session.execute(
                sa.update(EventFacet)
                .where(EventFacet.facet == old, EventFacet.event_id.in_(some))
                .values(facet=new),
                execution_options=UNSYNCHRONISED,
            )
        file_in_search(moved)
        return moved


class JoinRequests(ColumnHolder):
    """Offers of an organisation to join events of others."""

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """An organisation offers once: of two that became one, the other offer stays as it is."""
        other = aliased(JoinRequest)
        asked = sa.exists().where(
            other.event_id == JoinRequest.event_id, other.organisation_id == to_id
        )
        return [~asked]


ORGANISATION_HOLDERS = (
    EventLinks(
        "events",
        _l("Events held, supported or funded"),
        EventOrganisation.organisation_id,
        [EventOrganisation.event_id, EventOrganisation.role],
        Event,
    ),
    OwnedEvents("owned_events", _l("Events kept"), Event.owner_id, belongs=True),
    JoinRequests(
        "join_requests", _l("Offers to join events"), JoinRequest.organisation_id, belongs=True
    ),
)
