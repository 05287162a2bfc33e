"""A process that writes events and searches: python -m tests.search.worker URL MEDIA NAME FIRST N

Each transaction writes two events of new words, the same in every process that begins with the
same number; the process named "backwards" writes them in the other order. It says "begun" after
the first.
"""

import sys
from datetime import date

from stratcom.audit.services import Machine
from stratcom.cli.search import everything
from stratcom.config import settings
from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.events.services.records import create_event
from stratcom.factory import create_app
from stratcom.search.enums import Kind
from stratcom.search.finding import find
from stratcom.search.query import read_query

SECRET = "test-secret-that-is-long-enough-for-anyone"
LETTERS = "აბგდევზთილმნორსტუფქშხ"


def new_word(number: int, which: int) -> str:
    """A word that no other transaction of the same process writes."""
    spelled = "".join(LETTERS[int(digit)] for digit in f"{number:04}{which}")
    return f"სიტყვა{spelled}ური"


def work(database_url: str, media_dir: str, name: str, first: int, count: int) -> None:
    """Write so many times, and look each time for what was written."""
    app = create_app(settings(secret=SECRET, database_url=database_url, media_dir=media_dir))
    with app.app_context():
        for number in range(first, first + count):
            words = [new_word(number, 1), new_word(number, 2)]
            if name == "backwards":
                words.reverse()
            for word in words:
                values = {"title_ka": f"{word} {name}", "first_day": f"{date(2026, 5, 9)}"}
                create_event(values, actor=Machine(), owner_id=None)
            db.session.commit()
            reading_only.set(True)
            query = read_query(f"{words[0]} {name}")
            assert find(query, Kind.EVENT, everything()).total == 1, (name, number)
            db.session.rollback()
            reading_only.set(False)
            if number == first:
                sys.stdout.write("begun\n")
                sys.stdout.flush()


if __name__ == "__main__":
    work(*sys.argv[1:4], *map(int, sys.argv[4:]))
