"""The environment, checked once, as Flask settings."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only-secret-never-use-it-in-production"  # noqa: S105
SECRET_LENGTH = 32
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class ConfigError(RuntimeError):
    """The environment does not describe an app that is safe to start."""


def load_config(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the Flask settings that `env` asks for; raise ConfigError when they are unsafe."""
    mode = env.get("STRATCOM_ENV", "production")
    if mode not in {"production", "development"}:
        raise ConfigError("STRATCOM_ENV must be 'production' or 'development'.")
    development = mode == "development"
    secret = env.get("STRATCOM_SECRET_KEY", DEVELOPMENT_SECRET if development else "")
    if len(secret) < SECRET_LENGTH or (secret == DEVELOPMENT_SECRET and not development):
        raise ConfigError(
            f"STRATCOM_SECRET_KEY must hold at least {SECRET_LENGTH} characters of your own. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    base_url = env.get("STRATCOM_BASE_URL", f"http://127.0.0.1:{env.get('STRATCOM_PORT', '8000')}")
    smtp_url = env.get("STRATCOM_SMTP_URL", "")
    mail_from = env.get("STRATCOM_MAIL_FROM", "")
    if smtp_url:
        read_mail_server(smtp_url)
        if not mail_from and not development:
            raise ConfigError("STRATCOM_MAIL_FROM must say who sends letters: stratcom@example.ge")
    if mail_from:
        read_sender(mail_from)
    return settings(
        secret=secret,
        database_url=env.get(
            "STRATCOM_DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'stratcom.sqlite3'}"
        ),
        media_dir=env.get("STRATCOM_MEDIA_DIR", str(ROOT / "instance" / "media")),
        base_url=base_url.rstrip("/"),
        secure_cookies=base_url.startswith("https://"),
        development=development,
    ) | {
        "SMTP_URL": smtp_url,
        "MAIL_FROM": mail_from,
        "SECOND_FACTOR": _second_factor(env, "optional" if development else "required"),
        "TRUSTED_PROXIES": _whole(env, "STRATCOM_TRUSTED_PROXIES", 0),
    }


def settings(
    *,
    secret: str,
    database_url: str,
    media_dir: str,
    base_url: str = "http://localhost",
    secure_cookies: bool = False,
    development: bool = False,
) -> dict[str, Any]:
    """Everything that does not depend on where it runs, around the few things that do."""
    return {
        "SECRET_KEY": secret,
        "DEVELOPMENT": development,
        "BASE_URL": base_url,
        "SMTP_URL": "",
        "MAIL_FROM": "",
        # Seconds for which a sender has a letter to itself, and waits for a word of the server.
        "MAIL_LEASE": 600,
        "MAIL_TIMEOUT": 60,
        # "required": administrators and directors get no further without one.
        "SECOND_FACTOR": "optional",
        "TRUSTED_PROXIES": 0,
        "SQLALCHEMY_DATABASE_URI": database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            # Without this Georgian is escaped in JSON columns and cannot be searched.
            "json_serializer": partial(json.dumps, ensure_ascii=False),
            "pool_pre_ping": database_url.startswith("postgresql"),
        },
        "MEDIA_DIR": media_dir,
        "SESSION_COOKIE_NAME": "stratcom",
        "SESSION_COOKIE_SECURE": secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 20_000,
        "BABEL_DEFAULT_LOCALE": "ka",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Tbilisi",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "PAGE_SIZE": 25,
        "PUBLIC_CACHE": True,
        # Files with more rows than this are read in the background, with progress shown.
        "IMPORT_INLINE_ROWS": 1_500,
    }


def _second_factor(env: Mapping[str, str], default: str) -> str:
    policy = env.get("STRATCOM_SECOND_FACTOR", "") or default
    if policy not in {"required", "optional"}:
        raise ConfigError("STRATCOM_SECOND_FACTOR must be 'required' or 'optional'.")
    return policy


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit():
        raise ConfigError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over, and how."""

    host: str
    port: int
    # "tls" from the first byte, "starttls" required, "auto" when the server offers it, or "none".
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


MAIL_SHAPE = (
    "STRATCOM_SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host; "
    "?starttls=required or ?starttls=never may follow; : / @ ? # % in a name are written as %3A."
)
STARTTLS = {"auto": "auto", "required": "starttls", "never": "none"}
SMTP_PORT, SMTPS_PORT = 25, 465


def read_mail_server(url: str) -> MailServer:
    """The mail server that the address names; an error never repeats the password."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
    except ValueError:
        raise ConfigError(MAIL_SHAPE) from None
    wanted = options.pop("starttls", "auto")
    wrong = parts.scheme not in {"smtp", "smtps"} or not host or parts.path not in {"", "/"}
    if wrong or options or wanted not in STARTTLS or parts.fragment or port == 0:
        raise ConfigError(MAIL_SHAPE)
    tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password) or not (user + password).isascii():
        raise ConfigError(MAIL_SHAPE)
    security = "tls" if tls else STARTTLS[wanted]
    if user and security == "auto" and host not in LOCAL_HOSTS:
        # Somebody between could take the offer away and read the password.
        security = "starttls"
    return MailServer(
        str(host), port or (SMTPS_PORT if tls else SMTP_PORT), security, user, password
    )


def read_sender(text: str) -> Address:
    """Who sends letters: 'stratcom@example.ge' or 'Name <stratcom@example.ge>'."""
    name, _bracket, rest = text.rpartition("<")
    address = rest.removesuffix(">") if name or _bracket else text
    try:
        sender = Address(name.strip().strip('"'), addr_spec=address.strip())
    except (ValueError, IndexError, MessageError):
        sender = Address()
    if not sender.domain or not sender.addr_spec.isascii() or any(ord(c) < ord(" ") for c in text):
        raise ConfigError("STRATCOM_MAIL_FROM must be an address: StratCom <stratcom@example.ge>")
    return sender
