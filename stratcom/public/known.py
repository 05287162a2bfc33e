"""Places and terms, asked for once in a request: public pages change none of them."""

from flask import g

from stratcom.events.reference import Reference, reference


def places_and_terms() -> Reference:
    """What `reference` says, remembered until the answer is sent."""
    if "places_and_terms" not in g:
        g.places_and_terms = reference()
    found: Reference = g.places_and_terms
    return found
