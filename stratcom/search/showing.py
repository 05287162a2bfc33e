"""What the pages of the search show beside what was found."""

from typing import Any

from stratcom.search.asking import Question
from stratcom.search.enums import KIND_LABELS
from stratcom.search.finding import COUNTED
from stratcom.search.results import Answer

# Each says something of how words may be typed.
EXAMPLES = {
    "form": "მასწავლებლებისთვის",
    "latin": "shexvedra telavshi",
    "acronym": "DCFTA",
    "several": "სტუდენტები ბათუმი",
}


def shown(question: Question, answer: Answer) -> dict[str, Any]:
    """What the templates of the desk and of the public site need alike."""
    return {
        "question": question,
        "answer": answer,
        "kind_labels": KIND_LABELS,
        "most_counted": COUNTED,
        "examples": EXAMPLES,
    }
