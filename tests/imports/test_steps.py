"""The steps on the screen: upload, columns, preview with corrections, run, refused rows, undo."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tests.factories import make_partnership
from tests.imports.files import a_csv, an_xlsx
from tracker.contacts.models import Contact
from tracker.imports.models import ImportRow, ImportRun
from tracker.kernel.db import db
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tests.imports.conftest import Importer

ROWS = [
    ["Город", "Страна", "Вид"],
    ["Гродно", "Беларусь", "побратим"],
    ["Кампинас", "Бразилиа", "x"],
    ["Нигде", "Беларусь", ""],
]


def number_of(answer: Any) -> int:
    found = re.search(r"/import/(\d+)/columns", answer.headers["Location"])
    assert found
    return int(found[1])


def through(send: Any, content: bytes, name: str = "sheet.csv", **options: str) -> int:
    number = number_of(send(content, name))
    page = send.client.get(f"/import/{number}/columns")
    chosen = dict(
        re.findall(r'<select[^>]*name="(column-\d+)".*?<option selected value="([^"]*)"', page.text, re.DOTALL)
    )
    send.client.post(f"/import/{number}/columns", {**chosen, "on_match": "fill", **options}, status=303)
    return number


def test_a_sheet_goes_through_all_steps(send: Any) -> None:
    number = through(send, a_csv(ROWS, encoding="cp1251"), unknown_city="refuse")
    page = send.client.get(f"/import/{number}").text
    assert "No country is called" in page
    assert 'value="Бразилиа"' in page, "the wrong cell is a field"
    send.client.post(
        f"/import/{number}/correct", {"number": "3", "cell-1": "Бразилия", "cell-2": "контакт"}, status=303
    )
    send.client.post(f"/import/{number}/run", {"mode": "good"}, status=303)
    assert db.session.scalar(select(func.count()).select_from(Partnership)) == 2
    refused = send.client.get(f"/import/{number}/refused.csv")
    rows = list(csv.reader(io.StringIO(refused.data.decode("utf-8-sig"))))
    assert rows[0] == [*ROWS[0], "What is wrong"]
    assert rows[1][:3] == ["Нигде", "Беларусь", ""]
    assert "gazetteer" in rows[1][3]
    rows[1][0] = "Новополоцк"
    again = through(send, a_csv(rows), unknown_city="refuse")
    assert "1" in send.client.get(f"/import/{again}").text
    send.client.post(f"/import/{number}/undo", status=303)
    assert db.session.scalar(select(func.count()).select_from(Partnership)) == 0
    assert "taken back" in send.client.get(f"/import/{number}").text


def test_refused_files_come_back_with_the_reason_and_can_be_sent_again(send: Any) -> None:
    answer = send(b"%PDF-1.7 nothing", "sheet.csv", form_key="the same")
    assert answer.status_code == 422
    assert "no CSV, XLSX" in answer.text
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', answer.text)
    assert key
    assert key[1] != "the same"
    assert send(a_csv(ROWS), form_key=key[1]).status_code == 303


def test_nothing_and_too_much_are_refused(send: Any) -> None:
    assert "Choose a file" in send(b"", "").text
    answer = send(b"a;b\n" * 3_300_000)
    assert answer.status_code == 422
    assert "The file is larger than 10 MB." in answer.text


def test_a_workbook_of_another_sheet_is_read_again(send: Any) -> None:
    number = number_of(send(an_xlsx([["Город", "Страна"], ["Гродно", "Беларусь"]]), "b.xlsx"))
    send.client.post(f"/import/{number}/columns", {"read_again": "1", "sheet": "Лист1"}, status=303)
    assert "Лист1" in send.client.get(f"/import/{number}/columns").text


def test_two_columns_cannot_be_the_same(send: Any) -> None:
    number = number_of(send(a_csv(ROWS)))
    answer = send.client.post(
        f"/import/{number}/columns",
        {"column-0": "city", "column-1": "city", "on_match": "fill", "unknown_city": "refuse"},
    )
    assert answer.status_code == 422
    assert "Two columns" in answer.text


def test_thrown_away_leaves_nothing(send: Any) -> None:
    number = through(send, a_csv(ROWS), unknown_city="refuse")
    send.client.post(f"/import/{number}/throw-away", status=303)
    assert db.session.scalar(select(func.count()).select_from(ImportRun)) == 0
    assert db.session.scalar(select(func.count()).select_from(ImportRow)) == 0


def test_a_run_is_carried_out_once_and_taken_back_once(send: Any) -> None:
    number = through(send, a_csv(ROWS[:2]), unknown_city="refuse")
    assert send.client.post(f"/import/{number}/run", {"mode": "all"}).status_code == 303
    assert send.client.post(f"/import/{number}/run", {"mode": "all"}).status_code == 409
    assert send.client.post(f"/import/{number}/undo").status_code == 303
    assert send.client.post(f"/import/{number}/undo").status_code == 409


def test_people_come_with_their_organisations_on_the_way_and_go_with_them(importer: Importer) -> None:
    rows = [
        ["ФИО", "Должность", "Организация", "Страна", "E-mail", "Телефон", "Дата рождения"],
        ["Петров Иван", "директор", "ООО «Ромашка»", "Беларусь", "a@b.example; c@d.example", "007 55 55", "12.05.1970"],
        ["Иван Петров", "директор", "ООО «Ромашка»", "Беларусь", "a@b.example; c@d.example", "007 55 55", ""],
        ["Сидоров Пётр", "", "ООО «Ромашка»", "Беларусь", "кривая почта", "", "1970"],
    ]
    run = importer.run(rows, "contacts")
    assert run.counts == {"new": 1, "update": 0, "skip": 1, "refused": 1}
    made = db.session.scalars(select(Contact)).one()
    assert sorted(way.value for way in made.ways) == ["007 55 55", "a@b.example", "c@d.example"], "zeros stay"
    assert made.posts[0].organisation is not None
    assert made.posts[0].organisation.name_ru == "ООО «Ромашка»"
    importer.undo(run)
    assert run.kept == []
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 0
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_a_sheet_without_headings_loses_no_row(send: Any, importer: Importer) -> None:
    rows = [["Иванов Иван", "a@b.example", "+7 999 111-22-33"], ["Петров Пётр", "c@d.example", "+7 999 111-22-34"]]
    number = number_of(send(a_csv(rows)))
    run = db.session.get_one(ImportRun, number)
    assert (run.kind, run.rows_total, run.mapping) == ("contacts", 2, {"0": "name", "1": "email", "2": "phone"})
    send.client.post(f"/import/{number}/columns", {"read_again": "1"}, status=303)
    db.session.refresh(run)
    assert run.rows_total == 1
    assert run.heads[0] == "Иванов Иван"
    send.client.post(f"/import/{number}/columns", {"read_again": "1", "no_heads": "y"}, status=303)
    db.session.refresh(run)
    assert (run.kind, run.rows_total, run.heads) == ("contacts", 2, ["", "", ""])
    run = importer.check(rows, "contacts", columns={})
    assert run.rows_total == 2
    assert importer.upload([["кто-то", "x@y.example", "1"]]).mapping == {"1": "email"}, "such a guess is not remembered"


def test_a_country_of_a_party_is_corrected_where_it_stands(importer: Importer) -> None:
    heads = ["Название", "Вид", "Стороны", "Страны сторон"]
    run = importer.check([heads, ["О дружбе", "меморандум", "Мэрия", "Нигдения"]], "agreements")
    row = db.session.scalars(select(ImportRow).where(ImportRow.run_id == run.id)).one()
    assert {run.heads[one["column"]] for one in row.problems} == {"Страны сторон"}


def test_names_in_capitals_are_put_into_ordinary_case_and_said_so(send: Any) -> None:
    rows = [["ФИО", "Организация"], ["ПЕТРОВ-ВОДКИН И.И.", "ГБУ «ЦРБ»"], ["", "ГБУ «ЦРБ»"]]
    number = through(send, a_csv(rows))
    before = send.client.get(f"/import/{number}").text
    assert "Will be written “Петров-Водкин И.И.”" in before
    assert "the organisation is made on the way" in before
    send.client.post(f"/import/{number}/run", {"mode": "good"}, status=303)
    after = send.client.get(f"/import/{number}").text
    assert "Was written “Петров-Водкин И.И.”" in after
    assert "the organisation was made on the way" in after
    assert "is made on the way" not in after
    made = db.session.scalars(select(Contact)).one()
    assert made.name_ru == "Петров-Водкин И.И."
    assert made.posts[0].organisation.name_ru == "ГБУ «ЦРБ»", "abbreviations of organisations stay"


def test_whoever_may_not_enter_a_kind_may_not_import_it(sign_in: Callable[..., Client]) -> None:
    sign_in("viewer").get("/import", status=403)
    sign_in("observer").get("/import", status=403)
    sign_in("official").get("/import")


def test_all_columns_are_not_for_the_observer(importer: Importer, sign_in: Callable[..., Client]) -> None:
    make_partnership(importer.by, city="Grodno", note="working note")
    db.session.commit()
    assert "working note" in sign_in("viewer").get("/partners.csv?columns=all").text
    assert "working note" not in sign_in("observer").get("/partners.csv?columns=all").text


def test_what_is_signed_already_is_recorded_by_a_manager(make_user: Any) -> None:
    from tests.imports.conftest import Importer as By

    rows = [
        ["Название", "Статус", "Стороны", "Страна", "Подписано", "Вступило в силу", "Бессрочное"],
        ["О дружбе", "действует", "Гродно", "Беларусь", "21.06.2005", "01.07.2005", "да"],
        ["О будущем", "на согласовании", "Гродно", "Беларусь", "", "", ""],
    ]
    columns = {"Подписано": "signed_on", "Статус": "status"}
    assert By(make_user("official")).check(rows, "agreements", columns=columns).counts["refused"] == 2
    done = By(make_user("manager")).run(rows, "agreements", columns=columns)
    assert done.counts["new"] == 1
