"""What tests of exports share."""

from collections.abc import Iterator

import pytest

from stratcom.db.base import reading_only


@pytest.fixture(autouse=True)
def look_without_locking() -> Iterator[None]:
    """Let a test look at rows between requests without holding SQLite's write lock."""
    before = reading_only.set(True)
    yield
    reading_only.reset(before)
