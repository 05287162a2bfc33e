"""The logo of an organisation: checked by content, made small, kept without what came with it."""

from stratcom.audit.services import Actor, record
from stratcom.media import store
from stratcom.media.images import VERSIONS, read_picture
from stratcom.partners.models import Organisation

ENDING = "webp"


def set_logo(organisation: Organisation, content: bytes, *, actor: Actor) -> None:
    """Take the picture as the logo; raise DomainError with the reason when it cannot be."""
    picture = read_picture(content)
    stem = store.digest(picture.versions[max(picture.versions)])
    for width, version in picture.versions.items():
        store.keep(f"{stem}-{width}.{ENDING}", version)
    name = f"{stem}.{ENDING}"
    if organisation.logo != name:
        organisation.logo = name
        record("organisation.logo_set", organisation, actor=actor)


def remove_logo(organisation: Organisation, *, actor: Actor) -> None:
    """Show no logo any more; its bytes stay, and who looks back finds them."""
    if organisation.logo:
        organisation.logo = ""
        record("organisation.logo_removed", organisation, actor=actor)


def smallest(logo: str) -> str:
    """Name of the version that pages show."""
    return logo.replace(".", f"-{min(VERSIONS)}.")
