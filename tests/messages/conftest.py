"""An editor of the department, their browser, and a message in force."""

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db
from tests.messages.sample import approved_message


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def desk(browser, editor):
    return browser.sign_in(editor)


@pytest.fixture
def message_id(editor):
    made = approved_message(editor)
    db.session.commit()
    return made.id
