"""/desk/people/<id>/erase: what will go and what stays, asked for with a word to type."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.people import queries, rules
from stratcom.people.forms import EraseForm
from stratcom.people.mentions import MOST_MENTIONS, keepers
from stratcom.people.services.erasing import erase_person
from stratcom.people.shown import face_of
from stratcom.people.views import bp
from stratcom.people.views.loading import load_person
from stratcom.web.access import access
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse


@bp.route("/<int:person_id>/erase", methods=["GET", "POST"])
@access(Permission.PERSON_ERASE)
def erase(person_id: int) -> Answer:
    """Erase the person on request; there is no way back."""
    person = load_person(person_id, rules.can_erase)
    form = EraseForm.from_request()
    if form.accepted():
        erase_person(person, **form.request(), keepers=keepers(), actor=current_user)
        db.session.commit()
        flash(_("The person was erased."), "success")
        return see_other(url_for(".detail", person_id=person_id))
    return page(
        "people/erase.html",
        fragment="people/_erase_form.html",
        status=form_status(form),
        form=form,
        face=face_of(person),
        relations=len(queries.relations_of(person_id=person.id)),
        mentions=[(one.label, one.find(person)) for one in keepers()],
        most=MOST_MENTIONS,
    )
