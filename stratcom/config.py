"""The environment, checked once, as Flask settings."""

import json
import os
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only-secret-never-use-it-in-production"  # noqa: S105
SECRET_LENGTH = 32


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
        "SMTP_URL": env.get("STRATCOM_SMTP_URL", ""),
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


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit():
        raise ConfigError(f"{name} must be a whole number, not {text!r}.")
    return int(text)
