"""Acts in words, as the trail and the history of a record show them."""

from flask_babel import lazy_gettext as _l

# An act without words here is shown as it is stored.
ACTS = {
    "event.created": _l("added the event"),
    "event.edited": _l("changed the event"),
    "event.submitted": _l("sent it for approval"),
    "event.withdrawn": _l("took it back to drafts"),
    "event.returned": _l("returned it for correction"),
    "event.approved": _l("approved it"),
    "event.published": _l("published it"),
    "event.unpublished": _l("took it off the public site"),
    "event.changes_accepted": _l("accepted the changes"),
    "event.changes_undone": _l("undid the changes"),
    "event.postponed": _l("postponed it"),
    "event.cancelled": _l("cancelled it"),
    "event.planned_again": _l("planned it again"),
    "event.reported": _l("reported on it"),
    "event.archived": _l("archived it"),
    "event.restored": _l("restored it"),
    "event.joined": _l("joined it"),
    "event.series_begun": _l("began a series"),
    "event.file_added": _l("added a file"),
    "event.file_edited": _l("changed the caption of a file"),
    "event.file_removed": _l("removed a file"),
    "event.file_restored": _l("restored a file"),
    "event.shifted": _l("moved its date"),
    "join.asked": _l("offered to join"),
    "join.accepted": _l("accepted an offer to join"),
    "join.declined": _l("declined an offer to join"),
    "view.saved": _l("saved a view"),
    "view.deleted": _l("deleted a view"),
    "import.uploaded": _l("brought in a file"),
    "import.read": _l("read the file"),
    "import.failed": _l("could not read the file"),
    "import.options": _l("changed the choices of an import"),
    "import.applied": _l("imported the rows"),
    "import.undone": _l("undid an import"),
    "organisation.added": _l("added an organisation"),
    "organisation.named": _l("named an organisation in English"),
    "setting.changed": _l("changed a setting"),
    "term.added": _l("added a term"),
    "term.relabelled": _l("relabelled a term"),
    "term.moved": _l("moved a term"),
    "term.retired": _l("retired a term"),
    "term.brought_back": _l("brought a term back"),
    "term.merged": _l("merged a term"),
    "user.created": _l("added an account"),
    "user.signed_in": _l("signed in"),
    "user.sessions_ended": _l("ended the other sessions"),
    "user.password_changed": _l("changed the password"),
    "user.language_chosen": _l("chose a language"),
    "user.digest_chosen": _l("chose how messages come by e-mail"),
}


def act_in_words(action: str) -> str:
    """What somebody did, in the reader's language."""
    return str(ACTS.get(action, action))
