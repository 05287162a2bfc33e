"""People, their sessions, and their attempts to sign in."""

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.enums import Digest, LinkPurpose
from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from stratcom.db import Base, Versioned, utcnow
from stratcom.i18n import current_language


def hash_token(token: str) -> str:
    """What is stored of a session token; the token itself lives in the browser alone."""
    return hashlib.sha256(token.encode()).hexdigest()


class User(Versioned, Base):
    """A person who may sign in."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    name_en: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="", index=True)
    role: Mapped[Role]
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="ka")
    disabled_at: Mapped[datetime | None]
    digest: Mapped[Digest] = mapped_column(default=Digest.AT_ONCE)
    # Nobody has a password before the invitation was accepted.
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    joined_at: Mapped[datetime | None]
    # Second factor: the shared secret, when it was first proved, and the last step used.
    totp_secret: Mapped[str] = mapped_column(sa.String(64), default="")
    totp_confirmed_at: Mapped[datetime | None]
    totp_step: Mapped[int] = mapped_column(default=0)

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """False once the account was disabled."""
        return self.disabled_at is None

    @property
    def has_second_factor(self) -> bool:
        """True when signing in asks for a code too."""
        return self.totp_confirmed_at is not None

    @property
    def label(self) -> str:
        """How the trail names this account."""
        return self.login

    @property
    def called(self) -> str:
        """The name in the reader's language."""
        return self.name_en if current_language() == "en" and self.name_en else self.name

    def can(self, permission: Permission) -> bool:
        """True when the person's role grants `permission`."""
        return permission in ROLE_PERMISSIONS[self.role]


class UserSession(Base):
    """One browser in which a person is signed in; only a hash of its token is kept."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    last_seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    ended_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(sa.String(200), default="")
    address: Mapped[str] = mapped_column(sa.String(64), default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class AccountLink(Base):
    """A link that stands for its holder once: an invitation, a sign-in, a new password."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id], lazy="raise_on_sql")


class RecoveryCode(Base):
    """A code that stands in once for a lost second factor; only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A try at signing in, kept to slow down guessing."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        sa.Index("ix_sign_in_attempt_login_at", "login", "at"),
        sa.Index("ix_sign_in_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utcnow)
    login: Mapped[str] = mapped_column(sa.String(80))
    address: Mapped[str] = mapped_column(sa.String(64))
    succeeded: Mapped[bool] = mapped_column(default=False)
