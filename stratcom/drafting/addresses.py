"""Where the page of a text is, by its kind."""

from flask import url_for

from stratcom.drafting.enums import DraftKind
from stratcom.drafting.models import Draft

PAGES = {DraftKind.MESSAGE: "messages.detail"}
EDITORS = {DraftKind.MESSAGE: "messages.edit"}
# The same pages as plain paths, for notices: commands know no addresses.
PATHS = {DraftKind.MESSAGE: "/desk/messages/{}"}


def page_of(draft: Draft) -> str:
    """The address of the text's own page."""
    return url_for(PAGES[draft.kind], draft_id=draft.id)


def editor_of(draft: Draft) -> str:
    """The address at which the text is written."""
    return url_for(EDITORS[draft.kind], draft_id=draft.id)


def path_of(draft: Draft) -> str:
    """The path of the text's own page, as notices keep it."""
    return PATHS[draft.kind].format(draft.id)
