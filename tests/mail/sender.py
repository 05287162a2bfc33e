"""A process that runs `outbox run`: `python -m tests.mail.sender DATABASE SMTP_URL LEASE`."""

import sys

from stratcom.config import settings
from stratcom.factory import create_app

SECRET = "test-secret-that-is-long-enough-for-anyone"


def main(database_url: str, smtp_url: str, lease: str) -> int:
    made = settings(secret=SECRET, database_url=database_url, media_dir="unused")
    app = create_app(made | {"SMTP_URL": smtp_url, "MAIL_LEASE": float(lease)})
    result = app.test_cli_runner().invoke(args=["outbox", "run"])
    sys.stdout.write(result.output)
    return result.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
