"""Interests, events and delegations counted anew; and every number of every report equals the rows behind it."""

from __future__ import annotations

import html
import io
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from flask_babel import force_locale
from pypdf import PdfReader

from tests import factories
from tracker.accounts.queries import get_user
from tracker.events import actions as events
from tracker.gifts import actions as gifts
from tracker.interests import actions as interests
from tracker.interests import sectors
from tracker.interests.kinds import State
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions as negotiations
from tracker.obligations import actions as obligations
from tracker.partners import dictionary
from tracker.partners import queries as partner_queries
from tracker.reports import telling
from tracker.reports.catalogue import REPORTS
from tracker.reports.figures import events as event_figures
from tracker.reports.figures import gifts as gift_figures
from tracker.reports.figures import interests as interest_figures
from tracker.reports.queries.counted import ANY, COUNTED
from tracker.reports.report import Asked
from tracker.web.lists import LISTS, ListView
from tracker.web.looking import looking_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.client import Client
    from tracker.accounts.models import User
    from tracker.reports.report import Figures

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CITIES = ("Grodno", "Campinas", "Bitterfeld-Wolfen")
ANYTHING = {"name": "Рабочая группа", "post": "", "is_head": False}


@dataclass
class World:
    """What was done at random, written down beside the records."""

    voiced: list[dict[str, Any]] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)
    held: dict[int, dict[str, Any]] = field(default_factory=dict)
    delegations: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def world(official: User, manager: User) -> Iterator[World]:
    dice, made = random.Random(11), World()
    with clock.standing_at(NOON), acting_as(official.id):
        areas = [area.id for area in partner_queries.areas()][:2]
        partners = [factories.make_partnership(official, city=name, areas=areas) for name in CITIES]
        for _number in range(9):
            _hold(made, dice, partners, official)
        for _number in range(25):
            _voice(made, dice, partners, official)
        for _number in range(12):
            _give(made, dice, partners, official)
        _promise(dice, partners, official, manager)
        for partner in partners:
            factories.make_interaction(official, partner=partner, kind="call")
        db.session.commit()
        yield made


def _day(dice: random.Random) -> date:
    return TODAY - timedelta(days=dice.randint(1, 700))


def _hold(made: World, dice: random.Random, partners: list[Any], by: User) -> None:
    day = _day(dice)
    place = factories.place(dice.choice(CITIES))
    said = {"kind": "forum", "title_ru": f"Ф{day}", "title_en": f"F{day}", "starts_on": day, "ends_on": day}
    event = events.plan(by=by, answers={**said, "city_id": place.id})
    about = {"day": day, "delegations": 0, "people": 0, "interactions": 0, "interests": 0, "talks": set(), "spent": 0}
    made.held[event.id] = about
    for _one in range(dice.randint(0, 3)):
        whose = dice.choice([*partners, None])
        members = [dict(ANYTHING) for _person in range(dice.randint(1, 4))]
        events.add_delegation(event, by=by, answers={"partnership_id": whose.id} if whose else {}, members=members)
        about["delegations"] += 1
        about["people"] += len(members)
        country = whose.country_id if whose else place.country_id
        made.delegations.append({"year": day.year, "country": country, "ours": not whose, "people": len(members)})
    for _one in range(dice.randint(0, 2)):
        when = factories.day_ago((TODAY - day).days)
        factories.make_interaction(by, partner=dice.choice(partners), event_id=event.id, when=when)
        about["interactions"] += 1
    if dice.random() < 0.6:
        talks = negotiations.start(
            by=by, partnership=partners[0], answers={"subject": "x", "responsible_id": by.id}, today=TODAY
        )
        events.record_outcome(event, by=by, version=None, answers={}, links=[("negotiation", talks.id)])
        about["talks"].add(talks.id)
    cost = dice.randint(1, 9) * 1000
    events.put_costs(event, by=by, version=None, costs=[{"what": "a", "currency": "RUB", "planned": 1, "actual": cost}])
    about["spent"] = cost


def _voice(made: World, dice: random.Random, partners: list[Any], by: User) -> None:
    partner, day = dice.choice(partners), _day(dice)
    event = dice.choice([None, *made.held])
    said = {
        "what": "Реагенты",
        "sector": dice.choice(["20", "22", "28", None]),
        "partnership_id": partner.id,
        "voiced_on": day,
        "event_id": event,
        **dice.choice([{}, {"value": dice.randint(1, 50) * 100, "currency": dice.choice(["RUB", "EUR"])}]),
    }
    one = interests.voice(by=by, answers=dict(said), today=TODAY)
    fate = dice.choice(["", "drop", "talks"])
    if fate == "drop":
        interests.drop(one, by=by, reason="so")
    elif fate == "talks":
        talks = interests.begin_talks(one, by=by, answers={"responsible_id": by.id}, today=TODAY)
        if event:
            made.held[event]["talks"].add(talks.id)
    if event:
        made.held[event]["interests"] += 1
    made.voiced.append({**said, "country": partner.country_id, "state": one.state, "year": day.year})


def _give(made: World, dice: random.Random, partners: list[Any], by: User) -> None:
    partner, day = dice.choice(partners), _day(dice)
    said = {
        "way": dice.choice(["given", "received"]),
        "what": "Самовар",
        "passed_on": day,
        "price": dice.choice([None, dice.randint(1, 90)]),
        "currency": dice.choice(["RUB", "CNY"]),
    }
    gifts.add(by=by, answers=dict(said), theirs=gifts.Theirs(partners=[partner]), today=TODAY)
    made.given.append({**said, "country": partner.country_id, "year": day.year})


def _promise(dice: random.Random, partners: list[Any], by: User, manager: User) -> None:
    for partner in partners:
        agreement = factories.make_agreement(
            by, today=TODAY, status="in_force", decider=manager, partnership_id=partner.id
        )
        for _number in range(4):
            due = TODAY + timedelta(days=dice.randint(-500, 300))
            said = {"text": "Приём делегации", "due_on": due, "responsible": by}
            one = obligations.add(agreement, by=by, answers=said, party=agreement.parties[0])
            if dice.random() < 0.4:
                obligations.drop(one, by=by, reason="x", today=TODAY, now=NOON)


def shown(figures: Figures) -> dict[Any, list[Any]]:
    return {row[0].value: [figure.value for figure in row[1:]] for row in figures.rows}


def asked(**more: Any) -> Asked:
    return Asked(today=TODAY, language="en", **more)


def test_figures_are_those_of_what_was_done(app: Any, world: World) -> None:
    names = {factories.place(name).country_id: factories.place(name).country.name_en for name in CITIES}
    with app.test_request_context(), force_locale("en"):
        for year in (None, 2025, 2026):
            voiced = [one for one in world.voiced if year in {None, one["year"]}]
            _check_interests(voiced, names, year)
            found = gift_figures.by_country(asked(year=year))
            given = Counter(
                (names[one["country"]], one["way"], one["currency"])
                for one in world.given
                if year in {None, one["year"]}
            )
            assert sorted(row[2].value for row in found.rows) == sorted(given.values())
            worth: Counter[str] = Counter()
            for one in world.given:
                if year in {None, one["year"]}:
                    worth[one["currency"]] += one["price"] or 0
            for currency, sum_ in worth.items():
                assert sum(row[3].value or 0 for row in found.rows if row[4].value == currency) == sum_
            _check_events(world, names, year)


def _check_interests(voiced: list[dict[str, Any]], names: dict[int, str], year: int | None) -> None:
    figures = interest_figures.by_sector_and_country(asked(year=year))
    heads = [column.heading for column in figures.columns]
    sector_of = {sectors.title(code, "en"): code for code in ("20", "22", "28")} | {"not said": None}
    pairs = Counter((one["sector"], names[one["country"]]) for one in voiced)
    for row in figures.rows:
        sector = sector_of[row[0].value]
        for head, figure in zip(heads[1:-1], row[1:-1], strict=True):
            assert figure.value == pairs[sector, head], (sector, head)
    assert figures.total is not None
    assert figures.total[-1].value == len(voiced)
    outcome = interest_figures.outcome(asked(year=year))
    assert outcome.total is not None
    states = Counter(one["state"] for one in voiced)
    assert [figure.value for figure in outcome.total[1:6]] == [len(voiced), *(states[state] for state in State)]
    for at, currency in enumerate(sorted({one["currency"] for one in voiced if "currency" in one}), start=7):
        worth = [one["value"] for one in voiced if one.get("currency") == currency]
        assert outcome.total[at].value == sum(worth) / 100


def _check_events(world: World, names: dict[int, str], year: int | None) -> None:
    found = shown(event_figures.outcome(asked(year=year)))
    held = [one for one in world.held.values() if year in {None, one["day"].year}]
    assert len(found) == len(held)
    for one in held:
        line = found[f"F{one['day']}"]
        wanted = [one["delegations"], one["people"], one["interactions"], one["interests"], len(one["talks"]), 0]
        assert line[2:8] == wanted
        assert line[9] == one["spent"] / 100
    by_country: Counter[tuple[str, str]] = Counter()
    for one in world.delegations:
        if year in {None, one["year"]}:
            by_country[names[one["country"]], "ours" if one["ours"] else "theirs"] += 1
            by_country[names[one["country"]], "our people" if one["ours"] else "people"] += one["people"]
    for name, line in shown(event_figures.delegations_by_country(asked(year=year))).items():
        assert line == [by_country[name, what] for what in ("theirs", "people", "ours", "our people")]


def test_every_number_equals_the_rows_behind_its_link(app: Any, world: World, manager: User) -> None:
    """Each report as it is asked for at first, of all years, and of one country and one person."""
    checked: Counter[str] = Counter()
    for name, report in REPORTS.items():
        for more in ({}, {"year": 2026}, {"country": factories.place("Grodno").country_id, "official": manager.id}):
            of_report = {word: value for word, value in more.items() if word in report.parameters}
            with acting_for(manager.municipality_id), app.test_request_context(), force_locale("en"):
                figures = report.figures(asked(**of_report))
            for row in [*figures.rows, *([figures.total] if figures.total else [])]:
                for column, figure in zip(figures.columns, row, strict=True):
                    if figure.url and figure.value and column.kind == "number" and isinstance(figure.value, int):
                        rows = _rows_behind(figure.url, manager, people=column.heading.startswith("People"))
                        if rows is not None:
                            assert rows == figure.value, (name, of_report, row[0].value, column.heading, figure.url)
                            checked[name] += 1
    linked = {"partners", "areas", "agreements", "obligations", "flow", "cohorts", "activity", "officials", "years"}
    linked |= {"gifts", "interests", "interests-outcome", "events", "delegations-country", "outcomes-country"}
    assert linked <= set(checked), "a report whose numbers lead nowhere"


def _rows_behind(url: str, reader: User, *, people: bool) -> int | None:
    """How many rows stand at an address, or people in them; None for the page of one record."""
    parts = urlsplit(url)
    words = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    with acting_for(reader.municipality_id), looking_as(lambda: get_user(reader.id), url):
        if parts.path == "/reports/delegations":
            parameters = {"country": int(words["country"]), "side": words["side"], "year": int(words["year"]) or None}
            found = event_figures.delegations(asked(**parameters))
            return sum(row[-1].value for row in found.rows) if people else len(found.rows)
        list_name = parts.path.strip("/")
        return ListView(LISTS[list_name].spec).total if list_name in LISTS else None


def _text_of(file: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def test_the_rows_behind_a_number_say_what_it_counts(app: Any, world: World, manager: User) -> None:
    """Every number that is counted has its words, in the terms of its table."""
    assert set(telling.TOLD) == set(COUNTED)
    grodno = factories.place("Grodno").country
    of_year = asked(year=2026, country=grodno.id, official=manager.id)
    with acting_for(manager.municipality_id), app.test_request_context(), force_locale("en"):
        for counted in COUNTED.values():
            assert len(telling.TOLD[counted.name][1]) == len(counted.by(of_year)), counted.name
        said = {
            ("logged-in-month", "3", "meeting"): "Interactions: March, Meeting, 2026, Belarus, Olga",
            ("logged-in-month", ANY, ANY): "Interactions: 2026, Belarus, Olga",
            ("interests-state", None, "dropped"): "Interests: not said, Dropped, 2026, Belarus, Olga",
            ("outcomes-country", str(grodno.id), None): "Talks begun: Belarus, Open, 2026, Belarus, Olga",
            ("talks-went", "999999", "back"): "Talks that left a stage: Went back, 2026, Belarus, Olga",
            ("obligations-due", "2025", "late"): "Obligations by their day: 2025, Done late, 2026, Belarus, Olga",
        }
        for (name, *traits), words in said.items():
            assert telling.told(COUNTED[name], of_year, traits) == words.replace("Olga", manager.name)


def test_an_area_that_is_retired_is_counted_and_named(
    sign_in: Callable[..., Client], world: World, manager: User
) -> None:
    """In every report by area, and the numbers lead to the partners that still have it."""
    area = partner_queries.areas()[0]
    dictionary.retire_area(area, by=manager)
    db.session.commit()
    client = sign_in(manager)
    page = client.get("/reports/areas").text
    assert area.name_en in page
    url = re.search(rf'<a href="(/partners\?[^"]*area={area.code}[^"]*)">\s*1\s*</a>', page)
    assert url is not None
    assert client.get(html.unescape(url[1])).text.count("<tr data-row>") == 1
    for address in ("outcomes-area?year=0", "activity"):
        assert area.name_en in client.get(f"/reports/{address}").text
    narrowed = client.get(f"/reports/activity?year=0&area={area.id}").text
    assert "There is nothing to count" not in narrowed


def test_a_spoilt_word_shows_the_list_as_it_is(sign_in: Callable[..., Client], world: World, manager: User) -> None:
    client = sign_in(manager)
    everything = client.get("/interests").text.count("<tr data-row>")
    hostile = ("interests-country~~~~~20", "x~~~~~1", "interests-country~9999~~~~a~b", "talks-came~~~~~1", "~" * 9)
    for word in (*hostile, "interests-country~~~~~20~99999999999", "interests-country~~~~~' OR 1~*"):
        assert client.get("/interests", query_string={"figure": word}).text.count("<tr data-row>") == everything
    page = client.get("/interests?figure=interests-country~~~~~20~*").text
    assert 0 < page.count("<tr data-row>") < everything
    assert "Interests: 20 · Chemicals" in page


def test_a_list_in_groups_is_added_up_by_currency(sign_in: Callable[..., Client], world: World, manager: User) -> None:
    """As a page, as CSV, and as typed cells of a workbook with a frozen head and filters."""
    client = sign_in(manager)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/gifts.xlsx?grouped=way").data))
    sheet = book.active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3"), "the last line is no row to be sorted"
    head, *lines, together = list(sheet.iter_rows(values_only=True))
    assert head == ("Which way", "Records", "Value, CNY", "Value, RUB")
    for way, line in zip(("given", "received"), lines, strict=True):
        own = [one for one in world.given if one["way"] == way]
        sums = [sum(one["price"] or 0 for one in own if one["currency"] == currency) for currency in ("CNY", "RUB")]
        assert (line[1], *(number or 0 for number in line[2:])) == (len(own), *sums)
    assert together[2] == sum(line[2] or 0 for line in lines)
    page = client.get("/gifts?grouped=way").text
    assert "Value, CNY" in page
    assert 'href="/gifts.docx?grouped=way"' in page
    told = _text_of(client.get("/gifts.pdf?grouped=way&way=given").data)
    assert all(word in told for word in ("Gifts", "Which way: Given", "Records", str(lines[0][1]), "Together"))
    assert client.get("/gifts.docx?grouped=way").data.startswith(b"PK")
    assert client.get("/gifts.pdf?way=given", status=302).location == "/gifts?way=given", "rows are no document"
    csv = client.get("/events.csv?grouped=kind").get_data(as_text=True).splitlines()
    wanted = [len(world.held), len(world.delegations), sum(one["people"] for one in world.delegations)]
    spent = sum(one["spent"] for one in world.held.values()) / 100
    assert csv[1] == ",".join(f'"{one}"' for one in ("Forum", *wanted, spent))


def test_cells_of_a_report_are_typed(sign_in: Callable[..., Client], world: World, manager: User) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sign_in(manager).get("/reports/events.xlsx?year=0").data)).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row - 1}"
    first = sheet[2]
    assert [type(cell.value) for cell in first[:5]] == [str, datetime, str, int, int]
    assert first[1].is_date
    assert {type(cell.value) for cell in sheet["K"][1:]} <= {int, float}
