"""The policy, on one screen: what each role may do."""

import enum

from flask_babel import lazy_gettext as _l


class Permission(enum.StrEnum):
    """One act that a role may be given."""

    DESK = "desk:enter"
    EVENT_VIEW = "event:view"  # own and shared events
    EVENT_VIEW_ALL = "event:view-all"  # every organisation's, in any state
    EVENT_VIEW_CONFIDENTIAL = "event:view-confidential"
    EVENT_EDIT = "event:edit"  # of one's own organisation
    EVENT_EDIT_ALL = "event:edit-all"
    EVENT_APPROVE = "event:approve"
    EVENT_PUBLISH = "event:publish"
    EVENT_IMPORT = "event:import"
    ORGANISATION_VIEW = "organisation:view"  # one's own
    ORGANISATION_VIEW_ALL = "organisation:view-all"
    ORGANISATION_EDIT_OWN = "organisation:edit-own"  # address, web, description
    ORGANISATION_EDIT = "organisation:edit"
    ORGANISATION_MERGE = "organisation:merge"  # duplicates, successions, import, undo
    PERSON_VIEW = "person:view"  # names, posts, details of the office
    PERSON_VIEW_PRIVATE = "person:view-private"  # the person's own details, notes, consent
    PERSON_EDIT = "person:edit"
    PERSON_ERASE = "person:erase"
    CONTACT_VIEW = "contact:view"  # history of contacts, agreements
    CONTACT_EDIT = "contact:edit"
    MESSAGE_VIEW = "message:view"  # approved ones meant for one, and what one is asked to review
    MESSAGE_VIEW_ALL = "message:view-all"  # every organisation's drafts
    MESSAGE_EDIT = "message:edit"  # of one's own organisation
    MESSAGE_EDIT_ALL = "message:edit-all"
    MESSAGE_APPROVE = "message:approve"  # approve, return, withdraw, prolong
    MESSAGE_PUBLISH = "message:publish"
    MESSAGE_ANSWER = "message:answer"  # questions of partners and readers
    WORDING_EDIT = "wording:edit"
    MATRIX_VIEW = "matrix:view"  # who does what where
    GUEST_LINK = "guest-link:manage"
    ACCOUNT_INVITE = "account:invite"  # colleagues of one's own organisation
    ACCOUNT_MANAGE = "account:manage"
    MAIL_VIEW = "mail:view"
    VOCABULARY_EDIT = "vocabulary:edit"
    SETTINGS_EDIT = "settings:edit"
    AUDIT_VIEW = "audit:view"


class Role(enum.StrEnum):
    """A person's standing in the work."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    EDITOR = "editor"
    IMPLEMENTER = "implementer"
    AGENCY_MEMBER = "agency_member"
    PARTNER = "partner"
    ADVERTISER = "advertiser"
    OBSERVER = "observer"


ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.DIRECTOR: _l("Director"),
    Role.EDITOR: _l("Editor"),
    Role.IMPLEMENTER: _l("Implementing body"),
    Role.AGENCY_MEMBER: _l("Agency member"),
    Role.PARTNER: _l("Partner organisation"),
    Role.ADVERTISER: _l("Advertising company"),
    Role.OBSERVER: _l("Observer"),
}

P = Permission
_VIEW = frozenset({P.DESK, P.EVENT_VIEW, P.ORGANISATION_VIEW, P.MESSAGE_VIEW})
_OWN = _VIEW | {P.EVENT_EDIT, P.ORGANISATION_EDIT_OWN, P.ACCOUNT_INVITE}
_SURVEY = frozenset({P.ORGANISATION_VIEW_ALL, P.MATRIX_VIEW})
_STAFF = (
    _OWN
    | _SURVEY
    | {P.EVENT_VIEW_ALL, P.EVENT_VIEW_CONFIDENTIAL, P.EVENT_EDIT_ALL, P.EVENT_IMPORT}
    | {P.ORGANISATION_EDIT, P.ORGANISATION_MERGE}
    | {P.PERSON_VIEW, P.PERSON_VIEW_PRIVATE, P.PERSON_EDIT}
    | {P.CONTACT_VIEW, P.CONTACT_EDIT, P.GUEST_LINK}
    | {P.EVENT_PUBLISH, P.VOCABULARY_EDIT}
    | {P.MESSAGE_VIEW_ALL, P.MESSAGE_EDIT, P.MESSAGE_EDIT_ALL, P.MESSAGE_PUBLISH}
    | {P.MESSAGE_ANSWER, P.WORDING_EDIT}
)
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OBSERVER: _VIEW | _SURVEY,
    Role.ADVERTISER: _VIEW | {P.ORGANISATION_EDIT_OWN},
    Role.PARTNER: _OWN,
    Role.AGENCY_MEMBER: _OWN | _SURVEY | {P.EVENT_IMPORT, P.MESSAGE_EDIT},
    Role.IMPLEMENTER: _OWN
    | _SURVEY
    | {P.EVENT_VIEW_ALL, P.EVENT_IMPORT, P.PERSON_VIEW, P.MESSAGE_EDIT},
    Role.EDITOR: _STAFF,
    Role.DIRECTOR: _STAFF
    | {P.EVENT_APPROVE, P.MESSAGE_APPROVE, P.PERSON_ERASE, P.AUDIT_VIEW, P.MAIL_VIEW},
    Role.ADMINISTRATOR: frozenset(Permission),
}
