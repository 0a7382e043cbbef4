"""Rules of interactions, and how a day is typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from tracker.interactions import rules
from tracker.interactions.forms import read_when
from tracker.interactions.kinds import Direction, Kind, direction_of
from tracker.interactions.rules import When
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.permissions import Permission
from tracker.web.periods import period

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOSCOW = "Europe/Moscow"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("27.11.2025 14:30", When(date(2025, 11, 27), time(14, 30))),
        ("12.11", When(date(2026, 11, 12), None)),
        ("12.11.26, 9:05", When(date(2026, 11, 12), time(9, 5))),
        ("сегодня, 13:42", When(TODAY, time(13, 42))),
        ("Вчера в 15:00", When(date(2026, 11, 22), time(15))),
        ("yesterday at 15:00", When(date(2026, 11, 22), time(15))),
        ("today", When(TODAY, None)),
        ("9:15", When(TODAY, time(9, 15))),
        ("2026-11-12 10:00", When(date(2026, 11, 12), time(10))),
    ],
)
def test_a_day_and_a_time_are_typed_the_usual_ways(app, typed, expected):
    with app.test_request_context():
        assert read_when(typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["", "завтра", "31.02.2026", "25:99", "12.11 25:00", "x" * 100, "١٢.١١.2026 2:2"])
def test_what_is_no_day_is_refused(app, typed):
    with app.test_request_context(), pytest.raises(ValueError):
        read_when(typed, TODAY)


def test_what_is_logged_has_happened():
    rules.check_when(When(TODAY, time(15)), NOW, MOSCOW)
    rules.check_when(When(TODAY, None), NOW, MOSCOW)
    with pytest.raises(RuleBroken, match="future"):
        rules.check_when(When(TODAY, time(15, 5)), NOW, MOSCOW)
    with pytest.raises(RuleBroken, match="future"):
        rules.check_when(When(date(2026, 11, 24), None), NOW, MOSCOW)
    with pytest.raises(RuleBroken, match="Say when"):
        rules.check_when(None, NOW, MOSCOW)


def test_the_day_is_the_municipalitys():
    assert When(TODAY, time(1)).moment(MOSCOW) == datetime(2026, 11, 22, 22, tzinfo=UTC)


def test_somebody_was_there_and_one_partner_at_most():
    rules.check_company(partner_ids=[1], others=0)
    rules.check_company(partner_ids=[], others=2)
    with pytest.raises(RuleBroken, match="with whom"):
        rules.check_company(partner_ids=[], others=0)
    with pytest.raises(RuleBroken, match="one partner"):
        rules.check_company(partner_ids=[1, 2], others=0)


def test_a_next_step_is_taken_by_who_may_log():
    able = SimpleNamespace(is_active=True, may=lambda _permission: True)
    rules.check_next_step("ответить", TODAY, able)
    with pytest.raises(RuleBroken, match="to be done"):
        rules.check_next_step(None, TODAY, able)
    with pytest.raises(RuleBroken, match="cannot take"):
        rules.check_next_step("ответить", None, SimpleNamespace(is_active=False, may=lambda _permission: True))


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        (Kind.LETTER_IN, Direction.OUTGOING, Direction.INCOMING),
        (Kind.LETTER_OUT, None, Direction.OUTGOING),
        (Kind.CALL, Direction.INCOMING, Direction.INCOMING),
        (Kind.CALL, None, Direction.MUTUAL),
        (Kind.MEETING, Direction.INCOMING, Direction.MUTUAL),
    ],
)
def test_the_direction_of_a_letter_is_in_its_kind(kind, said, expected):
    assert direction_of(kind, said) is expected


def test_officials_archive_what_they_logged_and_managers_anything():
    entry = SimpleNamespace(logged_by_id=1)
    rules.check_archive(entry, SimpleNamespace(id=1, may=lambda one: one is Permission.ARCHIVE_OWN))
    rules.check_archive(entry, SimpleNamespace(id=2, may=lambda one: one is Permission.INTERACTIONS_ARCHIVE))
    with pytest.raises(NotAllowed):
        rules.check_archive(entry, SimpleNamespace(id=2, may=lambda one: one is Permission.ARCHIVE_OWN))


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("today", TODAY, date(2026, 11, 24)),
        ("week", TODAY, date(2026, 11, 24)),
        ("month", date(2026, 11, 1), date(2026, 11, 24)),
        ("quarter", date(2026, 10, 1), date(2026, 11, 24)),
        ("year", date(2026, 1, 1), date(2026, 11, 24)),
        ("last_month", date(2026, 10, 1), date(2026, 11, 1)),
        ("last_year", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_periods_end_before_the_day_after(name, begin, end):
    assert period(name, TODAY) == (begin, end)


def test_a_month_before_january_is_december():
    assert period("last_month", date(2026, 1, 15)) == (date(2025, 12, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ООО Композит", True),
        ("Ассоциация «Дзержинскхимрегион»", True),
        ('Завод "Капролактам"', True),
        ("торговая палата", True),
        ("Chamber of Commerce", True),
        ("Petroquímica Ltda.", True),
        ("Prefeitura Municipal", True),
        ("Луиза Тейшейра", False),
        ('Robert "Bob" Smith', False),
        ("HELDER CÂMARA SA", False),
        ("Палатов Центровский", False),
        ("", False),
    ],
)
def test_some_names_say_that_they_are_an_organisations(name, expected):
    assert rules.names_an_organisation(name) is expected
