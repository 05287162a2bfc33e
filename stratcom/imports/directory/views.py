"""Downloads of organisations and people: what the list under the same filters shows."""

from typing import Any

from flask import Blueprint, Response, abort, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.i18n import current_language
from stratcom.imports.directory.columns import SHEET_NAMES
from stratcom.imports.directory.writing import write_directory
from stratcom.imports.enums import ImportKind
from stratcom.partners import queries as partners
from stratcom.partners.filters import read_filters
from stratcom.partners.models import Organisation
from stratcom.partners.rules import can_view
from stratcom.people import queries
from stratcom.people.filters import wanted_of
from stratcom.people.models import Person
from stratcom.people.rules import can_see_private, is_living
from stratcom.web.access import access
from stratcom.web.downloads import send_written

bp = Blueprint("directory", __name__, url_prefix="/desk")


@bp.get("/partners/export.<any(xlsx, csv, vcf):extension>")
@access(Permission.ORGANISATION_VIEW_ALL)
def organisations(extension: str) -> Response:
    """The organisations that the list under the same filters shows."""
    found = partners.organisations(read_filters(request.args), current_user)
    ids = db.session.scalars(found.with_only_columns(Organisation.id)).all()
    return _sent(ImportKind.ORGANISATIONS, ids, extension)


@bp.get("/partners/<int:organisation_id>/card.vcf")
@access(Permission.ORGANISATION_VIEW)
def organisation_card(organisation_id: int) -> Response:
    """One organisation as a card."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or not can_view(current_user, organisation):
        abort(404)
    return _sent(ImportKind.ORGANISATIONS, [organisation_id], "vcf")


@bp.get("/people/export.<any(xlsx, csv, vcf):extension>")
@access(Permission.PERSON_VIEW)
def people(extension: str) -> Response:
    """The people that the list under the same filters shows."""
    found = queries.people(wanted_of(request.args)).where(Person.erased_at.is_(None))
    ids = db.session.scalars(found.with_only_columns(Person.id)).all()
    return _sent(ImportKind.PEOPLE, ids, extension)


@bp.get("/people/<int:person_id>/card.vcf")
@access(Permission.PERSON_VIEW)
def person_card(person_id: int) -> Response:
    """One person as a card."""
    person = db.session.get(Person, person_id)
    if person is None or not is_living(person):
        abort(404)
    return _sent(ImportKind.PEOPLE, [person_id], "vcf")


def _sent(kind: ImportKind, ids: Any, extension: str) -> Response:
    private, language = can_see_private(current_user), current_language()
    return send_written(
        lambda file: write_directory(
            kind, ids, file, extension=extension, language=language, private=private
        ),
        extension=extension,
        ascii_name=kind.value,
        georgian_name=SHEET_NAMES[kind][0],
    )
