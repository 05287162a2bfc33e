"""The index of the directory: words and phrases of names, keys for the finder of duplicates."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.partners.calling import phrases_of
from stratcom.partners.likeness import likeness_keys, words_of
from stratcom.partners.misspelt import file_misspelt, forget_misspelt
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
    """Write the words, phrases and keys of the organisation anew."""
    forget_misspelt(OrganisationKey.organisation_id, organisation.id)
    for model in (OrganisationWord, OrganisationPhrase, OrganisationKey):
        db.session.execute(sa.delete(model).where(model.organisation_id == organisation.id))
    if organisation.merged_into_id is not None:
        return
    further = sa.select(OrganisationName.text).where(
        OrganisationName.organisation_id == organisation.id
    )
    present = [organisation.name_ka, organisation.name_en]
    names = [*present, *db.session.scalars(further)]
    _insert(
        OrganisationWord, organisation, [{"word": one} for one in dict.fromkeys(words_of(names))]
    )
    _insert(OrganisationPhrase, organisation, phrase_rows(present, names))
    keys = likeness_keys(
        names,
        code=organisation.identification_code,
        email=organisation.email,
        website=organisation.website,
        phone=organisation.phone,
    )
    _insert(OrganisationKey, organisation, [{"key": one} for one in dict.fromkeys(keys)])
    file_misspelt(organisation, names)


def phrase_rows(present: Sequence[str], names: Iterable[str]) -> list[dict[str, Any]]:
    """What the body is called, with whether it is the present name."""
    own = {phrase for name in present for phrase in phrases_of(name)}
    every = dict.fromkeys(phrase for name in names for phrase in phrases_of(name))
    return [{"phrase": one, "present": one in own} for one in list(every)[:MOST_PHRASES]]


def _insert(model: type[Any], organisation: Organisation, rows: Iterable[dict[str, Any]]) -> None:
    filed = [row | {"organisation_id": organisation.id} for row in rows]
    if filed:
        db.session.execute(sa.insert(model), filed)
