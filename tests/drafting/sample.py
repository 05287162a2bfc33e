"""Rounds of review with answers and comments, for tests."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.drafting.enums import CommentKind, Verdict
from stratcom.drafting.models import Draft, DraftComment, DraftReview, DraftReviewer
from stratcom.drafting.parts import with_text
from stratcom.drafting.queries import find_draft
from stratcom.drafting.review.queries import rounds
from stratcom.drafting.services.commenting import Said, make_comment, reply
from stratcom.drafting.services.reviewing import Asked, answer, ask
from stratcom.drafting.services.versions import save_version
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add

MINISTRY, NGO = "საგარეო საქმეთა სამინისტრო", "ჩვენი ევროპა"
CITY = "გორის მუნიციპალიტეტის მერია"


def organisation(name: str) -> Organisation:
    """The organisation of that name, added when it is new."""
    body = find_or_add(name, actor=Machine())
    db.session.flush()
    return body


def open_round(draft: Draft, *who: Organisation | User, actor: User, **values: Any) -> DraftReview:
    """A round that asks those organisations and people, due in a week."""
    bodies = [one for one in who if isinstance(one, Organisation)]
    people = [one for one in who if isinstance(one, User)]
    given: dict[str, Any] = {"due_on": today() + timedelta(days=7)} | values
    ask(draft, Asked(organisations=bodies, people=people, **given), actor=actor)
    return rounds(draft)[0]


def comment(draft: Draft, actor: User, quote: str = "", **values: Any) -> DraftComment:
    """A comment on a passage of the body, unless `values` say otherwise."""
    given: dict[str, Any] = {"part": "b", "text": "დააზუსტეთ წყარო."} | values
    found = find_draft(draft.id)
    assert found is not None
    return make_comment(found, Said(quote=quote, **given), actor=actor)


def suggest(draft: Draft, actor: User, quote: str, words: str, **values: Any) -> DraftComment:
    """Other words for a passage of the body."""
    given: dict[str, Any] = {"kind": CommentKind.SUGGESTION, "text": ""} | values
    return comment(draft, actor, quote, replacement=words, **given)


def told(kind: NoticeKind) -> list[Notice]:
    """Who was told of that, oldest first."""
    found = sa.select(Notice).where(Notice.kind == kind).order_by(Notice.id)
    return list(db.session.scalars(found))


def write(draft: Draft, text: str, author: User, part: str = "b") -> Draft:
    """A new version with that text in a part."""
    found = find_draft(draft.id)
    assert found is not None
    parts = with_text(found.current.parts, part, "ka", text)
    save_version(found, parts, actor=author, expected_number=found.current_number)
    renewed = find_draft(draft.id)
    assert renewed is not None
    return renewed


def add_reviews(people: dict[str, User], draft: Draft) -> None:
    """What `tests.site` shows: a round about the ministry's text, with remarks and a suggestion."""
    ministry, ngo, observer = people["ministry"], people["ngo"], people["observer"]
    asked = [db.session.get_one(Organisation, ngo.organisation_id), observer, people["editor"]]
    letters = organisation(CITY)
    review = open_round(draft, *asked, letters, actor=ministry, note="ნახეთ არგუმენტები.")
    answer(
        draft, review.reviewers[0], Verdict.REMARKS, remarks="წყაროები აკლია.", number=1, actor=ngo
    )
    made = comment(draft, ngo, "სრული ტექსტი")
    reply(draft, made, "წყაროს დავამატებთ.", actor=ministry)
    suggest(draft, people["editor"], "გზავნილის", "ამ გზავნილის")
    comment(draft, ngo, part="", text="საერთოდ, კარგი ტექსტია.")
    db.session.flush()


def sample_ids() -> dict[str, list[Any]]:
    """Ids for addresses."""
    review = db.session.query(DraftReview).order_by(DraftReview.id).first()
    assert review is not None
    reviewers = rounds(db.session.get_one(Draft, review.draft_id))[0].reviewers
    comments = db.session.query(DraftComment).filter(DraftComment.parent_id.is_(None)).all()
    return {
        "review_id": [review.id],
        "reviewer_id": [one.id for one in reviewers],
        "comment_id": [one.id for one in comments],
    }


def path(draft: Draft, *rest: object) -> str:
    """An address below that of the text."""
    return "/".join(["/desk/drafts", str(draft.id), *map(str, rest)])


def reviewers(draft: Draft) -> list[DraftReviewer]:
    """Who was asked in the latest round."""
    found = find_draft(draft.id)
    assert found is not None
    return rounds(found)[0].reviewers


def made_by(draft: Draft, user: User, quote: str = "ტექსტი", **values: Any) -> DraftComment:
    """A comment, saved."""
    made = comment(draft, user, quote, **values)
    db.session.commit()
    return made
