"""The index of the directory: words for the search, keys for the finder of duplicates."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.partners.likeness import likeness_keys, words_of
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationWord,
)


def file_organisation(organisation: Organisation) -> None:
    """Write the words and keys of the organisation anew, in the transaction that changed it.

    A record that was merged into another is found by nothing.
    """
    db.session.flush()
    for model in (OrganisationWord, OrganisationKey):
        db.session.execute(sa.delete(model).where(model.organisation_id == organisation.id))
    if organisation.merged_into_id is not None:
        return
    further = sa.select(OrganisationName.text).where(
        OrganisationName.organisation_id == organisation.id
    )
    names = [organisation.name_ka, organisation.name_en, *db.session.scalars(further)]
    if words := words_of(names):
        rows = [{"word": one, "organisation_id": organisation.id} for one in dict.fromkeys(words)]
        db.session.execute(sa.insert(OrganisationWord), rows)
    keys = likeness_keys(
        names,
        code=organisation.identification_code,
        email=organisation.email,
        website=organisation.website,
        phone=organisation.phone,
    )
    if keys:
        filed = [{"key": one, "organisation_id": organisation.id} for one in dict.fromkeys(keys)]
        db.session.execute(sa.insert(OrganisationKey), filed)
