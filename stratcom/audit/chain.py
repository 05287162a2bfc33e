"""The chain over the trail: pure functions, no database."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# What a seal covers, besides the hash before it.
SEALED = (
    "id",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "subject_type",
    "subject_id",
    "subject_label",
    "subject_version",
    "changes",
)
FIRST = "0" * 64


def link(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry that follows the one whose hash is `previous`.

    `entry` holds the columns in SEALED, as the ORM or as plain SQL gives them.
    """
    plain = {name: entry[name] for name in SEALED}
    plain["at"] = _moment(plain["at"])
    if isinstance(plain["changes"], str):
        plain["changes"] = json.loads(plain["changes"])
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def _moment(value: Any) -> str:
    """The moment in UTC to the microsecond, whatever the database gave."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return str(aware.strftime("%Y-%m-%dT%H:%M:%S.%f"))
