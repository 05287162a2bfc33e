"""Events for tests of what people are told."""

from tests.events.conftest import make_event

__all__ = ["make_event"]
