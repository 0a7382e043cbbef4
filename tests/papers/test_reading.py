"""What makes a paper readable: words stay whole in narrow columns, and an English paper says what is Russian in it."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from pypdf import PdfReader

from tracker.kernel.latin import in_latin
from tracker.papers import (
    A3_ACROSS,
    DAY,
    NUMBER,
    Band,
    Bullets,
    Column,
    Heading,
    Paper,
    Table,
    Text,
    arial,
    fitting,
    marking,
    write_docx,
    write_pdf,
)
from tracker.papers.paper import Value

HEADINGS = ["Решение предст. органа", "Отв. исполнитель", "Примечание", "Дата вступления в силу"]
ROW: list[Value] = [
    "Меморандум о взаимопонимании",
    "Правительство Нижегородской области, № 204-06/1320",
    "http://example.org/" + "a" * 200,
    "бессрочно",
]


def measure(text: str, strong: bool, size: float) -> float:
    return arial.width_of(text, size, strong=strong) + 4


def test_a_column_is_as_wide_as_its_longest_word_and_the_table_as_wide_as_the_sheet() -> None:
    columns = [Column(heading) for heading in HEADINGS] + [Column("Всё прочее", 4)]
    for sheet, wished, letters in ((400, 8, 8), (272, 8, 8 * 0.96)):
        size, widths = fitting.fitted(columns, [[*ROW, "мелочь"], Band("Бор")], (sheet, wished), measure, "ru")
        assert abs(sum(widths) - sheet) < 0.01
        assert size == letters
        for column, width, value in zip(columns, widths, [*ROW, "мелочь"], strict=True):
            for text, strong in ((column.heading, True), (str(value), False)):
                assert all(measure(word, strong, size) <= width for word in text.split() if len(word) < 30), text


def test_what_fits_in_no_way_still_fills_the_sheet() -> None:
    columns = [Column("Достопримечательность", width) for width in (0.2, *[1] * 11)]
    _size, widths = fitting.fitted(columns, [], (300, 9), measure, "ru")
    assert abs(sum(widths) - 300) < 0.01
    assert min(widths) > 0


def test_a_word_that_is_not_waited_for_leaves_its_column_the_share() -> None:
    columns = [Column("Достопримечательности", 1, NUMBER), *[Column("Сотрудничество", 2.6)] * 4]
    _size, widths = fitting.fitted(columns, [[1, *["слово"] * 4]], (330, 9), measure, "ru")
    assert widths[0] > 0.9 * 330 / 11.4


def narrow(language: str) -> Paper:
    columns = [Column("№", 0.4, NUMBER), *(Column(heading) for heading in HEADINGS[:3]), Column("Ends", 1, DAY)]
    rows: Any = ([number, *ROW[:2], "Hrodna (Гродно)", None] for number in range(1, 4))
    return Paper(
        title="Перечень",
        language=language,
        page=A3_ACROSS,
        parts=[Heading("List"), Text("Одно.\nДва.\n\nThree."), Bullets(["Каталог", "A list"]), Table(columns, rows)],
    )


def test_an_english_paper_says_what_is_russian_in_it() -> None:
    held = io.BytesIO()
    write_docx(narrow("en"), held)
    document = Document(held)
    texts = [one.text for one in document.paragraphs]
    assert "Перечень [in Russian]" in texts
    assert "Одно.\nДва. [in Russian]" in texts
    assert "Three." in texts
    assert "Каталог [in Russian]" in texts
    assert "A list" in texts
    cells = [cell.text for cell in document.tables[-1].rows[3].cells]
    assert cells == [
        "3",
        "Меморандум о взаимопонимании",
        "Правительство Нижегородской области, №\u00a0204-06/1320",
        "Hrodna (Гродно)",
        "",
    ]
    held = io.BytesIO()
    write_pdf(narrow("en"), held)
    assert PdfReader(held).pages[0].extract_text().replace("\n", " ").count("[in Russian]") >= 3
    assert marking.marked(narrow("ru")).title == "Перечень"


def test_what_counts_as_russian() -> None:
    for told in ("Rafael Morais · Рафаэл Мораис", "No. 40415-АЦ", "Rugby club «Химик»", "", "São Paulo"):
        assert not marking.is_russian(told), told
    for told in ("Talks: Практика студентов", "mayor, Союз химиков", "Ёлка", "Signed: “О дружбе”"):
        assert marking.is_russian(told), told


def test_names_are_spelt_as_in_passports() -> None:
    assert in_latin("Юлия Щербакова-Ёлкина") == "Iuliia Shcherbakova-Elkina"
    assert in_latin("Илья ЖУКОВ") == "Ilia ZHUKOV"
    assert in_latin("São Paulo") == "São Paulo"
    assert in_latin(None) == ""
