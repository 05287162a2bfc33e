"""Signing in as a person does, and reading letters and codes."""

import re
import time

import pyotp
import sqlalchemy as sa

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import User
from stratcom.accounts.services import second_factor
from stratcom.accounts.services.links import make_link
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.mail.models import OutboxMail

LINK = re.compile(r"/account/link/([\w-]+)")


def send(browser, path, data=None):
    """Open a page and send its form with the token that stands on it."""
    token = browser.get(path).html.select_one("input[name=csrf_token]")["value"]
    return browser.post(path, {**(data or {}), "csrf_token": token}, with_token=False)


def enter(browser, login, password, **fields):
    return send(browser, "/account/sign-in", {"login": login, "password": password, **fields})


def letters():
    return db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)).all()


def link_in(text):
    return LINK.search(text)[1]


def link_for(user, purpose=LinkPurpose.SIGN_IN):
    """A link's path."""
    token, _until = make_link(db.session.get(User, user.id), purpose)
    db.session.commit()
    return f"/account/link/{token}"


def with_factor(user):
    """Set the second factor up; returns the secret and the recovery codes."""
    user = db.session.get(User, user.id)
    second_factor.begin(user)
    codes = second_factor.confirm(user, code_of(user.totp_secret), address="10.0.0.9")
    user.totp_step = 0
    secret = user.totp_secret
    db.session.commit()
    return secret, codes


def code_of(secret, steps=0):
    """The code that a telephone shows, some steps from now."""
    return pyotp.TOTP(secret).at(int(time.time()) + steps * 30)


def acts():
    return list(db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))
