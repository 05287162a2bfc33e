"""The account an address names, or 404 for whoever may not see it."""

from flask import Response, abort
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.models import User
from stratcom.team.queries import find_account

Answer = Response | BaseResponse


def load_account(user_id: int) -> User:
    """The account; 404 when it is not there, or not for this person to see."""
    found = find_account(current_user, user_id)
    if found is None:
        abort(404)
    return found
