"""Files in every shape: sound ones in many encodings, and hostile ones that are refused quickly and cheaply."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.files import a_csv, an_ods, an_xlsx, cell, raw_xlsx, zipped
from tracker.imports.reading import child, limits
from tracker.imports.reading.limits import Unreadable
from tracker.imports.reading.parent import read_file
from tracker.kernel.text import could_be_formula
from tracker.web.files import csv_lines, harmless, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = [
    ["Город", "Страна", "Вид"],
    ["Гродно", "Беларусь", "побратим"],
    ["Сан-Паулу", "Бразилия", "контакт"],
    ["Жодино", "Беларусь", "дружба"],
]
GERMAN = [["Gemeinde", "Land"], ["Großräschen", "Österreich"], ["Bad Füssing", "Türkei"], ["Léhon", "Frankreich"]]
QUICK = 6  # seconds of the processor, the start of the process included


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_encodings_and_separators_are_found_out(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(a_csv(RUSSIAN, encoding=encoding, separator=separator))
    rows = [cells for facts, _number, cells in child.read(path, {}) if facts is None]
    assert rows == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso8859-1"])
def test_umlauts_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(a_csv(GERMAN, encoding=encoding))
    assert [cells for facts, _number, cells in child.read(path, {}) if facts is None] == GERMAN


def test_an_encoding_that_is_said_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes("Łódź;Polska\n".encode("iso8859-2"))
    rows = [
        cells for facts, _n, cells in child.read(path, {"encoding": "iso8859-2", "separator": "semicolon"}) if not facts
    ]
    assert rows == [["Łódź", "Polska"]]


def test_a_workbook_is_read_with_days_zeros_and_gaps() -> None:
    from datetime import date

    sheet = read_file(an_xlsx([["Город", "PLZ", "Seit"], ["Гродно", "01067", date(2005, 6, 21)], [], ["Bor", 7, ""]]))
    assert sheet.facts["format"] == "xlsx"
    assert sheet.rows == [(1, ["Город", "PLZ", "Seit"]), (2, ["Гродно", "01067", "2005-06-21"]), (4, ["Bor", "7"])]


def test_a_formula_is_never_reckoned() -> None:
    kept = '<c r="A1"><f>1+1</f><v>2</v></c>'
    bare = '<c r="B1"><f>HYPERLINK("http://evil.example")</f></c>'
    sheet = read_file(raw_xlsx(f'<sheetData><row r="1">{kept}{bare}{cell("C1", "=cmd")}</row></sheetData>'))
    assert sheet.rows == [(1, ["2", '=HYPERLINK("http://evil.example")', "=cmd"])]


def test_an_ods_is_read_with_the_endless_empty_rows_at_its_end() -> None:
    endless = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    sheet = read_file(an_ods([["Город", "Страна"], ["Гродно", "Беларусь"]], tail=endless))
    assert sheet.facts["format"] == "ods"
    assert sheet.rows == [(1, ["Город", "Страна"]), (2, ["Гродно", "Беларусь"])]


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:João da Silva
ORG:Prefeitura de Campinas
TITLE:Secretário
TEL;TYPE=CELL:+55 19 5550 1234
EMAIL:joao@campinas.example
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD
TEL;WORK:+7 8313 000000
END:VCARD
BEGIN:VCARD
nonsense without a colon
END:VCARD
"""


def test_cards_become_rows_and_a_broken_one_keeps_its_place() -> None:
    sheet = read_file(CARDS.encode())
    assert sheet.facts["format"] == "vcard"
    assert [number for number, _cells in sheet.rows] == [1, 2, 3, 4]
    first, second, third = (dict(zip(sheet.rows[0][1], cells, strict=True)) for _number, cells in sheet.rows[1:])
    assert (first["Name as written at home"], first["Mobile"]) == ("João da Silva", "+55 19 5550 1234")
    assert second["Name as written at home"] == "Иванов Иван"
    assert second["Phone"] == "+7 8313 000000"
    assert "nonsense" in third["Card that cannot be read"]


# hostile ones


def far_cell(place: str) -> bytes:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return raw_xlsx(f'<dimension ref="A1:{place}"/><sheetData><row r="{row}">{cell(place, "x")}</row></sheetData>')


def dtd() -> bytes:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return raw_xlsx(
        f'<?xml version="1.0"?>{doctype}<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )


def bomb() -> bytes:
    return raw_xlsx(
        "<sheetData/>",
        more={"xl/media/a.bin": b"\0" * (30 * 1024 * 1024), "xl/media/b.bin": b"\0" * (30 * 1024 * 1024)},
    )


def ratio() -> bytes:
    return raw_xlsx("<sheetData>" + " " * (8 * 1024 * 1024) + "</sheetData>")


def liar() -> bytes:
    """A part that unpacks to more than the directory says."""
    honest = bytearray(raw_xlsx("<sheetData>" + '<row r="1"/>' * 60_000 + "</sheetData>"))
    at = honest.rindex(b"xl/worksheets/sheet1.xml") - 46
    honest[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(honest)


def encrypted() -> bytes:
    made = bytearray(raw_xlsx("<sheetData/>"))
    at = made.rindex(b"xl/worksheets/sheet1.xml") - 46
    made[at + 8] |= 1
    return bytes(made)


HOSTILE = {
    "a cell at the very end": (lambda: far_cell("XFD1048576"), {limits.MANY_ROWS, limits.MANY_COLUMNS}),
    "a cell far to the right": (lambda: far_cell("XFD2"), {limits.MANY_COLUMNS}),
    "a row far down": (lambda: far_cell("A1048576"), {limits.MANY_ROWS}),
    "a column of seven letters": (lambda: raw_xlsx(f'<sheetData><row r="1">{cell("ZZZZ1", "x")}</row></sheetData>'), {limits.MANY_COLUMNS}),
    "entities": (dtd, {limits.HAS_DTD}),
    "a bomb by size": (bomb, {limits.BOMB}),
    "a bomb by ratio": (ratio, {limits.BOMB}),
    "a lie about the size": (liar, {limits.BOMB, limits.BROKEN}),
    "many members": (lambda: zipped({f"a{n}": b"" for n in range(2100)}), {limits.BOMB}),
    "a password": (encrypted, {limits.ENCRYPTED}),
    "an archive of something else": (lambda: zipped({"word/document.xml": b"<a/>"}), {limits.NOT_A_TABLE}),
    "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, {limits.OLD_EXCEL}),
    "a PDF under another name": (lambda: b"%PDF-1.7\n" + b"\0" * 500, {limits.OTHER_KIND}),
    "a page": (lambda: b"<!DOCTYPE html><html><body>1;2</body></html>", {limits.OTHER_KIND}),
    "a program": (lambda: b"\x7fELF" + bytes(range(256)) * 20, {limits.OTHER_KIND}),
    "noise": (lambda: bytes(range(256)) * 200, {limits.OTHER_KIND, limits.BROKEN, limits.LONG_CELL}),
    "a cut workbook": (lambda: an_xlsx(RUSSIAN)[:-400], {limits.BROKEN}),
    "a cut part": (lambda: raw_xlsx('<?xml version="1.0"?><worksheet><sheetData><row r="1"><c'), {limits.BROKEN}),
    "a cell of a megabyte": (lambda: a_csv([["Город"], ["x" * 1_000_000]]), {limits.LONG_CELL}),
    "a cell of a megabyte in a workbook": (lambda: raw_xlsx(f'<sheetData><row r="1">{cell("A1", "xy" * 500_000)}</row></sheetData>'), {limits.LONG_CELL, limits.BOMB}),
    "a hundred thousand columns": (lambda: a_csv([["x"] * 100_000]), {limits.MANY_COLUMNS}),
    "too many rows": (lambda: b"a;b\n" * 20_100, {limits.MANY_ROWS}),
    "repeated rows": (lambda: an_ods([["a"]], tail='<table:table-row table:number-rows-repeated="999999999"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'), {limits.MANY_ROWS}),
    "repeated columns": (lambda: an_ods([["a"]], tail='<table:table-row><table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell></table:table-row>'), {limits.MANY_COLUMNS}),
    "nothing": (lambda: b" \n \n", {limits.EMPTY}),
    "only separators": (lambda: b";;;\n;;;\n", {limits.EMPTY}),
    "more than ten megabytes": (lambda: b"a;b\n" * 3_000_000, {limits.TOO_LARGE}),
    "nested elements": (lambda: raw_xlsx("<a>" * 300_000 + "</a>" * 300_000), {limits.BROKEN, limits.BOMB, limits.TOO_SLOW, limits.EMPTY}),
}  # fmt: skip


def spent() -> float:
    """Seconds of the processor, of the processes that read."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_their_reason_quickly(name: str) -> None:
    make, reasons = HOSTILE[name]
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = spent()
    with pytest.raises(Unreadable) as refused:
        read_file(content)
    assert refused.value.message in reasons, refused.value.message
    assert spent() - began < QUICK
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024, "the parent's memory, in KiB"


def test_the_child_cannot_take_more_memory_than_it_gave_itself() -> None:
    import subprocess
    import sys

    code = "from tracker.imports.reading import child\nimport resource\nresource.setrlimit(resource.RLIMIT_AS, (child.MEMORY, child.MEMORY))\nb'x' * (700 * 1024 * 1024)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr


def test_nul_and_lone_surrogates_do_not_get_in() -> None:
    sheet = read_file("Город;Страна\nГрод\0но;Бела\u202eрусь\n".encode())
    assert sheet.rows[1] == (2, ["Гродно", "Беларусь"])
    surrogate = read_file(
        raw_xlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a_xD800_b</t></is></c></row></sheetData>')
    )
    assert surrogate.rows[0][1][0].encode()


# what our own files say comes back as it was

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(lambda text: " ".join(text.split()))


@given(text=st.text(max_size=40))
def test_what_an_export_guards_an_import_takes_off_again(text: str) -> None:
    from tracker.imports.reading.delimited import unguarded

    assert unguarded(harmless(text)) == text
    assert not (could_be_formula(harmless(text)) and not harmless(text).startswith("'"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6),
    language=st.sampled_from(["ru", "en"]),
)
def test_tables_of_any_text_are_read_back_from_csv(tmp_path: Path, rows: list[list[str]], language: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"".join(csv_lines(["Город", "Страна", "Вид"], rows, language=language)))
    said = {"separator": "semicolon" if language == "ru" else "comma"}
    assert [cells for facts, _n, cells in child.read(path, said) if facts is None][1:] == rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_tables_of_any_text_are_read_back_from_xlsx(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "table.xlsx"
    with path.open("wb") as held:
        write_xlsx(held, ["Город", "Страна"], rows, sheet="x")
    read = {number: cells for facts, number, cells in child.read(path, {}) if facts is None}
    for number, row in enumerate(rows, 2):
        assert [*read.get(number, []), "", ""][:2] == row


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_end_in_rows_or_a_reason(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    last = list(child.told(path, {}))[-1]
    assert isinstance(last, dict)
    assert {"end", "refused"} & last.keys()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), byte=st.integers(0, 255))
def test_a_spoilt_workbook_ends_in_rows_or_a_reason(tmp_path: Path, at: int, byte: int) -> None:
    spoilt = bytearray(an_xlsx(RUSSIAN))
    spoilt[at % len(spoilt)] = byte
    path = tmp_path / "spoilt.xlsx"
    path.write_bytes(bytes(spoilt))
    last = list(child.told(path, {}))[-1]
    assert {"end", "refused"} & last.keys()  # type: ignore[union-attr]
