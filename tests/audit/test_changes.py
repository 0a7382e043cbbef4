"""A line of the journal in the reader's words."""

from __future__ import annotations

from flask import Flask
from flask_babel import force_locale

from tracker.audit import changes


def test_fields_states_and_days_are_told_in_words(app: Flask) -> None:
    changed = {"status": ["draft", "in_review"], "ends_on": ["2024-10-05", "2026-10-25"], "approved_by_id": [None, 4]}
    with app.test_request_context("/"), force_locale("ru"):
        assert changes.told(changed) == ["статус: проект → на согласовании", "действует до: 05.10.2024 → 25.10.2026"]


def test_what_is_written_for_the_first_time_needs_no_list(app: Flask) -> None:
    with app.test_request_context("/"):
        assert changes.told({"title": [None, "Визитка"], "kind": [None, "card"]}) == []
