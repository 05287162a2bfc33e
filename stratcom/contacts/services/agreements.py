"""Keeping agreements and memoranda."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask_babel import gettext as _

from stratcom.audit.services import Actor, pending_changes, record
from stratcom.contacts import rules
from stratcom.contacts.enums import AgreementState
from stratcom.contacts.indexing import file_agreement
from stratcom.contacts.models import Agreement, AgreementOrganisation
from stratcom.contacts.values import AgreementValues
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError


def create_agreement(values: AgreementValues, *, actor: Actor) -> Agreement:
    """Add an agreement; raise DomainError when the values make no sense."""
    _refuse_nonsense(values)
    agreement = Agreement(organisation_links=[])
    changes = _fill(agreement, values)
    db.session.add(agreement)
    record("agreement.created", agreement, actor=actor, changes=changes)
    file_agreement(agreement)
    return agreement


def edit_agreement(
    agreement: Agreement, values: AgreementValues, *, actor: Actor, expected_version: int
) -> None:
    """Change an agreement; raise StaleError when somebody saved since `expected_version`."""
    refuse_stale(agreement, expected_version)
    _refuse_nonsense(values)
    changes = _fill(agreement, values)
    if changes:
        record("agreement.edited", agreement, actor=actor, changes=changes)
        file_agreement(agreement)


def terminate_agreement(
    agreement: Agreement, *, on: date, reason: str, actor: Actor, expected_version: int
) -> None:
    """Let a signed agreement end on a day, before its term or without one."""
    refuse_stale(agreement, expected_version)
    if agreement.state is not AgreementState.SIGNED:
        raise DomainError(_("Only an agreement that was signed can be ended."))
    if problem := rules.termination_problem(agreement, on):
        raise DomainError(problem)
    agreement.state = AgreementState.TERMINATED
    agreement.terminated_on, agreement.termination_reason = on, reason
    record("agreement.terminated", agreement, actor=actor)
    file_agreement(agreement)


def reinstate_agreement(agreement: Agreement, *, actor: Actor, expected_version: int) -> None:
    """Take back an ending that was entered by mistake."""
    refuse_stale(agreement, expected_version)
    if agreement.state is not AgreementState.TERMINATED:
        raise DomainError(_("This agreement was not ended."))
    agreement.state = AgreementState.SIGNED
    agreement.terminated_on, agreement.termination_reason = None, ""
    record("agreement.reinstated", agreement, actor=actor)
    file_agreement(agreement)


def archive_agreement(agreement: Agreement, *, actor: Actor) -> None:
    """Put an agreement away; nothing is lost, and nobody is reminded of its end."""
    if agreement.archived_at is None:
        agreement.archived_at = utcnow()
        record("agreement.archived", agreement, actor=actor)


def restore_agreement(agreement: Agreement, *, actor: Actor) -> None:
    """Bring an agreement back from the archive."""
    if agreement.archived_at is not None:
        agreement.archived_at = None
        record("agreement.restored", agreement, actor=actor)


def _refuse_nonsense(values: AgreementValues) -> None:
    for message in rules.agreement_problems(values).values():
        raise DomainError(message)


def _fill(agreement: Agreement, values: AgreementValues) -> dict[str, list[Any]]:
    """Set every value; return what changed, parties included."""
    known = {link.organisation_id: link for link in agreement.organisation_links}
    before = [link.organisation_id for link in agreement.organisation_links]
    for name, value in asdict(values).items():
        if name == "state" and agreement.state is AgreementState.TERMINATED:
            continue
        if name != "organisation_ids" and getattr(agreement, name) != value:
            setattr(agreement, name, value)
    changes = pending_changes(agreement)
    wanted = list(dict.fromkeys(values.organisation_ids))
    if before != wanted:
        changes["organisations"] = [before or None, wanted]
        links = [known.get(one) or AgreementOrganisation(organisation_id=one) for one in wanted]
        for position, link in enumerate(links):
            link.position = position
        agreement.organisation_links = links
        # A change of parties alone is a new version too.
        agreement.updated_at = utcnow()
    return changes
