"""What people are reminded of every day: features announce it, a command runs all of it."""

from collections.abc import Callable
from datetime import date

from flask import Flask, current_app

REMINDERS = "reminders"
# Tells whoever should know on that day; returns how many messages were news.
Reminder = Callable[[date], int]


def announce(app: Flask, reminder: Reminder) -> None:
    """Let a feature remind people; the factory calls this."""
    app.extensions.setdefault(REMINDERS, []).append(reminder)


def run_all(today: date) -> int:
    """Remind everybody of everything due on that day; return how many messages were news.

    Running it twice on one day tells nobody anything twice.
    """
    known: list[Reminder] = current_app.extensions.get(REMINDERS, [])
    return sum(reminder(today) for reminder in known)
