"""What people are told of a document that was read."""

import enum

from flask_babel import lazy_gettext as _l


class Note(enum.StrEnum):
    """Something about the document that the reader of the preview should know."""

    CHANGES = "changes"
    COMMENTS = "comments"
    LEGACY = "legacy"
    HIDDEN = "hidden"
    UNSEEN = "unseen"
    LINKS = "links"
    PICTURES = "pictures"
    OBJECTS = "objects"
    EXTERNAL = "external"
    EMBEDDED = "embedded"
    GUESSED = "guessed"


NOTE_LABELS = {
    Note.CHANGES: _l(
        "The document holds tracked changes. It was read as if all of them were accepted."
    ),
    Note.COMMENTS: _l("Comments in the document were left out."),
    Note.LEGACY: _l("Text in old fonts (AcadNusx and the like) was turned into Unicode. Check it."),
    Note.HIDDEN: _l("Hidden text was left out."),
    Note.UNSEEN: _l("Characters that nobody sees were removed from the text."),
    Note.LINKS: _l("Links to addresses that are not web or mail addresses were left out."),
    Note.PICTURES: _l("Pictures were left out."),
    Note.OBJECTS: _l("Embedded objects were left out."),
    Note.EXTERNAL: _l(
        "The document refers to files elsewhere (pictures, a template). They were not fetched."
    ),
    Note.EMBEDDED: _l("Other documents inside this one were left out."),
    Note.GUESSED: _l("The document has no heading styles. Bold lines were taken for headings."),
}
