"""Who takes part in a review: an author, an agency, a partner organisation."""

import pytest

from stratcom.accounts.permissions import Role
from tests.drafting.sample import MINISTRY, NGO


@pytest.fixture
def author(make_user):
    return make_user(Role.EDITOR, name="ავტორი")


@pytest.fixture
def agency(make_user):
    return make_user(Role.AGENCY_MEMBER, organisation=MINISTRY, name="თამარი")


@pytest.fixture
def ngo(make_user):
    return make_user(Role.PARTNER, organisation=NGO, name="ლევანი")
