"""Whole imports: long messy sheets in every writing with every row accounted for, and tables of any texts."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from tests.factories import make_partnership
from tests.imports.conftest import Importer
from tests.imports.files import a_csv, an_ods, an_xlsx
from tests.rows import Rows, differences, everything
from tracker.contacts import actions as contacts
from tracker.imports import actions, jobs, queries
from tracker.imports.kinds import Kind, Mode, State, Verdict
from tracker.imports.reading.parent import read_file
from tracker.imports.targets.base import HISTORY_STAYS
from tracker.imports.targets.registry import TARGETS
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.organisations import actions as organisations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.imports.models import ImportRun

NOT_COMPARED = {
    "audit_entry", "form_key", "import_run", "import_row", "import_upload", "import_change", "import_mapping",
}  # fmt: skip
LONG = 3_000  # rows
HEADS = ["№", "Город-побратим", "Страна", "С какого года", "Форма", "Комментарий"]
FORM = {"Форма": "kind"}
ROMAN = ["Гродно", "Новополоцк", "Кампинас", "Биттерфельд-Вольфен"]
COUNTRY = {"Гродно": "Беларусь", "Новополоцк": "Беларусь", "Кампинас": "Бразилия", "Биттерфельд-Вольфен": "Германия"}
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "shouted": str.upper,
    "blanks around": lambda text: f"  {text} ",
    "a blank that does not break": lambda text: f"{text}\u00a0",
}
NOTES = [
    "без примечаний",
    "поля; с, разными | знаками",
    'слова в «кавычках» и "кавычках"',
    "две\nстроки",
    "=1+1",
    "ёлка",
]


def records() -> Rows:
    """What is not of the import itself, without the count of versions: being put back is a change as well."""
    return everything(besides=NOT_COMPARED, stamps=False)


@dataclass
class Messy:
    """A long sheet, and what each of its rows has to become, told by how it was made."""

    rows: list[list[str]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def messy(length: int = LONG) -> Messy:
    """As sheets of twinnings are: repeated pairs, unknown places, years that are none, words of no list."""
    dice, made, seen = random.Random(7), Messy([HEADS]), {"Гродно"}  # Гродно is a partner already
    for number in range(1, length + 1):
        city = dice.choice(ROMAN)
        cells = [str(number), dice.choice([*SPELLINGS.values()])(city), COUNTRY[city], dice.choice(["1996", "21.06.2005", "2001 г."]), dice.choice(["", "p", "дружба"]), dice.choice(NOTES)]  # fmt: skip
        fault = dice.choice(["none", "none", "city", "country", "year", "form", "nothing"])
        if fault == "none":
            verdict = Verdict.SKIP if city in seen else Verdict.NEW
            if city == "Гродно" and "Гродно" in seen and not made.verdicts.count(Verdict.UPDATE):
                verdict = Verdict.UPDATE
            seen.add(city)
        else:
            verdict = Verdict.REFUSED
            at, text = {"city": (1, "Нигдеград"), "country": (2, "Тридевятое царство"), "year": (3, "3000"), "form": (4, "да"), "nothing": (1, "")}[fault]  # fmt: skip
            cells[at] = text
            if fault == "nothing":
                cells[2] = ""
        made.rows.append(cells)
        made.verdicts.append(verdict)
    return made


def cyrillic(rows: list[list[str]]) -> list[list[str]]:
    """Without the signs that one of the encodings has not."""
    return [[cell.replace("«", '"').replace("»", '"').replace("№", "N") for cell in row] for row in rows]


WRITINGS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "UTF-8 with a mark, semicolons": lambda rows: a_csv(rows, encoding="utf-8-sig"),
    "UTF-8 without, commas": lambda rows: a_csv(rows, separator=","),
    "Windows-1251, semicolons": lambda rows: a_csv(rows, encoding="cp1251"),
    "KOI8-R, tabs": lambda rows: a_csv(cyrillic(rows), encoding="koi8-r", separator="\t"),
    "UTF-16, bars": lambda rows: a_csv(rows, encoding="utf-16", separator="|"),
    "MacCyrillic, commas": lambda rows: a_csv(rows, encoding="mac_cyrillic", separator=","),
    "XLSX": lambda rows: an_xlsx([list(row) for row in rows]),
    "ODS": an_ods,
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_long_sheet_is_read_to_its_end(writing: str) -> None:
    rows = messy().rows
    read = read_file(WRITINGS[writing](rows))
    wanted = cyrillic(rows) if "KOI8" in writing else rows
    assert [cells for _number, cells in read.rows] == [[cell.strip() for cell in row] for row in wanted]


def test_every_row_of_a_long_sheet_becomes_what_it_has_to(importer: Importer, send: Any) -> None:
    make_partnership(importer.by, city="Grodno", kind="friendship")
    before = records()
    made = messy()
    run = importer.check(WRITINGS["Windows-1251, semicolons"](made.rows), Kind.PARTNERS, columns=FORM)
    assert [row.verdict for row in queries.rows_of(run.id)] == made.verdicts
    importer.carry_out(run)
    rows = list(queries.rows_of(run.id))
    assert [row.verdict for row in rows] == made.verdicts, "what was foretold has come true"
    assert run.counts == {verdict.value: Counter(made.verdicts)[verdict] for verdict in Verdict}
    assert sum(run.counts.values()) == run.rows_total == LONG
    assert all(bool(row.problems) is (row.verdict is Verdict.REFUSED) for row in rows)
    refused = send.client.get(f"/import/{run.id}/refused.csv").data
    told = read_file(refused).rows
    assert len(told) - 1 == run.counts["refused"], "each refused row stands in the file"
    assert all(cells[-1].strip() for _number, cells in told), "with its reason beside it"
    importer.undo(run)
    assert run.kept == []
    assert differences(before, records()) == {}


def test_a_long_book_of_cards_is_accounted_for(importer: Importer) -> None:
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:Мэрия\nEMAIL:{mail}\nEND:VCARD"
        for number in range(100)
        for name, mail in [(f"Иван Петров{number % 90}", f"a{number % 90}@b.example" if number % 7 else "письмо")]
    ]
    run = importer.run("\n".join(cards).encode())
    assert run.kind is Kind.CONTACTS
    broken = len([number for number in range(100) if number % 7 == 0])
    assert run.counts["refused"] == broken
    assert sum(run.counts.values()) == run.rows_total == 100
    assert run.counts["new"] == len({number % 90 for number in range(100) if number % 7})


# tables of any texts

DAYS = ("21.06.2005", "2005", "2001-02-29", "12 мая 2001 г.", "99999.5", "24:61", "٢٠٠٥", "2026-11-20 14:30")
PEOPLE = ("Иван Петров", "João da Silva", "李伟", "Павел Воронин")
LIKELY = {
    "city": ("Гродно", "Кампинас", "Новополоцк", "Нигдеград"), "country": ("Беларусь", "Бразилия", "BY", "Германия"),
    "title": ("О дружбе", "Об обмене", "О дружбе"), "subject": ("встреча", "=письмо"), "kind": ("p", "встреча", "звонок", "о сотрудничестве", "администрация"), "status": ("действует", "проект", "active"),
    "organisation": ("Мэрия Кампинаса", "Завод", "Завод\nМэрия Кампинаса"), "name": PEOPLE, "name_ru": PEOPLE,
    "partner": ("Гродно", "Кампинас"), "email": ("a@b.example", "письмо@"), "note": ("=1+1", "'=cmd", "две\nстроки"),
    "languages": ("русский", "ru, en"), "may_send_abroad": ("да", "нет"), "indefinite": ("да",), "direction": ("входящая",),
}  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from([*DAYS, *PEOPLE, "-", "x" * 400, "+7 831 1", "0"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.integers().map(str),
)


def likely(name: str) -> st.SearchStrategy[str]:
    """What may stand in a column of this name."""
    words = LIKELY.get(name, DAYS if name.endswith(("_on", "since", "until", "when", "ends")) else PEOPLE)
    return st.one_of(st.sampled_from(words), st.sampled_from(words), st.just(""), TEXTS)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Kind, list[list[str]], dict[str, str]]:
    """A table of any texts, some of them sensible, with its columns taken for fields of one kind of records."""
    kind = draw(st.sampled_from(list(Kind)))
    target = TARGETS[kind]
    names = [one.name for one in target.fields]
    first = draw(st.sampled_from([group[0] for group in target.needed]))
    chosen = draw(st.lists(st.sampled_from(names), min_size=2, max_size=8, unique=True))
    fields = list(dict.fromkeys([*(group[0] for group in target.needed), first, *chosen]))
    rows = draw(st.lists(st.tuples(*map(likely, fields)).map(list), min_size=1, max_size=4))
    return kind, rows, {str(at): name for at, name in enumerate(fields)}


@pytest.fixture
def furnished(importer: Importer) -> Importer:
    """A home with a record of each kind that rows may be about."""
    make_partnership(importer.by, city="Grodno")
    answers = {"name_ru": "Мэрия Кампинаса", "city_id": factories.place("Campinas").id}
    organisations.create(by=importer.by, answers=answers)
    contacts.create(by=importer.by, answers={"name_ru": "Иван Петров", "posts": [], "ways": []})
    db.session.flush()
    return importer


def uploaded(
    importer: Importer, kind: Kind, rows: list[list[str]], mapping: dict[str, str], on_match: str
) -> ImportRun:
    heads = [f"столбец {column}" for column in mapping]
    run = importer.upload(a_csv([heads, *rows], separator=","), kind)
    actions.choose_kind(run, kind, by=importer.by)
    actions.set_columns(run, mapping, {"on_match": on_match}, by=importer.by)
    return run


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(table=tables(), on_match=st.sampled_from(["fill", "update", "skip"]), mode=st.sampled_from(list(Mode)))
def test_any_table_is_accounted_for_and_taken_back(
    furnished: Importer, table: tuple[Kind, list[list[str]], dict[str, str]], on_match: str, mode: Mode
) -> None:
    kind, rows, mapping = table
    step = db.session.begin_nested()
    before = records()
    ids = set(db.session.scalars(select(TARGETS[kind].model.id)))
    try:
        run = uploaded(furnished, kind, rows, mapping, on_match)
    except RuleBroken:  # nothing under the headings
        step.rollback()
        return
    jobs.do_now(jobs.Job.CHECK, run, furnished.by)
    assert run.state is State.CHECKED
    assert sum(run.counts.values()) == run.rows_total
    assert differences(before, records()) == {}, "checking writes nothing"
    foretold = dict(run.counts)
    try:
        furnished.carry_out(run, mode=mode)
    except RuleBroken:
        assert not foretold["new"] + foretold["update"], "there is nothing to carry out"
        step.rollback()
        return
    if run.state is State.FAILED:
        assert mode is Mode.ALL
        assert differences(before, records()) == {}
    else:
        assert sum(run.counts.values()) == run.rows_total
        assert run.counts == foretold
        furnished.undo(run)
        left = differences(before, records())
        if run.kept:  # a history that is kept for ever: what it belongs to lies in the archive
            assert {one["message"] for one in run.kept} == {HISTORY_STAYS}
            model = TARGETS[kind].model
            since = [one for one in db.session.scalars(select(model)) if one.id not in ids]
            assert len(since) == len(run.kept)
            assert all(one.archived_at for one in since)
        else:
            assert left == {}
    step.rollback()
