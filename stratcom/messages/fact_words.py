"""The facts of a proof point and the readers of a version, in words."""

from flask_babel import gettext as _

from stratcom.drafting.enums import PartKind
from stratcom.drafting.facts import Fact
from stratcom.drafting.parts import Part
from stratcom.georgian import dates
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.house.reading import AUDIENCE, CHANNEL, LANGUAGE, Proof
from stratcom.messages.showing import term_name


def facts_in_words(part: Part) -> list[Fact]:
    """Source, date and validity of a proof point; audience, channel and language of a version."""
    if part.kind is PartKind.PROOF:
        return _of_proof(Proof(part))
    if part.kind is PartKind.VARIANT:
        channel = part.facts.get(CHANNEL, "")
        names = (
            term_name("audience", part.facts.get(AUDIENCE, "")),
            str(CHANNEL_LABELS[Channel(channel)]) if channel in set(Channel) else channel,
            term_name("language", part.facts.get(LANGUAGE, "")),
        )
        return [Fact(one) for one in names if one]
    return []


def _of_proof(proof: Proof) -> list[Fact]:
    said = []
    if proof.source or proof.url:
        said.append(Fact(proof.source or proof.url, proof.url))
    if proof.day:
        said.append(Fact(dates.short_day(proof.day)))
    if proof.until:
        said.append(Fact(_("valid until %(day)s", day=dates.short_day(proof.until))))
    return said
