"""Records, fields and values in words, as the trail shows them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.audit.models import PERSONAL, AuditEntry
from stratcom.audit.services import MASK

FEATURES = "trail_words"
Personal = Mapping[int, tuple[str | None, str | None]]


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called, and where its page is ('{}' stands for its id)."""

    label: Any
    path: str = ""


KINDS = {
    "event": Kind(_l("Event"), "/desk/events/{}"),
    "organisation": Kind(_l("Organisation"), "/desk/partners/{}/"),
    "organisation_succession": Kind(_l("Succession")),
    "directory_merge": Kind(_l("Merger")),
    "person": Kind(_l("Person"), "/desk/people/{}/"),
    "post": Kind(_l("Post")),
    "relation": Kind(_l("Relation")),
    "contact_entry": Kind(_l("Contact entry"), "/desk/contacts/{}/"),
    "agreement": Kind(_l("Agreement"), "/desk/agreements/{}/"),
    "contact_file": Kind(_l("File")),
    "guest_link": Kind(_l("Guest link"), "/desk/guest-links/{}/"),
    "guest_submission": Kind(_l("Guest submission")),
    "import_batch": Kind(_l("Import"), "/desk/imports/{}/"),
    "join_request": Kind(_l("Offer to join")),
    "saved_view": Kind(_l("Saved view")),
    "setting": Kind(_l("Setting")),
    "term": Kind(_l("Term")),
    "user": Kind(_l("Account"), "/desk/accounts/{}/"),
    "draft_review": Kind(_l("Round of review")),
    "draft_reviewer": Kind(_l("View of a reviewer")),
    "draft_comment": Kind(_l("Comment on a text")),
    "outbox_mail": Kind(_l("Letter")),
    "message": Kind(_l("Thematic message"), "/desk/messages/{}"),
    "wording_rule": Kind(_l("Wording"), "/desk/wording/{}/edit"),
    "message_use": Kind(_l("Use of a message")),
    "message_pledge": Kind(_l("Word to use a message")),
    "message_question": Kind(_l("Question"), "/desk/messages/questions/{}/"),
}

# What columns are called where no feature has better words.
FIELDS = {
    "wording": _l("Wording"),
    "phrase": _l("Wording to look for"),
    "near": _l("Only beside"),
    "unless": _l("Never inside"),
    "replacement": _l("Say instead"),
    "reason_ka": _l("Reason in Georgian"),
    "reason_en": _l("Reason in English"),
    "name_ka": _l("Name in Georgian"),
    "name_en": _l("Name in English"),
    "first_name_ka": _l("First name in Georgian"),
    "last_name_ka": _l("Family name in Georgian"),
    "first_name_en": _l("First name in English"),
    "last_name_en": _l("Family name in English"),
    "title_ka": _l("Title in Georgian"),
    "title_en": _l("Title in English"),
    "label_ka": _l("Georgian"),
    "label_en": _l("English"),
    "description_ka": _l("Description in Georgian"),
    "description_en": _l("Description in English"),
    "expertise_ka": _l("Expertise in Georgian"),
    "expertise_en": _l("Expertise in English"),
    "biography_ka": _l("Biography in Georgian"),
    "biography_en": _l("Biography in English"),
    "address_ka": _l("Address in Georgian"),
    "address_en": _l("Address in English"),
    "identification_code": _l("Identification code"),
    "region_id": _l("Region"),
    "municipality_id": _l("Municipality"),
    "parent_id": _l("Part of"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "other_contact": _l("Other contact"),
    "website": _l("Web page"),
    "social": _l("Social networks"),
    "names": _l("Further names"),
    "types": _l("Types"),
    "themes": _l("Themes"),
    "audiences": _l("Audiences"),
    "languages": _l("Languages"),
    "notes": _l("Notes"),
    "logo": _l("Logo"),
    "listed": _l("In the public directory"),
    "listing_agreed_on": _l("Agreed on"),
    "listing_note": _l("How it was agreed"),
    "archived_at": _l("Put away"),
    "ended_on": _l("Ended"),
    "started_on": _l("Began"),
    "merged_into_id": _l("Merged into"),
    "merged": _l("Merged record"),
    "records": _l("Records moved"),
    "distinct": _l("Not the same as"),
    "happened_on": _l("Date"),
    "predecessor_id": _l("Predecessor"),
    "successor_id": _l("Successor"),
    "leads": _l("Reports follow"),
    "source_url": _l("Source"),
    "speaker": _l("In the speaker pool"),
    "consent": _l("Consent"),
    "consent_on": _l("Consent given on"),
    "consent_purpose": _l("Purpose of keeping the details"),
    "erased_at": _l("Erased"),
    "organisation_id": _l("Organisation"),
    "person_id": _l("Person"),
    "main_contact": _l("Main contact"),
    "kind": _l("Kind"),
    "note": _l("Note"),
    "purpose": _l("Purpose"),
    "result": _l("Result"),
    "next_step": _l("Next step"),
    "next_step_owner_id": _l("Whose next step"),
    "next_step_due": _l("Due"),
    "next_step_done_at": _l("Done"),
    "number": _l("Number"),
    "signed_on": _l("Signed"),
    "valid_from": _l("Valid from"),
    "valid_until": _l("Valid until"),
    "renews_months": _l("Renewed by months"),
    "remind_days": _l("Remind days before"),
    "terminated_on": _l("Terminated"),
    "responsible_id": _l("Responsible"),
    "summary": _l("Summary"),
    "filename": _l("File"),
    "removed_at": _l("Removed"),
    "added_by_id": _l("Added by"),
    "created_by_id": _l("Created by"),
    "state": _l("State"),
    "login": _l("User name"),
    "name": _l("Name"),
    "role": _l("Role"),
    "language": _l("Language"),
    "password_hash": _l("Password"),
    "totp_secret": _l("Second factor"),
    "totp_confirmed_at": _l("Second factor since"),
    "digest": _l("E-mail"),
    "disabled_at": _l("Disabled"),
    "joined_at": _l("Joined"),
    "invited_by_id": _l("Invited by"),
    "sender_name": _l("Sender"),
    "sender_email": _l("Sender's e-mail"),
    "sender_phone": _l("Sender's phone"),
    "closed_at": _l("Closed"),
    "nonce": _l("Link"),
    "link_id": _l("Guest link"),
    "event_id": _l("Event"),
    "most": _l("At most"),
    "persons": _l("People"),
    "organisations": _l("Organisations"),
    "sessions": _l("Sessions"),
    "position": _l("Position"),
    "retired_at": _l("Retired"),
    "second_approval": _l("Second approval"),
}


@dataclass(frozen=True)
class Words:
    """How one feature says its fields and values."""

    field: Callable[[str], str]
    value: Callable[[str, Any], str]


def announce(app: Flask, table: str, words: Words) -> None:
    """Let a feature say its records' fields and values; the factory calls this."""
    app.extensions.setdefault(FEATURES, {})[table] = words


def kind_in_words(table: str) -> str:
    """What a kind of record is called."""
    return str(KINDS[table].label) if table in KINDS else table


def record_path(entry: AuditEntry) -> str:
    """The page of the record that the entry is about; empty when it has none."""
    kind = KINDS.get(entry.subject_type)
    return kind.path.format(entry.subject_id) if kind else ""


def field_in_words(table: str, name: str) -> str:
    """What a field or column is called."""
    feature = current_app.extensions.get(FEATURES, {}).get(table)
    said = feature.field(name) if feature else name
    return said if said != name else str(FIELDS.get(name, name))


def values_in_words(
    entry: AuditEntry, name: str, personal: Personal | None = None
) -> tuple[str, str]:
    """Before and after of one field; personal details only as far as `personal` holds them."""
    pair = list(entry.changes[name])
    sides = [*pair, None, None][:2]
    feature = current_app.extensions.get(FEATURES, {}).get(entry.subject_type)
    said = []
    for number, value in enumerate(sides):
        if isinstance(value, dict) and PERSONAL in value:
            value = _revealed(value[PERSONAL], number, personal)
        said.append(_plain(value) if feature is None else feature.value(name, value))
    return said[0], said[1]


def _revealed(reference: int, side: int, personal: Personal | None) -> str | None:
    if personal is None:
        return MASK
    if reference not in personal:
        return _("erased on request")
    return personal[reference][side]


_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")


def _plain(value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    if isinstance(value, str) and (day := _MOMENT.fullmatch(value)):
        return f"{day[3]}.{day[2]}.{day[1]}"
    return str(value)
