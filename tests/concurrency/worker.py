"""One of several processes that use the app at once: `python -m tests.concurrency.worker`.

Signs in, writes events through the desk's form and reads lists in between; prints one line for
each answer that is not what it should be.
"""

import sys

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.config import settings
from stratcom.db import db
from stratcom.factory import create_app
from tests.conftest import Browser

SECRET = "test-secret-that-is-long-enough-for-anyone"


def work(database_url: str, media_dir: str, login: str, count: int) -> list[str]:
    """Write `count` events and read after each; return what went wrong."""
    made = settings(secret=SECRET, database_url=database_url, media_dir=media_dir)
    # Without TESTING: a fault of the database becomes an answer, as for people.
    app = create_app(made)
    wrong = []
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.login == login)).one()
        browser = Browser(app).sign_in(user)
        for number in range(count):
            fields = {
                "title_ka": f"შეხვედრა {login} {number}",
                "first_day": f"2027-03-{number % 28 + 1:02}",
                "precision": "exact",
                "certainty": "tentative",
                "municipality": "zugdidi",
                "organisers": f"ორგანიზაცია {number}",
                "audiences": ["students", "youth"],
            }
            answers = [
                ("write", 303, browser.post("/desk/events/new", fields)),
                ("desk", 200, browser.get("/desk/events/?municipality=zugdidi")),
                ("public", 200, browser.get("/events/?per=50")),
            ]
            wrong += [
                f"{login} {number} {name}: {answer.status} {answer.texts('.error, .note')}"
                for name, expected, answer in answers
                if answer.status != expected
            ]
    return wrong


if __name__ == "__main__":
    for one in work(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])):
        sys.stdout.write(f"{one}\n")
