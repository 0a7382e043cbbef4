"""Yearly reports: drafted from the records, frozen when sent, corrected in a new edition, read by the observer."""

from __future__ import annotations

import io
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy.exc import NoResultFound

from tests import factories, generated
from tests.yearly_reports.conftest import TODAY
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.tenancy import acting_for, everywhere, reading_for
from tracker.negotiations import actions as negotiations
from tracker.organisations import actions as organisations
from tracker.regulations.models import Regulation
from tracker.yearly_reports import actions, comparing, content, figures, queries, rules, wording
from tracker.yearly_reports.actions import Letter, Texts
from tracker.yearly_reports.kinds import Due, Status
from tracker.yearly_reports.region import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User
    from tracker.yearly_reports.models import YearlyReport

    Draft = Callable[..., YearlyReport]
    Send = Callable[..., YearlyReport]

KINDS = ["meeting", "call", "letter_in", "letter_out", "email", "video", "visit"]


# when


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2026, 11, 30, 20, 59, tzinfo=UTC), 2025),
        (datetime(2026, 11, 30, 21, 0, tzinfo=UTC), 2026),  # 1 December in Moscow
        (datetime(2026, 12, 31, 20, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 21, 0, tzinfo=UTC), 2026),  # 1 January
        (datetime(2027, 1, 14, 12, 0, tzinfo=UTC), 2026),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), 2027),
    ],
)
def test_drafting_begins_on_1_december_in_the_municipalitys_zone(moment, year):
    with clock.standing_at(moment):
        assert rules.current_year(clock.today("Europe/Moscow")) == year


@pytest.mark.parametrize(
    ("sent_on", "today", "state"),
    [
        (None, date(2026, 1, 14), Due.NOT_YET),
        (None, date(2026, 1, 15), Due.MISSING),
        (date(2026, 1, 14), date(2026, 3, 1), Due.IN_TIME),
        (date(2026, 1, 15), date(2026, 3, 1), Due.LATE),
    ],
)
def test_the_last_safe_day_is_14_january(sent_on, today, state):
    profile = Regulation(report_month=1, report_day=15)
    assert rules.due_state(profile, 2025, sent_on=sent_on, drafted=False, today=today) is state


def test_the_region_may_ask_for_no_report_or_on_another_day():
    assert rules.due_state(Regulation(), 2025, sent_on=None, drafted=False, today=date(2027, 1, 1)) is Due.NOT_YET
    march = Regulation(report_month=3, report_day=1)
    assert rules.due_state(march, 2023, sent_on=None, drafted=False, today=date(2024, 2, 29)) is Due.NOT_YET
    assert rules.due_state(march, 2023, sent_on=None, drafted=False, today=date(2024, 3, 1)) is Due.MISSING


def test_what_is_due_is_reminded_of_until_it_is_sent(draft: Draft, send: Send):
    assert [(one.year, one.due_on) for one in queries.due(TODAY)] == [(2025, date(2026, 1, 14))]
    report = draft()
    assert [one.state for one in queries.due(date(2026, 1, 20))] == [Due.MISSING]
    send(report)
    assert queries.due(TODAY) == []
    assert queries.due(date(2026, 11, 30)) == []
    assert [one.year for one in queries.due(date(2026, 12, 1))] == [2026]


# the figures


def test_the_figures_of_a_generated_year_are_those_that_plain_python_counts(
    in_january: None, city: Municipality, official: User, manager: User
):
    chance = random.Random(2025)
    partners = [factories.make_partnership(official, city=name) for name in ("Grodno", "Novopolotsk", "Campinas")]
    countries = ["BY", "BY", "BR"]
    log = []
    for _one in range(60):
        day = date(2024, 12, 20) + timedelta(days=chance.randrange(390))
        kind, at = chance.choice(KINDS), chance.choice([0, 1, 2, None])
        log.append((day, kind, at))
        who: dict[str, Any] = {"partner": partners[at]} if at is not None else {"contacts": [], "organisations": []}
        if at is None:
            who = {"organisations": [_organisation(official)]}
        factories.make_interaction(
            official, kind=kind, when=When(day, None), now=datetime(2026, 1, 30, 12, tzinfo=UTC), **who
        )
    lives = generated.agreements(official, manager, seed=7, count=15)
    counted = figures.of_year(2025, today=TODAY)
    year = [entry for entry in log if entry[0].year == 2025]
    assert counted["interactions"] == Counter(kind for _day, kind, _at in year)
    told = {one["id"]: one for one in counted["partners"]}
    for at, partner in enumerate(partners):
        own = Counter(kind for _day, kind, who in year if who == at)
        assert told.get(partner.id, {"interactions": {}})["interactions"] == own
    by_country = {one["code"]: one for one in counted["countries"]}
    for code in ("BY", "BR"):
        own = [entry for entry in year if entry[2] is not None and countries[entry[2]] == code]
        assert by_country[code]["interactions"] == len(own)
        assert by_country[code]["partners"] == len({entry[2] for entry in own})
    ends = [(life, generated.expected(life, date(2025, 12, 31))) for life in lives if life.foreign]
    assert counted["agreements"]["concluded"] == sum(life.signed_on.year == 2025 for life, _end in ends)
    assert counted["agreements"]["valid"] == sum(end is not None and end.state != "over" for _life, end in ends)
    assert counted["agreements"]["lapsed"] == sum(
        end is not None and end.over_on is not None and end.over_on.year == 2025 for _life, end in ends
    )


def _organisation(by: User) -> Any:
    return organisations.create_named("Завод", by=by)


def test_negotiations_are_counted_by_their_days(in_january: None, official: User, manager: User):
    partner = factories.make_partnership(official)
    for started in (date(2024, 5, 1), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)):
        negotiations.start(
            by=official,
            partnership=partner,
            answers={"subject": str(started), "started_on": started},
            today=date(2026, 1, 5),
        )
    counted = figures.of_year(2025, today=TODAY)["negotiations"]
    assert counted == {"begun": 2, "ended": 0, "under_way": 3}


def test_nothing_changed_is_said(draft: Draft, make_agreement_of: Any):
    make_agreement_of(date(2024, 3, 1))
    report = draft()
    told = content.live(report, today=TODAY)
    assert told["figures"]["nothing_changed"]
    assert len(told["register"]["rows"]) == 1


@pytest.fixture
def make_agreement_of(in_january: None, official: User, manager: User) -> Any:
    """A signed agreement of a day, with Grodno."""

    def make(day: date, **values: Any) -> Any:
        with clock.standing_at(generated.noon(day)):
            return factories.make_agreement(
                official, today=day, status="in_force", decider=manager, foreign=True, number="1-А", **values
            )

    return make


# sending and correcting


def test_what_is_recorded_later_changes_nothing_in_what_was_sent(draft: Draft, send: Send, make_agreement_of: Any):
    make_agreement_of(date(2025, 3, 1), title="О спорте")
    report = send(draft())
    before = content.of(report, today=TODAY)
    make_agreement_of(date(2025, 4, 1), title="О культуре")
    assert content.of(report, today=date(2026, 5, 1)) == before
    assert len(content.live(report, today=date(2026, 5, 1))["register"]["rows"]) == 2
    assert (report.status, report.letter_number, report.sent_on) == (Status.SENT, "01-15/7", TODAY)
    assert report.sent_at == clock.now()


def test_the_kept_figures_come_back_from_the_database_as_they_were(
    draft: Draft, send: Send, session, make_agreement_of
):
    make_agreement_of(date(2025, 3, 1), ends_on=date(2027, 1, 1))
    report = draft()
    live = content.live(report, today=TODAY)
    send(report)
    session.expire_all()
    assert content.of(report, today=TODAY) == live
    row = next(content.register_rows(content.of(report, today=TODAY)))
    assert date(2027, 1, 1) in row


def test_a_correction_is_a_new_edition_that_says_what_differs(
    draft: Draft, send: Send, official: User, make_agreement_of
):
    make_agreement_of(date(2025, 3, 1), title="О спорте")
    report = send(draft())
    made = actions.correct(report, reason="Пропущено соглашение", by=official)
    make_agreement_of(date(2025, 4, 1), title="О культуре")
    actions.edit(made, Texts(own={"results": "Два соглашения"}, partners={}), by=official)
    now = content.live(made, today=TODAY)
    told = comparing.changes(report, made, report.frozen, now)
    assert ("Заключено соглашений", "1", "2") in [(one.label, one.before, one.after) for one in told]
    assert any("О культуре" in one.label for one in told)
    assert any(one.after == "Два соглашения" for one in told)
    send(made, number="01-15/9")
    assert (report.status, made.status, made.edition) == (Status.CORRECTED, Status.SENT, 2)
    assert report.letter_number == "01-15/7"


def test_two_corrections_at_once_are_refused(draft: Draft, send: Send, official: User):
    report = send(draft())
    actions.correct(report, reason="раз", by=official)
    with pytest.raises(RuleBroken, match="being drafted already"):
        actions.correct(report, reason="два", by=official)


@pytest.mark.parametrize(
    ("number", "on", "field"),
    [("", TODAY, "letter_number"), ("  ", TODAY, "letter_number"), ("1", date(2026, 1, 13), "sent_on")],
)
def test_a_letter_has_a_number_and_a_day_that_has_come(draft: Draft, manager: User, number, on, field):
    report = draft()
    with pytest.raises(RuleBroken) as broken:
        actions.send(report, Letter(number=number, sent_on=on), {}, by=manager, today=TODAY)
    assert broken.value.field == field
    assert report.status is Status.DRAFT


def test_the_official_drafts_and_the_manager_sends(draft: Draft, official: User, make_user):
    report = draft()
    letter = Letter(number="1", sent_on=TODAY)
    with pytest.raises(NotAllowed):
        actions.send(report, letter, {}, by=official, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.edit(report, Texts(own={}, partners={}), by=make_user("viewer"))


def test_what_was_sent_is_not_rewritten(draft: Draft, send: Send, official: User):
    report = send(draft())
    with pytest.raises(RuleBroken, match="corrected one"):
        actions.edit(report, Texts(own={"results": "другое"}, partners={}), by=official)


def test_there_is_one_report_a_year_and_none_of_the_future(draft: Draft):
    draft()
    with pytest.raises(RuleBroken, match="already"):
        draft()
    with pytest.raises(RuleBroken, match="has begun"):
        draft(2027)


def test_nobody_sends_what_was_changed_since_it_was_looked_at(draft: Draft, manager: User):
    report = draft()
    with pytest.raises(EditedMeanwhile):
        actions.send(report, Letter(number="1", sent_on=TODAY), {}, by=manager, today=TODAY, version=report.version + 1)


# the pages


@pytest.fixture
def january(in_january: None) -> None:
    """Requests of the client see the standing clock."""


def test_the_story_on_the_pages(january, sign_in, city, make_agreement_of):
    make_agreement_of(date(2025, 3, 1), title="О спорте")
    official, manager = sign_in("official"), sign_in("manager")
    made = official.post("/yearly-reports/draft", {"year": "2025"})
    address = made.headers["Location"]
    page = official.get(address).get_data(as_text=True)
    assert "О спорте" in page
    official.post(
        f"{address}/edit", {"activity": "Деятельность <b>&</b>", "results": "Итоги", "version": "1"}, status=None
    )
    bad = manager.post(
        f"{address}/send", {"letter_number": "", "sent_on": "32.01.2026", "signatory": "Лаптев"}, status=422
    )
    assert "Лаптев" in bad.get_data(as_text=True)
    said = {
        "letter_number": "7",
        "sent_on": "12.01.2026",
        "signatory": "Лаптев",
        "signatory_post": "Глава",
        "version": "",
    }
    manager.post(f"{address}/send", said)
    docx = Document(io.BytesIO(official.get(f"{address}/report.docx").get_data()))
    pdf = PdfReader(io.BytesIO(official.get(f"{address}/report.pdf").get_data()))
    text = "\n".join(p.text for p in docx.paragraphs)
    assert "Информация об осуществлении международных" in text
    assert "Основание" in text
    said = "\n".join(page.extract_text() for page in pdf.pages)
    assert "О спорте" in said
    assert "№ 7 от 12.01.2026" in said


def test_the_forms_of_what_was_sent_lead_back_to_it(january, sign_in, draft: Draft, send: Send):
    report = send(draft())
    for word in ("edit", "send"):
        answer = sign_in("manager").get(f"/yearly-reports/{report.id}/{word}", status=302)
        assert answer.headers["Location"].endswith(f"/yearly-reports/{report.id}")


def test_the_observer_reads_what_was_sent_and_never_a_draft(january, sign_in, draft: Draft, send: Send, official: User):
    report = send(draft())
    correction = actions.correct(report, reason="ошибка", by=official)
    observer = sign_in("observer")
    observer.get(f"/yearly-reports/{report.id}")
    observer.get(f"/yearly-reports/{correction.id}", status=404)
    observer.get(f"/yearly-reports/{correction.id}/report.docx", status=404)
    page = observer.get("/yearly-reports").get_data(as_text=True)
    assert f"/yearly-reports/{correction.id}" not in page
    assert f"/yearly-reports/{report.id}" in page


def test_another_city_sees_nothing_of_it(january, draft: Draft, send: Send, other_city, make_user):
    report = send(draft())
    with everywhere("a manager of the other city"):
        stranger = make_user("manager", other_city)
    with acting_for(other_city.id), pytest.raises(NoResultFound):
        queries.get_report(report.id, by=stranger)


# the region


def test_the_region_sees_whose_report_is_missing_and_sums_what_was_sent(
    january, draft: Draft, send: Send, city, other_city, make_user, make_agreement_of, sign_in
):
    make_agreement_of(date(2025, 3, 1), title="О спорте")
    send(draft())
    with reading_for(city.id, other_city.id):
        standings = queries.standings(date(2026, 1, 20), with_drafts=False, years=[2025])
        assert {one.municipality.slug: one.state for one in standings} == {
            "dzerzhinsk": Due.IN_TIME,
            "bor": Due.MISSING,
        }
        region = Region(2025, queries.sent_of_year(2025), standings)
        assert region.missing() == ["Bor"] or region.missing() == ["Бор"]
        assert region.totals()[-3:] == [1, 0, 1]
        rows = list(region.rows())
    assert len(rows) == 1
    assert "О спорте" in rows[0][2 + 1]
    observer = sign_in("observer")
    book = load_workbook(io.BytesIO(observer.get("/yearly-reports/region.xlsx?year=2025").get_data()))
    assert len(book.sheetnames) == 6
    assert "О спорте" in str([cell.value for cell in book.worksheets[-1][2]])
    said = Document(io.BytesIO(observer.get("/yearly-reports/region.docx?year=2025").get_data()))
    assert any("Bor" in p.text or "Бор" in p.text for p in said.paragraphs)
    observer.get("/yearly-reports/region?year=2025")
    observer.get("/yearly-reports/region?year=99999", status=404)
    sign_in("manager").get("/yearly-reports/region", status=403)


def test_numbers_of_a_draft_are_brought_to_those_of_its_figures(draft, sign_in, official):
    report = draft()
    report.activity = f"{report.activity}\nВ 2025 году открыт уголок партнёра."
    report.results = "Свои слова: 5."
    factories.make_interaction(
        official, partner=factories.make_partnership(official), when=When(date(2025, 3, 3), None), kind="visit"
    )
    counted = figures.of_year(2025, today=TODAY)
    anew = wording.counted_anew(report, counted)
    assert set(anew) == {"activity"}
    lines = anew["activity"].splitlines()
    assert lines[0].startswith("В 2025 году состоялось 1 ")
    assert lines[-1] == "В 2025 году открыт уголок партнёра."
    client = sign_in(official)
    address = f"/yearly-reports/{report.id}"
    assert f'action="{address}/recount"' in client.get(address).text
    client.post(f"{address}/recount", {}, status=303)
    page = client.get(address).text
    assert "recount" not in page
    assert lines[0] in page
    assert "Свои слова: 5." in page
