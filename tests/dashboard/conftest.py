"""Events for the tests of today."""

from tests.events.conftest import make_event

__all__ = ["make_event"]
