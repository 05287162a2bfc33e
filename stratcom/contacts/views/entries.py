"""/desk/contacts/: the history of contacts, one contact, and logging one."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.audit import queries as audit
from stratcom.contacts import queries, rules
from stratcom.contacts.agreement_queries import files_of
from stratcom.contacts.filters import ENTRY_LISTS, ENTRY_NAMES, Filters, read_filters
from stratcom.contacts.forms import ContactForm
from stratcom.contacts.models import ContactEntry
from stratcom.contacts.services import entries as services
from stratcom.contacts.values import EntryValues, entry_values
from stratcom.contacts.views import bp
from stratcom.contacts.wording import changed_meanwhile
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.web.access import access, require
from stratcom.web.fields import posted_version
from stratcom.web.paging import paginate
from stratcom.web.responses import CONFLICT, form_status, page, see_other, wants_fragment

Answer = Response | BaseResponse
MOST_PRINTED = 500


def load_entry(entry_id: int) -> ContactEntry:
    """The contact, or 404."""
    return queries.find_entry(entry_id) or abort(404)


def list_page(template: str, fragment: str, filters: Filters, **context: Any) -> Response:
    """A list; for htmx its fragment alone, with the address free of empty filters."""
    response = page(template, fragment=fragment, filters=filters, **context)
    if wants_fragment():
        number = request.args.get("page", type=int)
        query = filters.query(page=str(number) if number else None)
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


@bp.get("/")
@access(Permission.CONTACT_VIEW)
def index() -> Response:
    """Contacts that the filters find, a page at a time."""
    filters = read_filters(request.args, ENTRY_NAMES)
    return list_page(
        "contacts/index.html",
        "contacts/_contacts_list.html",
        filters,
        lists=ENTRY_LISTS,
        found=paginate(queries.listed(filters, current_user)),
        keepers=[] if wants_fragment() else queries.keepers(),
    )


@bp.get("/print/")
@access(Permission.CONTACT_VIEW)
def printed() -> Response:
    """The same as a table for paper."""
    filters = read_filters(request.args, ENTRY_NAMES)
    found = db.session.scalars(queries.listed(filters, current_user).limit(MOST_PRINTED + 1))
    shown = found.unique().all()
    return page(
        "contacts/print.html",
        filters=filters,
        heading=ENTRY_LISTS[filters.entry_list],
        entries=shown[:MOST_PRINTED],
        cut=MOST_PRINTED if len(shown) > MOST_PRINTED else 0,
    )


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.CONTACT_EDIT)
def create() -> Answer:
    """Log a contact: the date stands there, who and why are asked for."""
    form = ContactForm.holding(_blank(), None, queries.keepers())
    if form.accepted():
        entry = services.create_entry(form.values(), actor=current_user)
        db.session.commit()
        flash(_("Contact logged."), "success")
        return see_other(url_for(".detail", entry_id=entry.id, saved="new"))
    return _form_page(form, None, status=form_status(form))


@bp.route("/<int:entry_id>/edit", methods=["GET", "POST"])
@access(Permission.CONTACT_EDIT)
def edit(entry_id: int) -> Answer:
    """Change a contact; what another person saved meanwhile is shown first."""
    entry = load_entry(entry_id)
    require(rules.can_edit(current_user, entry))
    form = _form_of(entry)
    if not form.accepted():
        return _form_page(form, entry, status=form_status(form))
    try:
        services.edit_entry(
            entry, form.values(), actor=current_user, expected_version=posted_version()
        )
    except StaleError:
        return _conflict_page(entry, form)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".detail", entry_id=entry.id, saved=entry.id))


def _conflict_page(entry: ContactEntry, form: ContactForm) -> Response:
    db.session.rollback()
    entry = load_entry(entry.id)
    present = changed_meanwhile(form.values(), entry_values(entry))
    # Saving once more is now a decision: it is made against what is shown.
    form.row_version.data = str(entry.row_version)
    return _form_page(form, entry, status=CONFLICT, present=present)


@bp.post("/people")
@access(Permission.CONTACT_EDIT)
def people() -> Response:
    """Whom one may have met: ticks alone for htmx, the whole form again without scripts."""
    entry_id = request.args.get("entry", type=int)
    entry = load_entry(entry_id) if entry_id else None
    form = _form_of(entry) if entry else ContactForm.holding(_blank(), None, queries.keepers())
    form.offer_people()
    return page(
        "contacts/form.html",
        fragment="contacts/_people_ticks.html",
        form=form,
        entry=entry,
        looked=True,
        present=None,
    )


@bp.get("/<int:entry_id>/")
@access(Permission.CONTACT_VIEW)
def detail(entry_id: int) -> Response:
    """One contact, its next step, files and history."""
    entry = load_entry(entry_id)
    history = db.session.scalars(audit.history(entry)).all()
    return page(
        "contacts/detail.html",
        saved=request.args.get("saved", ""),
        entry=entry,
        files=files_of(entry),
        history=history,
        personal=audit.personal_values(history),
        **actions(entry),
    )


def actions(entry: ContactEntry) -> dict[str, Any]:
    """What the person may do with the contact now."""
    return {
        "may_edit": rules.can_edit(current_user, entry),
        "may_restore": rules.can_restore(current_user, entry),
        "may_finish": rules.can_finish(current_user, entry),
        "may_reopen": rules.can_reopen(current_user, entry),
    }


def _form_of(entry: ContactEntry) -> ContactForm:
    values = entry_values(entry)
    if not values.next_step:
        values = replace(values, next_step_owner_id=current_user.id)
    return ContactForm.holding(values, entry, queries.keepers(entry.next_step_owner_id))


def _blank() -> EntryValues:
    """A contact of today with whom the address names."""
    body = db.session.get(Organisation, request.args.get("organisation", 0, type=int))
    values = EntryValues(
        happened_on=today(),
        organisation_id=body.id if body else None,
        purpose="",
        next_step_owner_id=current_user.id,
    )
    post = queries.post_of(request.args.get("person", 0, type=int))
    if post is None:
        return values
    at = values.organisation_id or post.organisation_id
    return replace(values, organisation_id=at, person_ids=(post.person_id,))


def _form_page(
    form: ContactForm, entry: ContactEntry | None, *, status: int = 200, present: Any = None
) -> Response:
    return page(
        "contacts/form.html",
        fragment="contacts/_contact_form.html",
        status=status,
        form=form,
        entry=entry,
        looked=form.body is not None,
        present=present,
    )
