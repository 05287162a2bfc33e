"""What partners and readers do with messages, for tests and for the whole site."""

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.messages.enums import CloseReason
from stratcom.messages.models import Message, MessageQuestion
from stratcom.messages.services import questions
from stratcom.messages.services.pledging import pledge


def add_distribution(people: dict[str, User]) -> None:
    """A pledge, and questions in every state about the public message."""
    message = db.session.scalars(sa.select(Message).where(Message.public)).first()
    assert message is not None
    pledge(message, note="სკოლებში შეხვედრებზე.", actor=people["ngo"])
    staff = people["editor"]
    text = "როდის ამოქმედდება ახალი წესი?"
    asked = questions.ask_as_partner(message, text, actor=people["ngo"])
    questions.answer(asked, "წლის ბოლომდე.", actor=staff, expected_version=asked.row_version)
    questions.ask_as_reader(
        message, "What does it cost?", email="reader@example.org", language="en"
    )
    rude = questions.ask_as_reader(message, "იყიდეთ იაფად!", email="", language="ka")
    questions.close(rude, CloseReason.ABUSE, actor=staff, expected_version=rude.row_version)


def sample_ids() -> dict[str, list[int]]:
    """Values of the routes: an answered question and one that waits."""
    chosen = sa.select(MessageQuestion.id).order_by(MessageQuestion.id).limit(2)
    return {"question_id": list(db.session.scalars(chosen))}


def tables_with(text: str) -> set[str]:
    """Names of the tables in which the text stands anywhere."""
    db.session.flush()
    return {
        table.name
        for table in db.metadata.sorted_tables
        if text in str(db.session.execute(sa.select(table)).all())
    }
