"""The policy in words: what each role may do, made from `accounts/permissions.py`."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission, Role

P = Permission
GROUPS: tuple[tuple[Any, dict[Permission, Any]], ...] = (
    (
        _l("Events"),
        {
            P.DESK: _l("enter the desk"),
            P.EVENT_VIEW: _l("see own and shared events"),
            P.EVENT_VIEW_ALL: _l("see events of every organisation once they are sent in"),
            P.EVENT_VIEW_CONFIDENTIAL: _l("see confidential events and drafts of others"),
            P.EVENT_EDIT: _l("add and change events of the own organisation"),
            P.EVENT_EDIT_ALL: _l("change events of every organisation"),
            P.EVENT_APPROVE: _l("approve events"),
            P.EVENT_PUBLISH: _l("publish events"),
            P.EVENT_IMPORT: _l("bring in events from files"),
            P.GUEST_LINK: _l("hand out guest links"),
        },
    ),
    (
        _l("Organisations"),
        {
            P.ORGANISATION_VIEW: _l("see the own organisation"),
            P.ORGANISATION_VIEW_ALL: _l("see the directory of organisations"),
            P.ORGANISATION_EDIT_OWN: _l("keep the own organisation's details up to date"),
            P.ORGANISATION_EDIT: _l("change every organisation"),
            P.ORGANISATION_MERGE: _l("merge duplicates, record successions, import organisations"),
            P.MATRIX_VIEW: _l("see who does what where"),
        },
    ),
    (
        _l("Thematic messages"),
        {
            P.MESSAGE_VIEW: _l("read approved messages and review those one is asked about"),
            P.MESSAGE_VIEW_ALL: _l("read drafts of messages of every organisation"),
            P.MESSAGE_EDIT: _l("write messages of the own organisation"),
            P.MESSAGE_EDIT_ALL: _l("change messages of every organisation"),
            P.MESSAGE_APPROVE: _l("approve, prolong and withdraw messages"),
            P.MESSAGE_PUBLISH: _l("put messages on the public site"),
            P.MESSAGE_ANSWER: _l("answer questions about messages"),
            P.WORDING_EDIT: _l("keep the list of wordings to avoid"),
        },
    ),
    (
        _l("People and contacts"),
        {
            P.PERSON_VIEW: _l("see people with their posts and office details"),
            P.PERSON_VIEW_PRIVATE: _l("see people's own details, notes and consent"),
            P.PERSON_EDIT: _l("add and change people"),
            P.PERSON_ERASE: _l("erase people on request"),
            P.CONTACT_VIEW: _l("see contacts and agreements"),
            P.CONTACT_EDIT: _l("add and change contacts and agreements"),
        },
    ),
    (
        _l("Accounts and settings"),
        {
            P.ACCOUNT_INVITE: _l("invite colleagues of the own organisation"),
            P.ACCOUNT_MANAGE: _l("look after all accounts and roles"),
            P.MAIL_VIEW: _l("see the letters that go out"),
            P.VOCABULARY_EDIT: _l("change the lists of themes, audiences and the like"),
            P.SETTINGS_EDIT: _l("change the settings of the office"),
            P.AUDIT_VIEW: _l("read the audit trail"),
        },
    ),
)
# A permission that is missing here fails a test.
PERMISSION_LABELS = {
    permission: label for _title, labels in GROUPS for permission, label in labels.items()
}


@dataclass(frozen=True)
class Right:
    """One permission in words, and the roles that have it."""

    label: Any
    roles: frozenset[Role]


def policy() -> list[tuple[Any, list[Right]]]:
    """Each group of permissions with who has them."""
    return [
        (title, [Right(label, roles_with(one)) for one, label in labels.items()])
        for title, labels in GROUPS
    ]


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that grant it."""
    return frozenset(role for role, granted in ROLE_PERMISSIONS.items() if permission in granted)
