"""Organisations for the tests of the directory."""

from collections.abc import Callable
from typing import Any

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners import queries
from stratcom.partners.models import Organisation
from stratcom.partners.services.records import create_organisation


@pytest.fixture
def make_organisation(app) -> Callable[..., Organisation]:
    """Add an organisation of that name and commit; other values as the form would give them."""

    def make(name: str = "თელავის განათლების ცენტრი", **values: Any) -> Organisation:
        made = create_organisation({"name_ka": name} | values, actor=Machine())
        db.session.commit()
        found = queries.find(made.id)
        assert found is not None
        return found

    return make
