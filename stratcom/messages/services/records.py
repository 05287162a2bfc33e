"""Beginning a message."""

from collections.abc import Sequence

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part, new_part_uid
from stratcom.drafting.services.versions import begin
from stratcom.errors import DomainError
from stratcom.messages.models import Message

PILLARS_AT_FIRST = 3


def create_message(
    *,
    title_ka: str,
    title_en: str = "",
    theme_id: int | None = None,
    source: str = "ka",
    parts: Sequence[Part] = (),
    ready: Sequence[str] = (),
    note: str = "",
    actor: User,
) -> Message:
    """Begin a message of the person's organisation; `parts` replace the empty house.

    Raises DomainError without a title in its own language.
    """
    titles = {"ka": title_ka, "en": title_en}
    if not titles[source]:
        raise DomainError(_("The title is needed."))
    message = Message(
        source=source, theme_id=theme_id, owner_id=actor.organisation_id, steward_id=actor.id
    )
    begin(message, parts or empty_house(titles), actor=actor, ready=ready, note=note)
    return message


def empty_house(titles: dict[str, str]) -> list[Part]:
    """A title, an umbrella message and three pillars to be written."""
    kinds = [PartKind.UMBRELLA, *([PartKind.PILLAR] * PILLARS_AT_FIRST)]
    return [
        Part(new_part_uid(), PartKind.TITLE, titles),
        *(Part(new_part_uid(), kind) for kind in kinds),
    ]
