"""A speaker's brief as a Word document: one sheet in a speaker's hand."""

from collections.abc import Sequence

from flask_babel import gettext as _

from stratcom.documents.paper import Line, Paper
from stratcom.events.models import Event
from stratcom.i18n import current_language
from stratcom.messages.briefs import wording
from stratcom.messages.briefs.content import CONTACTS, Ask, Fact, Speech, Words
from stratcom.moments import today
from stratcom.settings.services import Settings


def write_brief(
    event: Event | None, speeches: Sequence[Speech], ask: Ask, office: Settings
) -> Paper:
    """The document, worded in the language of the answer being made."""
    title = event.title if event is not None else _("Speaker’s brief")
    paper = Paper(title=title, language=current_language(), day=today(), compact=True)
    paper.heading(title, 1)
    for label, said in wording.event_facts(event) if event is not None else ():
        paper.line().text(f"{label}: ", bold=True).text(said)
    for named, wrong in wording.warnings_of(speeches):
        paper.line().text(f"{named}: {wrong}", bold=True)
    for one in speeches:
        if not one.stopped:
            _write_speech(paper, one)
    if CONTACTS in ask.sections and (reached := wording.office_line(office)):
        paper.line().text(f"{_('The department')}: ", bold=True).text(reached)
    paper.paragraph(wording.last_line(speeches, ask), style="Subtitle")
    return paper


def _write_speech(paper: Paper, one: Speech) -> None:
    paper.heading(one.title.text, 2, language=one.title.language)
    if one.umbrella:
        _say(paper.line(), one.umbrella, bold=True)
    for version in one.versions:
        line = paper.line().text(f"{wording.meant_for(version)}: ", bold=True)
        _say(line, version.words)
    for point in one.points:
        if point.words:
            _say(paper.bullet(), point.words)
        for fact in point.facts:
            _write_fact(paper, fact, depth=2 if point.words else 1)
    if one.questions:
        paper.heading(_("Difficult questions"), 3)
        for question, answer in one.questions:
            _say(_say(paper.line(), question, bold=True).end_line(), answer)
    if one.instead:
        paper.table(
            (_("Instead of this"), _("Say this")),
            [(avoid.text, say.text) for avoid, say in one.instead],
            languages=[say.language for _avoid, say in one.instead],
        )
    if one.left_out:
        said = "; ".join(fact.words.text for fact in one.left_out)
        paper.line().text(f"{_('Out of date, not to be said:')} ", bold=True).text(said)


def _write_fact(paper: Paper, fact: Fact, *, depth: int) -> None:
    line = _say(paper.bullet(depth=depth), fact.words).text(" (")
    source = wording.source_of(fact.proof)
    line.link(source, fact.proof.url) if fact.proof.url else line.text(source, italic=True)
    line.text(")")


def _say(line: Line, words: Words, *, bold: bool = False) -> Line:
    kept, line.language = line.language, words.language
    line.text(words.text, bold=bold)
    line.language = kept
    return line
