"""Whether a name typed in full is one of those found, or somebody new."""

from __future__ import annotations

import pytest

from tracker.web.lookups import Option, names_nobody

ANA = Option("contact:1", "Ана Петрович", hint="мэр · Панчево · Ана Петровић")


@pytest.mark.parametrize(
    ("typed", "is_new"),
    [
        ("Петров Пётр", True),
        ("Petrov Petr", True),
        ("Петрович Ана", False),
        ("Petrović Ana", False),
        ("Петр", False),
        ("ана петр", False),
        ("петров панчево", False),
        ("Ана Мария Петрович", True),
    ],
)
def test_a_name_in_full_that_none_of_those_found_bears_is_a_new_one(typed, is_new):
    assert names_nobody(typed, [ANA]) is is_new


def test_one_name_does_not_count_for_two_words():
    assert names_nobody("Ли Лина", [Option("contact:1", "Лина")])
    assert not names_nobody("Ли Лина", [Option("contact:1", "Лина Ли")])
