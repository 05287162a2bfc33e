"""What is wrong with a message on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from stratcom.db import utcnow
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.messages.flags import FlagKind, Severity, flags_of, stops
from stratcom.messages.models import Message
from stratcom.messages.rules import is_in_force

DAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def message(**columns: Any) -> Message:
    return Message(**({"approved_number": 2, "unsourced": 0} | columns))


@pytest.mark.parametrize(
    ("columns", "kinds"),
    [
        ({}, []),
        ({"valid_from": DAY, "valid_until": DAY, "proofs_expire_on": DAY}, []),
        ({"approved_number": None}, [FlagKind.NOT_APPROVED]),
        ({"valid_until": YESTERDAY}, [FlagKind.EXPIRED]),
        ({"valid_from": TOMORROW}, [FlagKind.NOT_YET_VALID]),
        ({"proofs_expire_on": YESTERDAY}, [FlagKind.PROOFS_EXPIRED]),
        ({"unsourced": 2}, [FlagKind.UNSOURCED]),
        ({"review_on": DAY}, [FlagKind.REVIEW_DUE]),
        ({"review_on": TOMORROW}, []),
        ({"withdrawn_at": utcnow(), "valid_until": YESTERDAY, "review_on": DAY},
         [FlagKind.WITHDRAWN]),
        ({"archived_at": utcnow()}, [FlagKind.ARCHIVED]),
        ({"valid_until": YESTERDAY, "unsourced": 1}, [FlagKind.EXPIRED, FlagKind.UNSOURCED]),
    ],
)  # fmt: skip
def test_columns_alone_tell(columns: dict[str, Any], kinds: list[FlagKind]) -> None:
    flags = flags_of(message(**columns), DAY)
    assert [one.kind for one in flags] == kinds
    assert stops(flags) == (not is_in_force(message(**columns), DAY))


def test_parts_tell_how_many_facts(app: Flask) -> None:
    facts: list[dict[str, str]] = [
        {"source": "საქსტატი", "until": YESTERDAY.isoformat()},
        {"url": "https://ec.europa.eu/", "until": YESTERDAY.isoformat()},
        {"source": "საქსტატი", "until": DAY.isoformat()},
        {"until": "soon"},
    ]
    parts = [
        Part(str(number), PartKind.PROOF, {"ka": "ფაქტი"}, facts=one)
        for number, one in enumerate(facts)
    ]
    expired, unsourced = flags_of(message(), DAY, parts=parts)
    assert (expired.kind, expired.count, expired.severity) == (
        FlagKind.PROOFS_EXPIRED, 2, Severity.WARNING,
    )  # fmt: skip
    assert (unsourced.kind, unsourced.count) == (FlagKind.UNSOURCED, 1)
    with app.test_request_context(), force_locale("en"):
        assert expired.label == "Facts out of date: 2"
        assert unsourced.label == "Facts without a source: 1"


def test_a_use_of_an_older_version_is_told() -> None:
    assert flags_of(message(), DAY, used_number=2) == []
    (newer,) = flags_of(message(), DAY, used_number=1)
    assert (newer.kind, newer.badge) == (FlagKind.NEWER_APPROVED, "wait")


def test_words_name_the_day(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        (expired,) = flags_of(message(valid_until=date(2026, 11, 2)), DAY)
        assert expired.label == "Expired: 02.11.2026"
        (columns,) = flags_of(message(proofs_expire_on=YESTERDAY), DAY)
        assert columns.label == "Facts out of date"
