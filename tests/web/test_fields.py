"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tracker.web import fields, formats


@pytest.mark.parametrize(
    "typed",
    ["10 декабря 2026", "10 дек. 2026", "10 Декабрь 2026 г.", "10 декабря 2026 года", "10 Dec 2026", "10.12.26"],
)
def test_a_day_is_read_as_pages_write_it(app: Flask, typed: str) -> None:
    assert fields.read_day(typed) == date(2026, 12, 10)


def test_a_month_in_words_is_of_this_year(app: Flask) -> None:
    with app.test_request_context("/"):
        assert fields.read_day("3 мая") == date(formats.today().year, 5, 3)


@pytest.mark.parametrize("typed", ["10 декабрю", "10 ию 2026", "31 июня 2026", "10 months", "декабря 2026"])
def test_what_is_no_day_is_told(app: Flask, typed: str) -> None:
    with app.test_request_context("/"), pytest.raises(ValueError, match=r"\w"):
        fields.read_day(typed)
