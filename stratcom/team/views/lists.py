"""The list of accounts, and the policy."""

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import ROLE_LABELS, Permission, Role
from stratcom.partners.forms import chosen
from stratcom.team import queries, rules
from stratcom.team.enums import STANDING_LABELS, Standing
from stratcom.team.policy import policy as policy_in_words
from stratcom.team.views import bp
from stratcom.web.access import access
from stratcom.web.forms import clean
from stratcom.web.paging import paginate
from stratcom.web.responses import page


def read_filters() -> queries.Filters:
    """The filters in the address; what is unknown narrows nothing."""
    role, standing = request.args.get("role", ""), request.args.get("state", "")
    organisation = clean(request.args.get("organisation"))[:300]
    body = chosen(organisation)
    return queries.Filters(
        words=clean(request.args.get("q"))[:100],
        role=Role(role) if role in set(Role) else None,
        organisation=organisation,
        organisation_id=body.id if body else None,
        standing=Standing(standing) if standing in set(Standing) else None,
    )


@bp.get("/")
@access(Permission.ACCOUNT_INVITE)
def index() -> Response:
    """The accounts that the person may see."""
    filters = read_filters()
    found = paginate(queries.find_accounts(current_user, filters))
    return page(
        "team/index.html",
        fragment="team/_accounts_list.html",
        found=found,
        lines=queries.lines(found.items),
        filters=filters,
        roles=ROLE_LABELS,
        standings=STANDING_LABELS,
        manages=rules.can_manage(current_user),
    )


@bp.get("/policy")
@access(Permission.ACCOUNT_INVITE)
def policy() -> Response:
    """What each role may do."""
    return page("team/policy.html", groups=policy_in_words(), roles=ROLE_LABELS)
