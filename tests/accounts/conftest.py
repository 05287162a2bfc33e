"""An office that sends letters."""

import pytest

from stratcom.accounts.views import links


@pytest.fixture
def with_mail(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://localhost:25")
    monkeypatch.setattr(links, "ANSWER_SECONDS", 0.0)


@pytest.fixture
def factor_required(app, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
