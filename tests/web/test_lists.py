"""The one mechanism of lists: paging by key, words of the address, files equal to the screen."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.db import db
from tracker.organisations import actions as organisations
from tracker.web import files

NAMES = [f"Завод {number:03}" for number in range(130)]


@pytest.fixture
def many(city, official):
    for name in NAMES:
        organisations.create_named(name, by=official)
    db.session.flush()


@pytest.fixture
def viewer(sign_in):
    return sign_in("viewer")


def shown(answer):
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', answer.get_data(as_text=True))


def link(answer, word):
    found = re.search(rf'href="([^"]*\b{word}=[^"]*)"', answer.get_data(as_text=True))
    return unescape(found[1]) if found else None


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_pages_follow_each_other_without_gap_or_double(many, viewer, sort):
    wanted = sorted(NAMES, reverse=sort.startswith("-"))
    pages, address = [], f"/organisations?sort={sort}"
    while address:
        answer = viewer.get(address)
        pages.append(shown(answer))
        address = link(answer, "after")
    assert [name for page in pages for name in page] == wanted
    assert [len(page) for page in pages] == [50, 50, 30]
    back = link(answer, "before")
    assert shown(viewer.get(back)) == pages[1]


def test_a_page_costs_the_same_whatever_is_stored(many, viewer, counted):
    viewer.get("/organisations")
    first = counted()
    answer = viewer.get("/organisations")
    later = counted()
    viewer.get(link(answer, "after"))
    assert len(later) <= len(first) - len(later) <= 8


HOSTILE_WORDS = (
    "'",
    "1;DROP TABLE user",
    "../..",
    "%00",
    "x" * 3000,
    "ё" * 500,
    "-",
    "--",
    "name--",
    "0",
    "-1",
    "9" * 30,
)


@pytest.mark.parametrize("word", HOSTILE_WORDS)
@pytest.mark.parametrize(
    "name", ["sort", "after", "before", "from", "size", "cols", "kind", "country", "archived", "q"]
)
def test_hostile_words_of_an_address_mean_the_default(many, viewer, name, word):
    answer = viewer.get("/organisations", query_string={name: word})
    if name not in {"q", "before"}:
        assert len(shown(answer)) == 50


def test_a_csv_holds_the_rows_of_the_screen(many, sign_in, make_user):
    for language, separator in (("ru", ";"), ("en", ",")):
        client = sign_in(make_user("viewer", language=language))
        words = {"q": "завод 01", "sort": "-name"}
        screen = shown(client.get("/organisations", query_string=words))
        file = client.get("/organisations.csv", query_string=words)
        assert file.get_data().startswith(b"\xef\xbb\xbf")
        assert "attachment" in file.headers["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(file.get_data().decode("utf-8-sig")), delimiter=separator))
        assert [row[0] for row in rows[1:]] == screen
        assert len(screen) == 10


def test_an_xlsx_is_typed_and_holds_the_same(many, viewer):
    file = viewer.get("/organisations.xlsx?q=завод 01")
    book = openpyxl.load_workbook(io.BytesIO(file.get_data()))
    rows = list(book.active.values)
    assert len(rows) == 11
    assert book.active.freeze_panes == "A2"
    book.close()


def test_no_cell_becomes_a_formula(city, official, viewer):
    for name in ("=cmd()", "+7 (000)", "@sum", "\u200b=1+1", "-2", "＝1"):
        organisations.create_named(name, by=official)
    db.session.flush()
    rows = viewer.get("/organisations.csv").get_data().decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(rows))][1:]
    assert "-2" in cells
    assert all(not re.match(r"[\s\u200b]*[=+@＝]", cell) for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(viewer.get("/organisations.xlsx").get_data()))
    assert {cell.data_type for row in book.active.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}
    book.close()


@given(st.text(max_size=60))
def test_any_text_comes_out_of_a_csv_as_it_went_in(value):
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    value = value.encode("utf-8", "ignore").decode()
    written = b"".join(files.csv_lines(["a", "b"], [[value, 1]], language="ru")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    read = rows[1][0]
    assert read == files.harmless(value)
    assert read.removeprefix("'") == value or read == value


def test_the_columns_asked_for_stand_on_screen_and_in_files(many, viewer):
    assert "Other organisation" in viewer.get("/organisations?cols=kind&cols=name").get_data(as_text=True)
    file = viewer.get("/organisations.csv?cols=kind,name").get_data().decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(file))) == ["Kind", "Name"]


def test_an_empty_list_and_an_empty_filter_say_different_things(viewer, sign_in):
    assert "No organisations yet" in viewer.get("/organisations").get_data(as_text=True)
    assert "Nothing matches the filter" in viewer.get("/organisations?q=нет").get_data(as_text=True)
    assert "Add the first one" in sign_in("official").get("/organisations").get_data(as_text=True)


@given(
    st.lists(st.tuples(st.text(max_size=9), st.one_of(st.integers(), st.booleans(), st.dates(), st.text(max_size=4))))
)
def test_a_cell_is_told_alike_whatever_stands_above_it(rows):
    """Columns of nothing but harmless texts are written another way than others."""
    rows = [(text.replace("\x00", "").encode("utf-8", "ignore").decode(), one) for text, one in rows]
    rows = [(text, one.encode("utf-8", "ignore").decode() if isinstance(one, str) else one) for text, one in rows]
    together = b"".join(files.csv_lines(["a", "b"], rows, language="ru"))
    head = b"".join(files.csv_lines(["a", "b"], [], language="ru"))
    apart = [b"".join(files.csv_lines(["a", "b"], [row], language="ru")).removeprefix(head) for row in rows]
    assert together == head + b"".join(apart)
