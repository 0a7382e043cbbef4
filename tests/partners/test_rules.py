"""Rules of partnerships: places, decisions, silence."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.partners import rules
from tracker.partners.kinds import Silence, Status
from tracker.partners.rules import Decision
from tracker.partners.titles import titles
from tracker.permissions import Permission

TODAY = date(2026, 11, 23)
BRAZIL = SimpleNamespace(id=1, name_ru="Бразилия", name_en="Brazil")
SAO_PAULO = SimpleNamespace(id=2, country_id=1, name_ru="Сан-Паулу", name_en="São Paulo")
SANTOS = SimpleNamespace(id=3, country_id=1, region_id=2, name_ru="Сантус", name_en="Santos")
MINSK = SimpleNamespace(id=4, country_id=9, region_id=8, name_ru="Минск", name_en="Minsk")


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, date(2026, 10, 23)), (12, date(2025, 11, 23)), (11, date(2025, 12, 23)), (24, date(2024, 11, 23))],
)
def test_months_are_counted_by_the_calendar(months, expected):
    assert rules.months_before(TODAY, months) == expected


def test_the_last_day_of_a_month_stays_the_last():
    assert rules.months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert rules.months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("heard_on", "silence"),
    [
        (date(2025, 11, 23), Silence.NONE),
        (date(2025, 11, 22), Silence.LONG),
        (date(2024, 11, 23), Silence.LONG),
        (date(2024, 11, 22), Silence.VERY_LONG),
    ],
)
def test_a_partner_is_silent_after_the_municipalitys_months_and_very_silent_after_twice_as_many(heard_on, silence):
    assert rules.silence(Status.ACTIVE, heard_on, TODAY, today=TODAY, after_months=12) is silence


def test_silence_counts_from_the_day_of_entry_until_something_is_logged():
    assert rules.silence(Status.PROSPECT, None, TODAY, today=TODAY, after_months=12) is Silence.NONE
    assert rules.silence(Status.PROSPECT, None, date(2020, 1, 1), today=TODAY, after_months=12) is Silence.VERY_LONG


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.HONORARY, Status.ENDED])
def test_a_partner_that_was_decided_on_is_not_called_silent(status):
    assert rules.silence(status, date(1996, 1, 1), TODAY, today=TODAY, after_months=12) is Silence.NONE


def test_without_any_place_there_is_no_partner():
    with pytest.raises(RuleBroken, match="Choose a city") as broken:
        rules.check_place(None, None, None)
    assert broken.value.field == "place"


def test_a_city_lies_in_its_country_and_region():
    rules.check_place(BRAZIL, SAO_PAULO, SANTOS)
    with pytest.raises(RuleBroken, match="another country"):
        rules.check_place(BRAZIL, None, MINSK)
    with pytest.raises(RuleBroken, match="another region"):
        rules.check_place(BRAZIL, SimpleNamespace(id=7, country_id=1), SANTOS)
    with pytest.raises(RuleBroken, match="another country"):
        rules.check_place(BRAZIL, SimpleNamespace(id=7, country_id=5), None)


def test_titles_say_what_is_known_of_the_place():
    assert titles(BRAZIL, "BR", SAO_PAULO, SANTOS) == ("Сантус", "Santos")
    assert titles(BRAZIL, "BR", SAO_PAULO, None) == ("Город в штате Сан-Паулу", "City in the state of São Paulo")
    assert titles(BRAZIL, "BR", None, None) == ("Бразилия: город не назван", "Brazil: city not named")
    region = SimpleNamespace(name_ru="Минская область", name_en="Minsk Region")
    assert titles(BRAZIL, "BY", region, None)[0] == "Город в регионе «Минская область»"


def test_suspending_honouring_and_ending_are_no_ordinary_changes():
    rules.check_ordinary_status(Status.PROSPECT, Status.ACTIVE)
    rules.check_ordinary_status(Status.ENDED, Status.ENDED)
    with pytest.raises(RuleBroken, match="decision of its own"):
        rules.check_ordinary_status(Status.ACTIVE, Status.ENDED)
    with pytest.raises(RuleBroken, match="resume it first"):
        rules.check_ordinary_status(Status.SUSPENDED, Status.ACTIVE)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(Status.PROSPECT, TODAY, "why", "№ 1"), "to"),
        (Decision(Status.SUSPENDED, None, "why", "№ 1"), "decided_on"),
        (Decision(Status.SUSPENDED, date(2026, 11, 24), "why", "№ 1"), "decided_on"),
        (Decision(Status.SUSPENDED, TODAY, "", "№ 1"), "reason"),
        (Decision(Status.SUSPENDED, TODAY, "why", ""), "document"),
    ],
)
def test_a_decision_has_a_day_a_reason_and_a_document(decision, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_decision(SimpleNamespace(status=Status.ACTIVE), decision, TODAY)
    assert broken.value.field == field


def test_to_resume_a_partnership_needs_no_document():
    rules.check_decision(
        SimpleNamespace(status=Status.SUSPENDED), Decision(Status.ACTIVE, TODAY, "delegation came", ""), TODAY
    )


def test_officials_archive_their_own_and_managers_any():
    own = SimpleNamespace(responsible_id=1)
    official = SimpleNamespace(id=1, may=lambda permission: permission is Permission.ARCHIVE_OWN)
    other = SimpleNamespace(id=2, may=lambda permission: permission is Permission.ARCHIVE_OWN)
    manager = SimpleNamespace(id=3, may=lambda permission: permission is Permission.PARTNERS_ARCHIVE)
    rules.check_archive(own, official)
    rules.check_archive(own, manager)
    with pytest.raises(NotAllowed):
        rules.check_archive(own, other)
