"""The list of agreements as of any day: who stands in it and how, whatever has happened since."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import factories, generated
from tracker.agreements import actions, queries
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, Kind, Renewal, Status
from tracker.agreements.register import as_of
from tracker.agreements.register.entries import Asked, Span, entries
from tracker.kernel import clock
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.papers.wording import bound
from tracker.regulations import queries as regulations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User
    from tracker.agreements.models import Agreement

    Make = Callable[..., Agreement]

MACHINE = [
    "number_in_list",
    "kind",
    "title",
    "registration_number",
    "russian_party",
    "foreign_party",
    "other_parties",
    "subject",
    "signed",
    "languages",
    "regional_consent",
    "council_decision",
    "in_force_from",
    "valid_until",
    "renewal",
    "published",
    "state",
    "lapse",
    "changed_by",
    "responsible",
    "note",
    "concluded_in_year",
    "lapsed_in_year",
]


class Step(NamedTuple):
    on: date
    action: Action | None
    to_status: Status
    ends_before: date | None = None
    document_number: str | None = None
    document_on: date | None = None
    reason: str | None = None


class Written(NamedTuple):
    enters_on: date | None = date(2024, 1, 10)
    ends_on: date | None = None
    renewal: Renewal = Renewal.NONE
    renewal_months: int | None = None


SIGNED = [
    Step(date(2024, 1, 1), None, Status.DRAFT),
    Step(date(2024, 1, 10), Action.SIGN, Status.SIGNED),
    Step(date(2024, 1, 10), Action.ENTER_INTO_FORCE, Status.IN_FORCE),
]
END = date(2024, 12, 31)


# how it stood


def test_before_its_first_step_there_is_nothing():
    assert as_of.standing(Written(), SIGNED, date(2023, 12, 31)) is None


def test_what_was_done_later_is_left_out():
    steps = [*SIGNED, Step(date(2025, 3, 1), Action.TERMINATE, Status.TERMINATED, document_number="4", reason="конец")]
    before = as_of.standing(Written(), steps, date(2025, 2, 28))
    after = as_of.standing(Written(), steps, date(2025, 3, 1))
    assert before.status is Status.IN_FORCE
    assert not before.is_over
    assert (after.status, after.over_on, after.over_number, after.over_reason) == (
        Status.TERMINATED,
        date(2025, 3, 1),
        "4",
        "конец",
    )


def test_the_end_of_the_term_is_that_of_the_day():
    prolonged = Step(date(2024, 11, 1), Action.PROLONG, Status.IN_FORCE, ends_before=END)
    now = Written(ends_on=date(2027, 12, 31))
    assert as_of.standing(now, [*SIGNED, prolonged], date(2024, 10, 31)).ends_on == END
    assert as_of.standing(now, [*SIGNED, prolonged], date(2024, 11, 1)).ends_on == date(2027, 12, 31)


def test_a_notice_counts_from_its_own_day():
    notice = Step(
        date(2025, 6, 1), Action.GIVE_NOTICE, Status.IN_FORCE, document_on=date(2025, 3, 1), document_number="9"
    )
    now = Written(ends_on=date(2025, 5, 31))
    assert as_of.standing(now, [*SIGNED, notice], date(2025, 2, 28)).ends_on is None
    assert as_of.standing(now, [*SIGNED, notice], date(2025, 3, 1)).ends_on == date(2025, 5, 31)
    over = as_of.standing(now, [*SIGNED, notice], date(2025, 6, 1))
    assert (over.status, over.over_on, over.over_number) == (Status.TERMINATED, date(2025, 6, 1), "9")


def test_the_calendar_is_counted_also_where_nobody_recorded_it():
    assert as_of.standing(Written(ends_on=END), SIGNED, END).status is Status.IN_FORCE
    lapsed = as_of.standing(Written(ends_on=END), SIGNED, END + timedelta(days=1))
    assert (lapsed.status, lapsed.over_on) == (Status.EXPIRED, date(2025, 1, 1))


def test_a_prolongation_by_itself_is_counted_up_to_the_day():
    now = Written(ends_on=END, renewal=Renewal.IF_NOBODY_OBJECTS, renewal_months=12)
    assert as_of.standing(now, SIGNED, date(2026, 5, 5)).ends_on == date(2026, 12, 31)
    objected = [*SIGNED, Step(date(2024, 10, 1), Action.OBJECT, Status.IN_FORCE)]
    assert as_of.standing(now, objected, date(2026, 5, 5)).over_on == date(2025, 1, 1)


def test_a_prolongation_after_the_lapse_brings_it_back():
    steps = [
        *SIGNED,
        Step(date(2025, 1, 1), Action.LAPSE, Status.EXPIRED, ends_before=END),
        Step(date(2025, 2, 1), Action.PROLONG, Status.IN_FORCE, ends_before=END),
    ]
    now = Written(ends_on=date(2026, 1, 1))
    assert as_of.standing(now, steps, date(2025, 1, 15)).status is Status.EXPIRED
    assert as_of.standing(now, steps, date(2025, 2, 1)).status is Status.IN_FORCE


def test_29_february_is_a_day_like_others():
    now = Written(
        enters_on=date(2024, 2, 29), ends_on=date(2024, 2, 29), renewal=Renewal.UNLESS_DENOUNCED, renewal_months=12
    )
    assert as_of.standing(now, SIGNED, date(2025, 2, 28)).ends_on == date(2025, 2, 28)
    assert as_of.standing(now, SIGNED, date(2025, 3, 1)).ends_on == date(2026, 2, 28)


# who stands in the list


def numbers(day: date, year: int, span: Span = Span.YEAR) -> dict[int, Any]:
    return {entry.row.id: entry for entry in entries(Asked(day, year, span))}


def test_only_signed_agreements_with_a_foreign_party_stand_in_it(city, make_agreement: Make, manager: User):
    today = date(2026, 11, 23)
    foreign = make_agreement("in_force", foreign=True)
    at_home = make_agreement("in_force")
    draft = make_agreement("approved", foreign=True)
    chosen = make_agreement("in_force")
    actions.keep(chosen, {"register_override": True, "register_reason": "по письму министерства"}, by=manager)
    left_out = make_agreement("in_force", foreign=True)
    actions.keep(left_out, {"register_override": False, "register_reason": "трёхстороннее"}, by=manager)
    found = numbers(today, 2026)
    assert set(found) == {foreign.id, chosen.id}
    assert at_home.id not in found
    assert draft.id not in found
    assert [entry.number for entry in found.values()] == [1, 2]


def test_what_ended_with_the_year_stands_as_lapsed_in_the_list_of_the_next(city, make_agreement: Make):
    made = make_agreement("in_force", foreign=True, today=date(2024, 3, 1), ends_on=date(2025, 12, 31))
    actions.settle(made, today=date(2026, 1, 1))
    old = numbers(date(2025, 12, 31), 2025)[made.id]
    new = numbers(date(2026, 12, 31), 2026)[made.id]
    assert (old.lapsed, old.standing.status) == (False, Status.IN_FORCE)
    assert (new.lapsed, new.standing.over_on) == (True, date(2026, 1, 1))
    assert made.id not in numbers(date(2027, 12, 31), 2027)
    assert made.id in numbers(date(2027, 12, 31), 2027, Span.ALL)
    assert made.id not in numbers(date(2026, 12, 31), 2026, Span.LIVING)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_generated_life_of_three_years_stands_as_plain_python_expects(city, official: User, manager: User, seed: int):
    lives = generated.agreements(official, manager, seed=seed, count=25)
    assert sum(len(life.done) for life in lives) > 10
    days = [
        date(2023, 7, 1),
        date(2023, 12, 31),
        date(2024, 2, 29),
        date(2024, 12, 31),
        date(2025, 1, 1),
        date(2025, 9, 30),
    ]
    for day in [*days, date(2025, 12, 31), date(2026, 6, 1)]:
        for span in Span:
            found = {entry.row.id: entry for entry in entries(Asked(day, day.year, span))}
            wanted = {life.id: generated.expected(life, day) for life in lives if life.foreign}
            told = {
                number: one
                for number, one in wanted.items()
                if one
                and (one.state != "over" or span is Span.ALL or (span is Span.YEAR and one.over_on.year >= day.year))
            }
            assert set(found) == set(told), (day, span)
            for number, one in told.items():
                entry = found[number]
                life = next(life for life in lives if life.id == number)
                assert entry.standing.is_over == (one.state == "over"), (day, life)
                assert entry.standing.over_on == one.over_on, (day, life)
                assert entry.standing.ends_on == one.ends_on, (day, life)
                if one.state != "over":
                    assert entry.standing.status.value.replace("_", " ") == one.state, (day, life)
                assert entry.concluded == (life.signed_on.year == day.year)
                assert entry.lapsed == (one.over_on is not None and one.over_on.year == day.year)


def test_rows_are_read_in_portions_and_numbered_through(city, make_agreement: Make, monkeypatch, counted):
    monkeypatch.setattr("tracker.agreements.register.entries.PORTION", 2)
    for _at in range(5):
        make_agreement("in_force", foreign=True)
    found = list(entries(Asked(date(2026, 11, 23), 2026)))
    assert [entry.number for entry in found] == [1, 2, 3, 4, 5]
    assert all(len(entry.parties) == 2 for entry in found)


# what it says


@pytest.fixture
def furnished(city: Municipality, make_agreement: Make, manager: User) -> Agreement:
    """One agreement that says something in most columns, changed by another one."""
    today = clock.today("Europe/Moscow")
    made = make_agreement(
        "in_force",
        foreign=True,
        today=today,
        title="О сотрудничестве в области спорта",
        number="12-А",
        ends_on=today + timedelta(days=700),
        renewal=Renewal.UNLESS_DENOUNCED,
        renewal_months=12,
        notice=30,
        languages="русский, белорусский",
        copies=2,
        note="Подлинник в архиве",
    )
    make_agreement(
        "in_force",
        foreign=True,
        today=today,
        title="Дополнение",
        number="12-Б",
        kind=Kind.SUPPLEMENTARY,
        parent_id=made.id,
    )
    return made


def read_csv(answer: Any, separator: str) -> list[list[str]]:
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def test_the_csv_has_the_columns_of_the_form(sign_in, furnished):
    rows = read_csv(sign_in("viewer").get("/agreements/register.csv?language=ru"), ";")
    assert len(rows[0]) == 23
    assert rows[0][:4] == ["№ п/п", "Вид документа", "Наименование документа", "Рег. номер"]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["Рег. номер"] == "12-А"
    assert "Гродно" in told["Иностранная сторона: наименование, регион, страна, статус"]
    assert "Беларусь" in told["Иностранная сторона: наименование, регион, страна, статус"]
    assert "Лаптев" in told["Российская сторона: орган, должность, подписант"]
    assert told["Состояние на дату"] == "действует"
    assert told["Языки, число экз."] == "русский, белорусский, 2 экземпляра"
    assert "12-Б" in told["Заменено или изменено документом"]
    assert told["Заключено в отчётном году"] == "да"


def test_the_csv_for_machines_has_english_words_commas_and_iso_days(sign_in, furnished):
    rows = read_csv(sign_in("viewer").get("/agreements/register.csv?headings=machine&language=ru"), ",")
    assert rows[0] == MACHINE
    assert rows[1][MACHINE.index("in_force_from")] == furnished.enters_on.isoformat()


def test_russian_excel_gets_a_bom_and_semicolons_in_english_too(sign_in, furnished):
    answer = sign_in("viewer").get("/agreements/register.csv?separator=semicolon&language=en")
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert read_csv(answer, ";")[0][1] == "Kind of document"


def test_every_file_tells_the_same(sign_in, furnished):
    client = sign_in("official")
    address = "/agreements/register.{}?language=ru"
    plain = read_csv(client.get(address.format("csv")), ";")
    book = load_workbook(io.BytesIO(client.get(address.format("xlsx")).get_data()))
    table = Document(io.BytesIO(client.get(address.format("docx")).get_data())).tables[-1]
    pdf = PdfReader(io.BytesIO(client.get(address.format("pdf")).get_data()))
    assert [cell.value for cell in book.active[1]] == plain[0] == [cell.text for cell in table.rows[0].cells]
    assert book.active.max_row == len(plain) == len(table.rows) - 1  # the numbers of the columns
    assert table.rows[2].cells[2].text == plain[1][2] == book.active["C2"].value
    said = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Перечень соглашений" in said
    assert "12-А" in said
    assert pdf.trailer["/Root"]["/Lang"] == "ru"


def test_a_paper_names_the_act_that_asks_for_it(sign_in, furnished):
    basis = regulations.legal_bases_of("yearly_list", on=clock.today("Europe/Moscow"))
    assert basis, "the municipality has a legal basis of the yearly list"
    said = "\n".join(
        p.text
        for p in Document(
            io.BytesIO(sign_in("viewer").get("/agreements/register.docx?language=ru").get_data())
        ).paragraphs
    )
    assert bound(basis[0].act_ru) in said
    assert "не подтверждено правовой службой" in said


def test_the_page_tells_and_asks(sign_in, furnished):
    client: Client = sign_in("viewer")
    page = client.get("/agreements/register").get_data(as_text=True)
    assert "О сотрудничестве в области спорта" in page
    page = client.get("/agreements/register?day=01.01.2001").get_data(as_text=True)
    assert "О сотрудничестве в области спорта" not in page


@pytest.mark.parametrize(
    "words",
    [
        "day=quatsch",
        "day=31.02.2026",
        "year=-5",
        "year=99999999999",
        "span=x",
        "municipality=7",
        "page=0",
        "page=x",
        "language=fr",
    ],
)
def test_words_that_make_no_sense_are_taken_for_the_default(sign_in, furnished, words):
    assert "О сотрудничестве в области спорта" in sign_in("viewer").get(f"/agreements/register?{words}").get_data(
        as_text=True
    )


def test_a_far_page_is_empty_and_says_so(sign_in, furnished):
    sign_in("viewer").get("/agreements/register?page=999999999")


# whose it is


def test_the_observer_gets_the_region_with_municipalities_and_without_people(
    sign_in, furnished, other_city, make_user, city
):
    with everywhere("two people of the other city"):
        by, decider = make_user("official", other_city), make_user("manager", other_city)
    with acting_for(other_city.id):
        factories.make_agreement(
            by, today=clock.today("Europe/Moscow"), status="in_force", decider=decider, foreign=True, title="Борское"
        )
    rows = read_csv(sign_in("observer").get("/agreements/register.csv?headings=machine"), ",")
    assert rows[0][1] == "municipality"
    assert "responsible" not in rows[0]
    assert {row[1] for row in rows[1:]} == {"Dzerzhinsk", "Bor"}
    assert "Подлинник в архиве" not in str(rows)
    only = read_csv(
        sign_in("observer").get(f"/agreements/register.csv?headings=machine&municipality={other_city.id}"), ","
    )
    assert {row[1] for row in only[1:]} == {"Bor"}
    ours = read_csv(
        sign_in("viewer").get(f"/agreements/register.csv?headings=machine&municipality={other_city.id}"), ","
    )
    assert "Борское" not in str(ours)


def test_what_the_history_kept_is_never_told_of_another_city(sign_in, furnished, other_city, make_user):
    with everywhere("a viewer of the other city"):
        stranger = make_user("viewer", other_city)
    assert "О сотрудничестве в области спорта" not in sign_in(stranger).get("/agreements/register.csv").get_data(
        as_text=True
    )


def test_each_step_keeps_the_end_of_the_term_before_it(city, make_agreement: Make, manager: User):
    made = make_agreement("in_force", foreign=True, ends_on=date(2027, 1, 1))
    said = Answers(on=date(2026, 11, 23), number="1", from_on=date(2027, 1, 2), until=date(2030, 1, 1))
    actions.take_step(made, Action.PROLONG, by=manager, today=date(2026, 11, 23), answers=said)
    last = queries.history(made)[-1]
    assert (last.ends_before, last.until) == (date(2027, 1, 1), date(2030, 1, 1))
