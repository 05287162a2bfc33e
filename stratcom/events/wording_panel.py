"""On the page of an event: wordings of its public texts that the check advises against."""

from typing import Any

from stratcom.accounts.permissions import Permission
from stratcom.events.models import Event
from stratcom.i18n import LANGUAGES
from stratcom.wording.checking import rules_now

# What the public reads; notes are the department's own.
CHECKED = ("title", "summary", "description")
MOST_SHOWN = 10


class WordingOfEvent:
    """Advice for those who approve and publish; they correct it in the event's form."""

    permission = Permission.WORDING_EDIT
    template = "events/_wording_panel.html"

    def context(self, event: Event) -> dict[str, Any]:
        """What was found; no section where the words are in order."""
        matcher = rules_now().matcher
        hits = [
            hit
            for language in LANGUAGES
            for name in CHECKED
            for hit in matcher.find(getattr(event, f"{name}_{language}", "") or "", language)
        ]
        return {"hits": hits, "most": MOST_SHOWN} if hits else {}
