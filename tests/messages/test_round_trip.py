"""A house written as a Word document and brought in again is the same house."""

from io import BytesIO

import pytest

from stratcom.demo.houses import read_sample, sample_parts
from stratcom.demo.messages import SAMPLES
from stratcom.drafting.enums import MARKDOWN_PARTS
from stratcom.messages.house.document import house_paper
from stratcom.messages.house.form import OF, in_order
from stratcom.messages.house.reading import read_house
from stratcom.messages.importing.houses import make_houses
from stratcom.messages.importing.reading import read_docx
from stratcom.messages.services.importing import names_now
from stratcom.moments import today
from stratcom.prose.markdown import render
from tests.messages.sample import house_parts

NOTE = {"ka": "სტრატკომი · ვერსია 1", "en": "StratCom · version 1"}
HOUSES = {one.key: sample_parts(read_sample(one.key)) for one in SAMPLES}
HOUSES["sample"] = [one for one in house_parts() if one.kind != "variant"]


def told(parts):
    """What a house says, whatever its identifiers: Markdown as it is shown, facts as they are."""
    parents = {one.uid: one.texts.get("ka", "") for one in parts}
    return sorted(
        (
            str(one.kind),
            parents.get(one.parent, ""),
            [
                (name, str(render(text)) if one.kind in MARKDOWN_PARTS else text)
                for name, text in sorted(one.texts.items())
            ],
            sorted((name, value) for name, value in one.facts.items() if name != OF),
        )
        for one in in_order(parts)
    )


def there_and_back(parts, languages):
    out = BytesIO()
    house_paper(parts, languages, note=NOTE, day=today()).save(out)
    return make_houses(read_docx(out.getvalue(), "გზავნილი.docx", names_now()).blocks)


@pytest.mark.parametrize("key", HOUSES)
def test_both_languages_come_back(app, key):
    with app.test_request_context("/en/"):
        if len({name for one in HOUSES[key] for name in one.texts}) == 1:
            (made,) = there_and_back(HOUSES[key], ["ka"])
        else:
            (made,) = there_and_back(HOUSES[key], ["ka", "en"])
        assert made.unmatched == []
        assert told(made.parts) == told(HOUSES[key])


def test_one_language_comes_back_without_the_other(app):
    with app.test_request_context("/en/"):
        (made,) = there_and_back(HOUSES["visa-free"], ["en"])
    assert {name for one in made.parts for name in one.texts} == {"en"}
    assert len(read_house(made.parts).pillars) == 3
