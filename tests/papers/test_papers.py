"""Papers: what is described stands in the DOCX and in the PDF, whatever people typed, however long it is."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tracker.papers import (
    A3_ACROSS,
    A4,
    DAY,
    NUMBER,
    Band,
    Bullets,
    Column,
    Facts,
    Heading,
    Letterhead,
    NewPage,
    Note,
    Paper,
    Signature,
    Signatures,
    Table,
    Text,
    write_docx,
    write_pdf,
)
from tracker.papers.wording import sound, told
from tracker.papers.wrapping import lines_of

COLUMNS = [Column("№ п/п", 1, NUMBER), Column("Наименование", 5), Column("Подписано", 2, DAY)]
HOSTILE = "=cmd() <b>&amp;</b> ]]> \x00\x0b\ud800 \u202eобратно {{ x }} <!--table-0--> 🎉"


def many_rows(count):
    for at in range(1, count + 1):
        yield [at, f"Соглашение о сотрудничестве № {at} между администрациями", date(2026, 1, 1)]


def paper(*parts, **more):
    return Paper(**{"title": "Перечень", "language": "ru", "parts": parts, **more})


def as_pdf(described):
    target = io.BytesIO()
    write_pdf(described, target)
    return PdfReader(io.BytesIO(target.getvalue()))


def as_docx(described):
    target = io.BytesIO()
    write_docx(described, target)
    return Document(io.BytesIO(target.getvalue()))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


FULL = {
    "subtitle": "по состоянию на 31.12.2026",
    "letterhead": Letterhead(["Администрация города", "область"], left=["№ 12 от 11.01.2027"], right=["Министерству"]),
    "author": "Администрация города",
    "footer": "Статья 69.5",
}
PARTS = (
    Heading("Итоги"),
    Text("Первый абзац.\nВторая строка.\n\nДругой абзац."),
    Facts([("Подписано", date(2026, 6, 3)), ("Сумма", Decimal("1234567.5")), ("Пусто", None)]),
    Bullets(["раз", "два"]),
    Table(COLUMNS, [Band("Дзержинск"), [1, "Договор", date(2026, 2, 1)]], total=[1, "всего", None], numbered=True),
    Note("Основание"),
    Signatures([Signature("Глава города", "И. Иванов")], day="11 января"),
)
SAID = (
    "Перечень",
    "по состоянию на 31.12.2026",
    "Администрация города",
    "№ 12 от 11.01.2027",
    "Министерству",
    "Итоги",
    "Первый абзац.",
    "Другой абзац.",
    "03.06.2026",
    "раз",
    "Дзержинск",
    "Договор",
    "01.02.2026",
    "всего",
    "Основание",
    "Глава города",
    "И. Иванов",
    "11 января",
    "Статья 69.5",
)


def test_a_pdf_says_everything_in_text_that_can_be_found():
    said = text_of(as_pdf(paper(*PARTS, **FULL)))
    for words in (*SAID, "1 234 567,5"):
        assert words in said.replace("\xa0", " "), words


def test_a_docx_says_everything():
    made = as_docx(paper(*PARTS, **FULL))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(p.text for p in made.paragraphs), *cells, made.sections[0].footer.paragraphs[0].text])
    for words in (*SAID, "1 234 567,5"):
        assert words in said.replace("\xa0", " "), words


def test_a_pdf_has_title_language_bookmarks_and_embedded_letters():
    pdf = as_pdf(paper(*PARTS, **FULL))
    assert pdf.metadata.title == "Перечень"
    assert pdf.metadata.author == "Администрация города"
    assert pdf.trailer["/Root"]["/Lang"] == "ru"
    assert [entry.title for entry in pdf.outline] == ["Итоги"]
    fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].get_object().values()]
    used = [font for font in fonts if font["/BaseFont"] != "/Helvetica"]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_a_docx_has_title_language_and_a_heading_style():
    made = as_docx(paper(*PARTS, **FULL))
    assert made.core_properties.title == "Перечень"
    assert made.core_properties.language == "ru"
    assert 'w:lang w:val="ru-RU"' in made.styles.element.xml
    assert "Heading 1" in [p.style.name for p in made.paragraphs]


def test_hieroglyphs_are_embedded_and_found():
    assert "淄博市友好城市" in text_of(as_pdf(paper(Text("Город 淄博市友好城市"))))


@pytest.mark.parametrize("write", [as_pdf, as_docx])
def test_whatever_people_type_is_text_and_nothing_else(write):
    described = paper(
        Heading(HOSTILE),
        Text(HOSTILE),
        Bullets([HOSTILE]),
        Facts([(HOSTILE, HOSTILE)]),
        Table([Column(HOSTILE)], [[HOSTILE], Band(HOSTILE)]),
        Note(HOSTILE),
        Signatures([Signature(HOSTILE, HOSTILE)], day=HOSTILE),
        title=HOSTILE,
        subtitle=HOSTILE,
        author=HOSTILE,
        footer=HOSTILE,
        letterhead=Letterhead([HOSTILE], [HOSTILE], [HOSTILE]),
    )
    made = write(described)
    said = text_of(made) if write is as_pdf else made.element.xml
    assert "cmd()" in said
    assert "\x00" not in said


def test_headings_of_a_table_stand_on_each_page_and_no_row_is_lost():
    pdf = as_pdf(paper(Table(COLUMNS, many_rows(400), total=[400, "", None])))
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) > 5
    assert all("Наименование" in page for page in pages)
    assert all(f"№ {at} между" in "\n".join(pages).replace("\n", " ").replace("  ", " ") for at in range(1, 401))
    assert f"{len(pages)}\n/ {len(pages)}\n" in pages[-1]


def test_headings_of_a_docx_table_are_repeated_and_rows_are_not_divided():
    table = as_docx(paper(Table(COLUMNS, many_rows(3), numbered=True))).tables[0]
    assert [row._tr.trPr is not None and "tblHeader" in row._tr.xml for row in table.rows] == [True, True, *[False] * 3]
    assert all("cantSplit" in row._tr.xml for row in table.rows)


def test_a_row_higher_than_a_page_is_divided():
    long = "\n".join(f"строка {at}" for at in range(300))
    said = text_of(
        as_pdf(paper(Table([Column("Что"), Column("Как")], [["до", "того"], [long, "x"], ["после", "того"]])))
    )
    assert all(f"строка {at}" in said for at in range(300))
    assert "после" in said


def test_sheets_turn_inside_a_paper():
    described = paper(Text("стоя"), NewPage(A3_ACROSS), Text("лёжа"), NewPage(A4), Text("опять стоя"))
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in as_pdf(described).pages]
    assert [width > height for width, height in sizes] == [False, True, False]
    widths = [section.page_width.mm for section in as_docx(described).sections]
    assert [round(width) for width in widths] == [210, 420, 210]


def test_two_thousand_rows_take_seconds_and_little_memory():
    columns = [Column(f"Столбец {at}") for at in range(21)]

    def rows():
        for at in range(2000):
            yield [at, *["Соглашение о сотрудничестве"] * 20]

    for write in (write_pdf, write_docx):
        target = io.BytesIO()
        started = time.perf_counter()
        write(paper(Table(columns, rows(), size=6.5), page=A3_ACROSS), target)
        assert time.perf_counter() - started < 20, write


def test_memory_does_not_grow_with_the_rows_of_a_docx():
    def grown(count):
        with io.BytesIO() as target:
            tracemalloc.start()
            write_docx(paper(Table(COLUMNS, many_rows(count))), target)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

    grown(10)
    assert grown(6000) < grown(600) + 3_000_000


def test_rows_are_read_once_and_one_by_one():
    taken = []

    def rows():
        for at in range(50):
            taken.append(at)
            yield [at, "x", None]

    as_docx(paper(Table(COLUMNS, rows())))
    assert taken == list(range(50))


def test_every_xml_part_of_a_docx_is_sound():
    from defusedxml import ElementTree

    target = io.BytesIO()
    write_docx(paper(*PARTS, **FULL), target)
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))


@given(st.text(max_size=80), st.integers(3, 40))
@settings(max_examples=300)
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text, width):
    text = sound(text).replace("\t", " ")
    lines = lines_of(text, width, len)
    assert all(len(line) <= width for line in lines)
    bare = "".join(text.split()).replace("-", "")
    assert "".join("".join(lines).split()).replace("-", "") == bare


def test_a_long_word_is_divided_between_syllables():
    assert lines_of("Достопримечательность", 12, len) == ["Достопримеча"[:10] + "-", "чательность"]
    assert lines_of("социально-экономическое", 12, len) == ["социально-", "экономичес-", "кое"]
    assert lines_of("«Достопримечательность»:", 12, len)[0] == "«Достоприме-"
    assert lines_of("https://example.org/a/123456789012345", 12, len)[0] == "https://"


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (date(2026, 1, 31), "ru", "31.01.2026"),
        (date(2026, 1, 31), "en", "31 Jan 2026"),
        (1234.5, "ru", "1\xa0234,5"),
        (None, "ru", ""),
        ("текст", "ru", "текст"),
        ("№ 204-06/1320 и № б/н", "ru", "№\xa0204-06/1320 и № б/н"),
        ("письма — 20, визиты — нет", "ru", "письма\xa0—\xa020, визиты — нет"),
        ("Law No. 131-FZ. So no. Yes", "en", "Law No.\xa0131-FZ. So no. Yes"),
    ],
)
def test_values_are_told_in_the_papers_language(value, language, said):
    assert told(value, language) == said
