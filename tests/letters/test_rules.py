"""Numbers as the office counts them, and what may be registered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.errors import RuleBroken
from tracker.letters import rules
from tracker.letters.kinds import Translation

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("latest", "taken", "number"),
    [
        (None, (), "1"),
        ("153", (), "154"),
        ("01-27/153", (), "01-27/154"),
        ("01-27/153", ("01-27/154", "01-27/155"), "01-27/156"),
        ("12/2026", (), "13/2026"),
        ("вх-009", (), "вх-010"),
        ("099", (), "100"),
        ("без номера", (), "1"),
        ("2026", (), "1"),
    ],
)
def test_the_next_number_follows_the_last_one(latest, taken, number):
    assert rules.next_number(latest, taken, 2026) == number


@pytest.mark.parametrize(
    ("latest", "begins"), [(None, None), ("01-27/153", "01-27/0"), ("12/2025", "0/2026"), ("б/н", None)]
)
def test_a_new_year_begins_anew_in_the_same_shape(latest, begins):
    assert rules.first_of_year(latest, 2026) == begins


@given(latest=st.text(max_size=30), taken=st.sets(st.text(max_size=10), max_size=5))
def test_a_suggested_number_is_never_taken(latest, taken):
    assert rules.next_number(latest, taken, 2026) not in taken
    assert rules.next_number(rules.first_of_year(latest, 2026), taken, 2026) not in taken


def test_a_letter_in_another_language_is_translated_first():
    with pytest.raises(RuleBroken, match="translation"):
        rules.check_translation("pt", Translation.NOT_NEEDED, "ru")
    for noted in (Translation.ORDERED, Translation.MADE):
        rules.check_translation("pt", noted, "ru")
    rules.check_translation("ru", Translation.NOT_NEEDED, "ru")


@pytest.mark.parametrize(
    ("registered", "written", "due", "field"),
    [
        (None, None, None, "registered_on"),
        (TODAY + timedelta(days=1), None, None, "registered_on"),
        (TODAY, TODAY + timedelta(days=1), None, "written_on"),
        (TODAY, None, TODAY - timedelta(days=1), "answer_due_on"),
    ],
)
def test_days_make_sense(registered, written, due, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_days(registered, written, due, TODAY)
    assert broken.value.field == field
