"""The index of the directory: words and phrases of names, keys for the finder of duplicates."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.partners.calling import phrases_of
from stratcom.partners.filed_rows import file_rows
from stratcom.partners.likeness import likeness_keys, words_of
from stratcom.partners.misspelt import MISSPELT, file_misspelt, forget_misspelt
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationPhrase,
    OrganisationWord,
)
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

MOST_PHRASES = 120


def file_organisation(organisation: Organisation) -> None:
    """File the organisation anew, here and in the search, in the transaction that changed it.

    A record that was merged into another is found by nothing.
    """
    db.session.flush()
    file_names(organisation)
    refile(Kind.PARTNER, [organisation.id])


def file_names(organisation: Organisation) -> None:
    """Bring the words, phrases and keys of the organisation in line with its names."""
    further = sa.select(OrganisationName.text).where(
        OrganisationName.organisation_id == organisation.id
    )
    present = [organisation.name_ka, organisation.name_en]
    names = [*present, *db.session.scalars(further)]
    keys = likeness_keys(
        names,
        code=organisation.identification_code,
        email=organisation.email,
        website=organisation.website,
        phone=organisation.phone,
    )
    merged = organisation.merged_into_id is not None
    rows: dict[Any, list[dict[str, Any]]] = {
        OrganisationWord.organisation_id: [{"word": one} for one in words_of(names)],
        OrganisationPhrase.organisation_id: phrase_rows(present, names),
        OrganisationKey.organisation_id: [{"key": one} for one in keys],
    }
    changed = [
        file_rows(subject, organisation.id, [] if merged else filed, but=f"{MISSPELT}:")
        for subject, filed in rows.items()
    ]
    if any(changed):
        forget_misspelt(OrganisationKey.organisation_id, organisation.id)
        if not merged:
            file_misspelt(organisation, names)


def phrase_rows(present: Sequence[str], names: Iterable[str]) -> list[dict[str, Any]]:
    """What the body is called, with whether it is the present name."""
    own = {phrase for name in present for phrase in phrases_of(name)}
    every = dict.fromkeys(phrase for name in names for phrase in phrases_of(name))
    return [{"phrase": one, "present": one in own} for one in list(every)[:MOST_PHRASES]]
