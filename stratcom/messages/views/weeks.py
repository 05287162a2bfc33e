"""/desk/messages/week/: what a week brought; the letter of the week leads here."""

from datetime import date, timedelta

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.messages.distribution.weekly import SEVEN_DAYS, monday_of, week_before
from stratcom.messages.views import bp
from stratcom.moments import read_day, today
from stratcom.web.access import access
from stratcom.web.responses import page


@bp.get("/week/")
@access(Permission.MESSAGE_VIEW)
def week() -> Response:
    """New, changed, withdrawn and ending messages of the seven days before a Monday."""
    latest = monday_of(today()) + SEVEN_DAYS
    monday = _asked(latest)
    return page(
        "messages/week.html",
        week=week_before(current_user, monday),
        first=monday - SEVEN_DAYS,
        last=min(monday - timedelta(days=1), today()),
        before=monday - SEVEN_DAYS,
        after=monday + SEVEN_DAYS if monday < latest else None,
    )


def _asked(latest: date) -> date:
    """The Monday of the address; unasked, the one that ends this very week."""
    asked = read_day(request.args.get("week", ""))
    return min(monday_of(asked), latest) if asked else latest
