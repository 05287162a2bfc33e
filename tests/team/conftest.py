"""Two organisations, the department, and an administrator."""

import pytest

from stratcom.accounts.permissions import Role


@pytest.fixture
def admin(make_user):
    return make_user(Role.ADMINISTRATOR, login="tamar", name="თამარ")


@pytest.fixture
def member(make_user):
    return make_user(
        Role.AGENCY_MEMBER, login="mariam", name="მარიამ", organisation="ჩვენი სამინისტრო"
    )


@pytest.fixture
def stranger(make_user):
    return make_user(
        Role.PARTNER,
        login="davit",
        name="დავით",
        email="davit@example.ge",
        organisation="მათი ორგანიზაცია",
    )


@pytest.fixture
def with_mail(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://localhost:25")
