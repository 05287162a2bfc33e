"""/desk/drafts/preview: Markdown as readers will see it, with its length."""

from flask import Response, request

from stratcom.drafting.reading import read
from stratcom.drafting.views import bp
from stratcom.i18n import DEFAULT_LANGUAGE, LANGUAGES
from stratcom.web.access import SIGNED_IN, access
from stratcom.web.forms import clean
from stratcom.web.responses import page


@bp.post("/preview")
@access(SIGNED_IN)
def preview() -> Response:
    """One text; nothing is saved."""
    named = request.form.get("language", "")
    language = named if named in LANGUAGES else DEFAULT_LANGUAGE
    return page(
        "drafting/preview.html",
        fragment="drafting/preview_text.html",
        **read(clean(request.form.get("text")), language),
    )
