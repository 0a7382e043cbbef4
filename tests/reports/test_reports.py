"""Every figure of a report equals what was put in, counted another way; every linked number equals its rows."""

from __future__ import annotations

import html
import io
import random
import re
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests import factories
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.negotiations import actions as negotiations
from tracker.negotiations import queries as negotiation_queries
from tracker.negotiations.models import Negotiation, Outcome
from tracker.negotiations.rules import MoveRequest
from tracker.partners import actions as partner_actions
from tracker.permissions import Role
from tracker.reports import views as report_views
from tracker.reports.catalogue import REPORTS
from tracker.reports.figures import activity, agreements, tables, talks
from tracker.reports.queries import agreements as agreement_queries
from tracker.reports.queries import choices
from tracker.reports.queries import talks as talk_queries
from tracker.reports.report import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.client import Client
    from tracker.accounts.models import User

TODAY = date(2026, 11, 23)


def asked(**more: Any) -> Asked:
    return Asked(today=TODAY, language="en", **more)


class Told:
    """Talks that were moved at random, with a log of what was done, from which everything is counted anew."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.moves: list[tuple[int, int | None, int | None, date, Outcome | None]] = []
        self.begun: dict[int, tuple[date, int]] = {}
        self.ends: dict[int, tuple[Outcome, date]] = {}

    def tell(self, seed: int, count: int) -> Told:
        dice = random.Random(seed)
        stages = list(negotiation_queries.stages())
        partners = [
            factories.make_partnership(self.by, city=name) for name in ("Grodno", "Campinas", "Bitterfeld-Wolfen")
        ]
        for number in range(count):
            partner = dice.choice(partners)
            day = TODAY - timedelta(days=dice.randint(200, 1200))
            answers = {"subject": f"Talks {number}", "started_on": day, "responsible_id": self.by.id}
            one = negotiations.start(by=self.by, partnership=partner, answers=answers, today=TODAY)
            self.begun[one.id] = (day, partner.country_id)
            self.moves.append((one.id, None, stages[0].id, day, None))
            self._walk(one, stages, day, dice)
        db.session.flush()
        return self

    def _walk(self, one: Any, stages: list[Any], day: date, dice: random.Random) -> None:
        for _step in range(dice.randint(0, 5)):
            day += timedelta(days=dice.randint(0, 60))
            to = dice.choice([stage for stage in stages if stage.id != one.stage_id])
            said = MoveRequest(moved_on=day, reason="because", document="№ 1")
            self.moves.append((one.id, one.stage_id, to.id, day, None))
            negotiations.move(one, to, by=self.by, version=None, said=said, today=TODAY)
        if dice.random() < 0.6:
            day += timedelta(days=dice.randint(0, 60))
            outcome = dice.choice([Outcome.AGREEMENT, Outcome.NO_ANSWER, Outcome.DECLINED_BY_US])
            self.moves.append((one.id, one.stage_id, None, day, outcome))
            negotiations.end(
                one, outcome, by=self.by, version=None, ended_on=day, reason="so", resume_on=None, today=TODAY
            )
            self.ends[one.id] = (outcome, day)


@pytest.fixture
def request_at_hand(app: Flask) -> Iterator[None]:
    """Figures carry the addresses of their rows, which only a request can make."""
    with app.test_request_context():
        yield


@pytest.fixture
def told(manager: User) -> Told:
    with acting_as(manager.id):
        return Told(manager).tell(seed=7, count=30)


@pytest.mark.parametrize("year", [None, 2024, 2025, 2026])
def test_the_flow_through_the_stages_is_what_was_done(told: Told, request_at_hand: None, year: int | None) -> None:
    figures = talks.flow(asked(year=year))
    positions = {stage.id: stage.position for stage in negotiation_queries.stages()}
    names = {stage.id: stage.name_en for stage in negotiation_queries.stages()}
    shown = {row[0].value: [figure.value for figure in row[1:]] for row in figures.rows}
    inside = [move for move in told.moves if year is None or move[3].year == year]
    for stage_id, name in names.items():
        came = {one for one, _left, to, _day, _end in inside if to == stage_id}
        away = [(one, to, end) for one, left, to, _day, end in inside if left == stage_id]
        on = {one for one, to, end in away if end is None and positions[to] > positions[stage_id]}
        back = {one for one, to, end in away if end is None and positions[to] < positions[stage_id]}
        ended = {one for one, _to, end in away if end is not None}
        assert shown[name][:4] == [len(came), len(on), len(back), len(ended)], name


def test_the_median_stay_is_that_of_all_stays(told: Told) -> None:
    stays: dict[int, list[int]] = {}
    for number in told.begun:
        own = [move for move in told.moves if move[0] == number]
        for earlier, later in pairwise(own):
            stays.setdefault(earlier[2] or 0, []).append((later[3] - earlier[3]).days)
    found = talk_queries.stays(asked())
    assert {stage: tables.median(counted) for stage, counted in found.items()} == {
        stage: median(days) for stage, days in stays.items()
    }


def test_a_stage_that_was_renamed_moved_or_retired_keeps_its_history(
    told: Told, request_at_hand: None, make_user: Callable[..., User]
) -> None:
    before = {stage.id: stage for stage in negotiation_queries.stages()}
    figures = (talk_queries.CAME.counts(asked()), talk_queries.WENT.counts(asked()))
    admin = make_user(Role.ADMIN)
    first, *_rest = before.values()
    first.name_en = "Another name"
    for stage in list(before.values())[3:5]:
        for _step in range(3):
            negotiations.shift_stage(stage, by=admin, up=True)
    db.session.flush()
    assert [stage.id for stage in negotiation_queries.stages()] != list(before)
    assert (talk_queries.CAME.counts(asked()), talk_queries.WENT.counts(asked())) == figures
    assert "Another name" in [row[0].value for row in talks.flow(asked()).rows]


def _entered() -> dict[int, int]:
    return {key[0]: count for key, count in talk_queries.CAME.counts(asked()).items()}


def _in_today(told: Told, merged: dict[int | None, int]) -> list[Any]:
    """The moves as they count once stages were merged: a move between the two is none."""
    seen = [(one, merged.get(left, left), merged.get(to, to), day, end) for one, left, to, day, end in told.moves]
    return [move for move in seen if move[4] is not None or move[1] != move[2]]


def test_figures_count_merged_stages_as_one(told: Told, request_at_hand: None, make_user: Callable[..., User]) -> None:
    stages = list(negotiation_queries.stages())
    gone, into = stages[2], stages[4]
    negotiations.merge_stage(gone, into, by=make_user(Role.ADMIN))
    db.session.flush()
    moves = _in_today(told, {gone.id: into.id})
    came: dict[int, set[int]] = {}
    for one, _left, to, _day, _end in moves:
        if to is not None:
            came.setdefault(to, set()).add(one)
    assert _entered() == {stage: len(talks_of) for stage, talks_of in came.items()}
    stays: dict[int, list[int]] = {}
    for number in told.begun:
        own = [move for move in moves if move[0] == number]
        for earlier, later in pairwise(own):
            stays.setdefault(earlier[2] or 0, []).append((later[3] - earlier[3]).days)
    found = talk_queries.stays(asked())
    assert {stage: tables.median(counted) for stage, counted in found.items()} == {
        stage: median(days) for stage, days in stays.items()
    }
    positions = {stage.id: stage.position for stage in stages}
    away = {
        (one, left, "ended" if end is not None else positions[to] < positions[left])
        for one, left, to, _day, end in moves
        if left is not None
    }
    assert sum(talk_queries.WENT.counts(asked()).values()) == len(away)
    assert gone.name_en not in " ".join(str(row[0].value) for row in talks.flow(asked()).rows)


def test_a_move_that_was_taken_back_counts_nowhere(told: Told, manager: User) -> None:
    before = (_entered(), talk_queries.WENT.counts(asked()), talk_queries.stays(asked()))
    one = next(one for one in db.session.scalars(select(Negotiation)) if one.outcome is None)
    stood, since = one.stage, one.stage_since_on
    to = next(stage for stage in negotiation_queries.stages() if stage.id != one.stage_id)
    said = MoveRequest(moved_on=TODAY, reason="by mistake", document="№ 1")
    negotiations.move(one, to, by=manager, version=None, said=said, today=TODAY)
    db.session.flush()
    assert _entered() != before[0] or talk_queries.WENT.counts(asked()) != before[1]
    negotiations.take_back_move(one, stood, since, by=manager, today=TODAY)
    db.session.flush()
    assert (_entered(), talk_queries.WENT.counts(asked()), talk_queries.stays(asked())) == before


def test_cohorts_tell_what_became_of_the_talks_of_each_year(told: Told, request_at_hand: None) -> None:
    shown = {row[0].value: [figure.value for figure in row[1:]] for row in talks.cohorts(asked()).rows}
    for year in {day.year for day, _country in told.begun.values()}:
        own = [number for number, (day, _c) in told.begun.items() if day.year == year]
        won = [number for number in own if told.ends.get(number, (None,))[0] is Outcome.AGREEMENT]
        still = [number for number in own if number not in told.ends]
        line = shown[str(year)]
        assert line[:4] == [len(own), len(won), round(100 * len(won) / len(own)), len(still)]
        took = [(told.ends[number][1] - told.begun[number][0]).days for number in won]
        assert line[-1] == (median(took) if took else None)


def test_outcomes_by_country_add_up_to_all_talks(told: Told, request_at_hand: None) -> None:
    figures = talks.outcomes_by_country(asked())
    assert figures.total is not None
    assert figures.total[1].value == len(told.begun)
    assert sum(row[1].value for row in figures.rows) == len(told.begun)


def test_activity_counts_each_month_and_kind(official: User, request_at_hand: None) -> None:
    dice = random.Random(3)
    with acting_as(official.id):
        partner = factories.make_partnership(official)
        logged = []
        for _number in range(25):
            kind = dice.choice(["meeting", "call", "visit"])
            day = factories.day_ago(dice.randint(0, 300))
            factories.make_interaction(official, partner=partner, kind=kind, when=day)
            logged.append((day.on, kind))
    figures = activity.by_month(asked(year=2026))
    this_year = [on for on, _kind in logged if on.year == 2026]
    assert len(figures.rows) == 12
    for month, row in enumerate(figures.rows, start=1):
        assert row[-1].value == sum(1 for on in this_year if on.month == month)
    assert figures.total is not None
    assert figures.total[-1].value == len(this_year)


def test_numbers_of_months_and_officials_lead_to_their_rows(
    sign_in: Callable[..., Client], official: User, make_user: Callable[..., User]
) -> None:
    dice = random.Random(5)
    with acting_as(official.id):
        partner = factories.make_partnership(official)
        partner_actions.tag(partner, ["economy"], by=official)
        for _number in range(12):
            by = official if dice.random() < 0.6 else make_user(Role.OFFICIAL)
            kind = dice.choice(["meeting", "call"])
            factories.make_interaction(by, partner=partner, kind=kind, when=factories.day_ago(dice.randint(0, 500)))
    client = sign_in(Role.VIEWER)
    area = next(row.id for row in choices.areas() if row.code == "economy")
    asked_for = [f"activity?official={official.id}&year=0", f"activity?official={official.id}&year=2026&area={area}"]
    checked = 0
    for words in (*asked_for, f"officials?year=2026&area={area}&country={partner.country_id}"):
        page = client.get(f"/reports/{words}").text
        for url, number in re.findall(r'<a href="(/interactions[^"]*)">\s*([\d,]+)\s*</a>', page):
            answer = client.get(html.unescape(url)).text
            assert f"–{number} of {number}" in answer, f"{words}: {url} shows other rows than {number}"
            checked += 1
    assert checked > 10


def test_every_linked_number_equals_the_rows_behind_it(
    sign_in: Callable[..., Client], official: User, manager: User, told: Told
) -> None:
    with acting_as(official.id):
        for status in ("draft", "in_force", "in_force"):
            factories.make_agreement(official, today=TODAY, status=status, decider=manager)
    client = sign_in(manager)
    checked = 0
    with clock.standing_at(factories.datetime(2026, 11, 23, 12, tzinfo=factories.UTC)):
        for name in ("partners", "agreements", "flow"):
            page = client.get(f"/reports/{name}?year=0").text
            for url, number in re.findall(r'<a href="(/[^"]*)">\s*([\d,]+)\s*</a>', page):
                answer = client.get(html.unescape(url)).text
                assert f"{number} record" in answer, f"{name}: {url} shows other rows than {number}"
                checked += 1
    assert checked > 10


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_is_a_page_and_four_files(sign_in: Callable[..., Client], told: Told, name: str) -> None:
    client = sign_in(Role.MANAGER)
    client.get(f"/reports/{name}")
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        assert client.get(f"/reports/{name}.{kind}").data.startswith(start), kind


def test_a_paper_carries_its_title_and_figures(sign_in: Callable[..., Client], told: Told, tmp_path: Any) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(sign_in(Role.MANAGER).get("/reports/cohorts.pdf").data)
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Talks by the year they began" in text


def test_spoilt_words_ask_for_everything_and_are_told(sign_in: Callable[..., Client], told: Told) -> None:
    client = sign_in(Role.MANAGER)
    for word in ("year=1e9", "year=3000", "country=9999999999999", "official=-1", "area=' OR 1", "year=٢٠٢٤"):
        name, said = word.split("=")
        page = html.unescape(client.get(f"/reports/flow?{word}").text)
        assert f"there is no choice “{said[:40]}”, so all are shown." in page
        assert client.get(f"/reports/flow.csv?{word}&report=x", status=302).location.startswith(
            f"/reports/flow?{name}="
        )
    assert "there is no choice" not in client.get("/reports/flow?year=1999&country=&official=0").text
    assert "there is no choice" in client.get("/reports/delegations?side=<script>").text


def test_a_document_says_what_was_asked_for(
    sign_in: Callable[..., Client], official: User, manager: User, told: Told
) -> None:
    """Also of somebody who has left since."""
    official.blocked_at = clock.now()
    db.session.flush()
    client = sign_in(manager)
    file = PdfReader(io.BytesIO(client.get(f"/reports/flow.pdf?year=2025&official={official.id}").data))
    text = " ".join("".join(page.extract_text() for page in file.pages).split())
    assert f"Year: 2025; Official: {official.name}" in text
    assert f"selected>{official.name}" in client.get(f"/reports/flow?official={official.id}").text


def test_an_unknown_report_is_not_there(sign_in: Callable[..., Client]) -> None:
    sign_in(Role.MANAGER).get("/reports/passwords", status=404)


def test_the_catalogue_shows_counted_views_too(sign_in: Callable[..., Client], manager: User) -> None:
    from tracker.saved_views import actions
    from tracker.saved_views.actions import Look
    from tracker.saved_views.models import Layout

    look = Look(list_name="partners", layout=Layout.LIST, words="grouped=kind")
    with acting_as(manager.id):
        view = actions.keep(look, by=manager, name="By kind", shared=True)
    assert f'href="/views/{view.id}"' in sign_in(Role.VIEWER).get("/reports").text


@pytest.mark.parametrize(
    ("counted", "middle"), [([], None), ([(3, 1)], 3), ([(1, 1), (4, 1)], 2.5), ([(1, 3), (9, 1)], 1)]
)
def test_the_median_of_counted_values(counted: list[tuple[int, int]], middle: float | None) -> None:
    assert tables.median(counted) == middle


def test_the_line_of_time_says_how_many_it_leaves_out(
    official: User, manager: User, request_at_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(3):
        factories.make_agreement(official, decider=manager, today=TODAY, status="in_force")
    assert agreements.terms(asked()).note == ""
    monkeypatch.setattr(agreement_queries, "MOST_SPANS", 2)
    told = agreements.terms(asked())
    assert len(told.rows) == 2
    assert "1" in told.note.split()


def test_a_page_shows_the_first_rows_and_leads_to_all(
    official: User, manager: User, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next to end first; the list and the files have as many as the page says there are."""
    ends = [TODAY + timedelta(days=days) for days in (300, 20, 100)]
    for day in ends:
        made = factories.make_agreement(official, decider=manager, today=TODAY, status="in_force")
        made.indefinite, made.ends_on = False, day
    db.session.commit()
    client = sign_in(manager)
    with clock.standing_at(factories.datetime(2026, 11, 23, 12, tzinfo=factories.UTC)):
        assert "Rows shown" not in client.get("/reports/expiring").text
        monkeypatch.setattr(report_views, "MOST_ROWS", 2)
        for whose in ("", f"?official={official.id}"):
            page = client.get(f"/reports/expiring{whose}").text
            assert "Rows shown: 2 of 3" in page
            assert page.count('<th scope="row">') == 2
            (url,) = re.findall(r'<a href="([^"]+)">All in the list', page)
            assert client.get(html.unescape(url)).text.count("<tr data-row>") == 3
            lines = client.get(f"/reports/expiring.csv{whose}").get_data(as_text=True).splitlines()
            assert [line.split(",")[3].strip('"') for line in lines[1:]] == [str(day) for day in sorted(ends)]
