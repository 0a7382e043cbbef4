"""Visits, costs, amounts and organisations of a generated year, as plain Python counts them."""

from __future__ import annotations

import io
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document

from tests import factories
from tests.yearly_reports.conftest import TODAY
from tracker.agreements.kinds import PartyKind
from tracker.agreements.parties import PartyWords
from tracker.events import actions as events
from tracker.interests import actions as interests
from tracker.kernel import clock
from tracker.organisations import actions as organisations
from tracker.yearly_reports import figures

KINDS = ("forum", "delegation_in", "delegation_out", "exhibition", "signing", "city_day", "other")
LAST_DAY = date(2025, 12, 31)


def a_year_of_events(by, partners, firm, chance):
    """[(day, kind, host, delegations, costs, counts)] of 40 events, also written down."""
    told = []
    for number in range(40):
        day = date(2024, 12, 20) + timedelta(days=chance.randrange(390))
        kind, host = chance.choice(KINDS), chance.choice([None, None, 0, 1, "firm"])
        said = {"host_partnership_id": partners[host].id} if host in (0, 1) else {}
        said |= {"host_organisation_id": firm.id} if host == "firm" else {}
        event = events.plan(
            by=by,
            answers={
                "kind": kind, "title_ru": f"Событие {number}", "title_en": f"Event {number}", "starts_on": day,
                "ends_on": day + timedelta(days=chance.randrange(30)), "city_id": factories.place("Grodno").id, **said,
            },
        )  # fmt: skip
        delegations = []
        for _one in range(chance.randrange(3)):
            whose, persons = chance.choice(["ours", 0, 1, "firm"]), chance.randrange(4)
            answers = {"partnership_id": partners[whose].id} if whose in (0, 1) else {}
            answers |= {"organisation_id": firm.id} if whose == "firm" else {}
            members = [{"name": f"Участник {at}"} for at in range(persons)]
            events.add_delegation(event, by=by, answers=answers, members=members)
            delegations.append((whose, persons))
        costs = [
            {"what": "проезд", "currency": chance.choice(["RUB", "EUR"]), "planned": chance.choice([None, 1000]),
             "actual": chance.choice([None, 777])}
            for _one in range(chance.randrange(3))
        ]  # fmt: skip
        events.put_costs(event, by=by, version=None, costs=costs)
        fate = chance.choice(["held"] * 5 + ["cancelled", "archived"])
        if fate == "cancelled":
            events.cancel(event, by=by, reason="перенесено", now=datetime(2024, 12, 1, tzinfo=UTC), today=day)
        if fate == "archived":
            events.archive(event, by=by)
        told.append((day, kind, host, delegations, costs, fate == "held" and day.year == 2025))
    return told


def expected(told):
    """In all, with each partner, and the costs; written anew from the rule, without the code's own words."""
    everybody, with_partner, money = Counter(), {0: Counter(), 1: Counter()}, Counter()
    for _day, kind, host, delegations, costs, counts in told:
        if not counts:
            continue
        for cost in costs:
            money[cost["currency"], "planned"] += cost["planned"] or 0
            money[cost["currency"], "actual"] += cost["actual"] or 0
        to_us = kind == "delegation_in" or (kind != "delegation_out" and host is None)
        from_us = kind == "delegation_out" or (kind != "delegation_in" and host in (0, 1))
        came = [(who, persons) for who, persons in delegations if who != "ours"]
        went = [persons for who, persons in delegations if who == "ours"]
        lines = []
        if to_us:
            lines = [("incoming", "guests", {who}, persons) for who, persons in came]
        elif from_us:
            lines = [("outgoing", "travellers", {host}, persons) for persons in went]
        if not lines and kind in ("delegation_in", "delegation_out"):
            one = ("incoming", "guests") if to_us else ("outgoing", "travellers")
            lines = [(*one, {host, *(who for who, _persons in delegations)}, 0)]
        for visits, persons_of, whom, persons in lines:
            for counted in (everybody, *(with_partner[who] for who in whom if who in (0, 1))):
                counted[visits] += 1
                counted[persons_of] += persons
    return everybody, with_partner, money


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_visits_and_costs_of_a_generated_year_are_those_that_plain_python_counts(in_january, official, seed):
    partners = [factories.make_partnership(official, city=name) for name in ("Grodno", "Campinas")]
    firm = organisations.create_named("Завод", by=official)
    told = a_year_of_events(official, partners, firm, random.Random(seed))
    everybody, with_partner, money = expected(told)
    counted = figures.of_year(2025, today=TODAY)
    assert all(everybody[name] for name in ("incoming", "outgoing", "guests")), "the year is worth counting"
    assert counted["delegations"] == {name: everybody[name] for name in counted["delegations"]}
    by_partner = {one["id"]: one["delegations"] or {} for one in counted["partners"]}
    for at, partner in enumerate(partners):
        assert Counter(by_partner.get(partner.id, {})) == Counter(with_partner[at]) + Counter()
    held = {(one["currency"], name): one[name] for one in counted["costs"] for name in ("planned", "actual")}
    assert held == {key: value for key, value in money.items() if key in held}
    assert sum(held.values()) == sum(money.values())


def test_a_year_that_runs_counts_to_the_day(in_january, official):
    for day in (date(2026, 1, 12), date(2026, 1, 13)):
        said = {"kind": "delegation_in", "title_ru": "Гости", "title_en": "Guests", "starts_on": day, "ends_on": day}
        events.plan(by=official, answers={**said, "city_id": factories.place("Grodno").id})
    assert figures.of_year(2026, today=TODAY)["delegations"]["incoming"] == 1


def test_organisations_that_joined_and_amounts_voiced_are_told(in_january, official, manager):
    firm = organisations.create_named("Композиты", by=official)
    partner = factories.make_partnership(official)
    joined = [
        PartyWords(kind=PartyKind.MUNICIPALITY, signatory="Лаптев Андрей Петрович", post="глава города"),
        PartyWords(kind=PartyKind.ORGANISATION, organisation_id=firm.id, signatory="Горбунова Елена"),
        PartyWords(kind=PartyKind.OTHER, name="Гродно", country_code="BY", signatory="Иванов Иван"),
    ]
    for day, number in ((date(2024, 5, 1), "1"), (date(2025, 5, 1), "2")):
        with clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
            factories.make_agreement(
                official, today=day, status="in_force", decider=manager, foreign=True, parties=joined, number=number
            )
    for day, value, currency in ((date(2025, 2, 1), 50_000, "EUR"), (LAST_DAY, 25_000, "EUR"), (TODAY, 9, "EUR")):
        said = {"direction": "theirs", "kind": "product", "what": "Реагенты", "partnership_id": partner.id}
        said |= {"voiced_on": day, "value": value, "currency": currency}
        interests.voice(by=official, answers=said, today=TODAY)
    counted = figures.of_year(2025, today=TODAY)
    assert [(one["ru"], one["agreements"]) for one in counted["organisations"]] == [("Композиты", ["2"])]
    assert counted["amounts"] == [{"currency": "EUR", "value": 75_000}]


def test_costs_are_shown_to_the_office_and_stand_in_no_paper(in_january, draft, send, official, sign_in):
    day = date(2025, 5, 1)
    said = {"kind": "delegation_in", "title_ru": "Гости", "title_en": "Guests", "starts_on": day, "ends_on": day}
    event = events.plan(by=official, answers={**said, "city_id": factories.place("Grodno").id})
    costs = [{"what": "обед", "currency": "RUB", "planned": 12_345_600, "actual": 765_400}]
    events.put_costs(event, by=official, version=None, costs=costs)
    report = send(draft())
    here = f"/yearly-reports/{report.id}"
    assert "123,456" in sign_in("manager").get(here).get_data(as_text=True)
    observer = sign_in("observer")
    assert "123,456" not in observer.get(here).get_data(as_text=True)
    paper = Document(io.BytesIO(observer.get(f"{here}/report.docx").get_data()))
    said = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "123" not in said
    assert "Делегации к нам" in said
