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
_VIEW = frozenset({P.DESK, P.EVENT_VIEW})
_OWN = _VIEW | {P.EVENT_EDIT}
_STAFF = _OWN | {P.EVENT_VIEW_ALL, P.EVENT_VIEW_CONFIDENTIAL, P.EVENT_EDIT_ALL, P.EVENT_IMPORT}
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OBSERVER: _VIEW,
    Role.ADVERTISER: _VIEW,
    Role.PARTNER: _OWN,
    Role.AGENCY_MEMBER: _OWN | {P.EVENT_IMPORT},
    Role.IMPLEMENTER: _OWN | {P.EVENT_VIEW_ALL, P.EVENT_IMPORT},
    Role.EDITOR: _STAFF | {P.EVENT_PUBLISH, P.VOCABULARY_EDIT},
    Role.DIRECTOR: _STAFF | {P.EVENT_PUBLISH, P.EVENT_APPROVE, P.VOCABULARY_EDIT, P.AUDIT_VIEW},
    Role.ADMINISTRATOR: frozenset(Permission),
}
