"""On the page of a message: who will use it, and what was asked about it."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.drafting.models import Draft
from stratcom.messages.distribution import distributing
from stratcom.messages.distribution import pledges as pledge_queries
from stratcom.messages.enums import QUESTION_LABELS
from stratcom.messages.models import Message
from stratcom.messages.queries import reader_ids
from stratcom.messages.questions import queries as question_queries
from stratcom.messages.questions.forms import PartnerQuestionForm, PledgeForm
from stratcom.moments import today

SHOWN = 3


class PledgePanel:
    """“We will use it” for partners; for the department, who said so and when."""

    position = 50
    template = "messages/_pledge_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """Nothing for those who may neither say it nor see who did."""
        if not isinstance(draft, Message) or draft.approved_number is None:
            return {}
        if user.can(Permission.MESSAGE_VIEW_ALL):
            pledges = pledge_queries.pledges_of(draft.id)
            return {"pledges": pledges, "own": None, "may_pledge": False} if pledges else {}
        own = pledge_queries.find_pledge(draft.id, user.organisation_id)
        given = own if own is not None and own.taken_back_at is None else None
        may = distributing.can_pledge(user, draft, reader_ids(draft), today())
        if not may and given is None:
            return {}
        return {
            "own": given,
            "may_pledge": may,
            "may_take_back": user.can(Permission.ORGANISATION_EDIT_OWN),
            "form": PledgeForm(obj=given),
            "pledges": [],
        }


class QuestionPanel:
    """A partner's own questions with their answers; for the department, those that wait."""

    position = 60
    template = "messages/_question_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """Nothing where nobody asked and nobody may ask."""
        if not isinstance(draft, Message):
            return {}
        if user.can(Permission.MESSAGE_ANSWER):
            return self._of_staff(draft)
        own = question_queries.own_questions(user, draft.id)
        may_ask = distributing.can_ask(user, draft, reader_ids(draft), today())
        if not own and not may_ask:
            return {}
        return {
            "own": own,
            "may_ask": may_ask,
            "form": PartnerQuestionForm(),
            "states": QUESTION_LABELS,
            "staff": False,
        }

    def _of_staff(self, message: Message) -> dict[str, Any]:
        waiting = question_queries.count_open(message.id)
        asked = question_queries.latest_of(message.id, SHOWN)
        if not asked:
            return {}
        return {"own": asked, "waiting": waiting, "states": QUESTION_LABELS, "staff": True}


PANELS = (PledgePanel(), QuestionPanel())
