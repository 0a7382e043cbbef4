"""A line of the journal in the reader's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_babel import force_locale

import config
from tracker.audit import changes, telling
from tracker.negotiations import queries as negotiation_queries

if TYPE_CHECKING:
    from tracker.accounts.models import User


def test_fields_states_and_days_are_told_in_words(app: Flask) -> None:
    changed = {"status": ["draft", "in_review"], "ends_on": ["2024-10-05", "2026-10-25"], "approved_by_id": [None, 4]}
    with app.test_request_context("/"), force_locale("ru"):
        assert changes.told(changed) == ["статус: проект → на согласовании", "действует до: 05.10.2024 → 25.10.2026"]


def test_what_is_written_for_the_first_time_needs_no_list(app: Flask) -> None:
    with app.test_request_context("/"):
        assert changes.told({"title": [None, "Визитка"], "kind": [None, "card"]}) == []


def test_stages_and_people_are_told_by_name_and_read_once(
    app: Flask, official: User, manager: User, counted: Any
) -> None:
    stages = negotiation_queries.stages()
    moved = {"stage_since_on": ["2026-10-05", "2026-10-25"], "stage_id": [stages[0].id, stages[1].id]}
    given = {"responsible_id": [official.id, manager.id], "partnership_id": [3, 4], "deputy_id": [999999, None]}
    with app.test_request_context("/"), force_locale("ru"):
        asked = counted()
        told = [changes.told(moved), changes.told(given), changes.told(given)]
    assert told[0][1] == f"стадия: {stages[0].name_ru} → {stages[1].name_ru}"
    assert told[1] == [f"ответственный: {official.name} → {manager.name}", "заместитель: № 999999 → —"]
    assert len(asked) == 2
    with app.test_request_context("/"), force_locale("en"):
        assert changes.told(moved)[1] == f"stage: {stages[0].name_en} → {stages[1].name_en}"


def test_every_verb_that_is_written_down_has_words() -> None:
    sources = (config.ROOT / "tracker").rglob("actions.py")
    written = {verb for path in sources for verb in re.findall(r'audit\.record\(\s*"([a-z-]+)"', path.read_text())}
    assert len(written) > 20
    assert written <= set(telling.VERBS)
