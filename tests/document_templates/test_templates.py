"""A template is data: what it names is filled in once, anything else is refused with a report of where it stands."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.document_templates import filling, reading
from tracker.document_templates.fields import FIELDS, TABLES
from tracker.document_templates.filling import BY_HAND, Values
from tracker.document_templates.kinds import Kind
from tracker.document_templates.papers import Paper
from tracker.document_templates.reading import TemplateRefused
from tracker.document_templates.shipped import shipped
from tracker.document_templates.values import day

BASIS = "{{ legal_basis }}"


def written(*paragraphs: str, table: list[list[str]] | None = None, header: str = "", basis: str = BASIS) -> bytes:
    made = Document()
    for text in (*paragraphs, basis):
        made.add_paragraph(text)
    if table:
        grid = made.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if header:
        made.sections[0].header.paragraphs[0].text = header
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Paper(content).paragraphs()]


def faults(content: bytes, kind: Kind = Kind.AGREEMENT) -> list[tuple[str, str, str]]:
    return [(one.place.words % one.place.values, one.text, one.why) for one in reading.faults_of(content, kind)]


def test_fields_are_filled_in_body_tables_and_headers():
    content = written(
        "До {{agreement.title}}, после {{ agreement.number }}.", table=[["{{ today }}"]], header="{{ today }}"
    )
    filled = filling.fill(content, Values({"agreement.title": {"ru": "А & <Б>"}, "today": {"ru": "сегодня"}}), "ru")
    assert texts(filled) == ["До А & <Б>, после __________.", BY_HAND, "сегодня", "сегодня"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_field_that_is_split_over_runs_is_one_field(size):
    made = Document()
    paragraph = made.add_paragraph()
    text = "Договор «{{ agreement.title }}» № {{agreement.number}}."
    for at in range(0, len(text), size):
        paragraph.add_run(text[at : at + size]).bold = at % 2 == 0
    held = io.BytesIO()
    made.save(held)
    assert [why for _where, _text, why in faults(held.getvalue())] == ["names no legal basis: put this field somewhere"]
    filled = filling.fill(
        held.getvalue(), Values({"agreement.title": {"ru": "О дружбе"}, "agreement.number": {"ru": "7"}}), "ru"
    )
    assert texts(filled) == ["Договор «О дружбе» № 7."]


def test_what_was_filled_in_is_never_filled_again():
    values = Values(
        {
            "agreement.title": {"ru": "{{ agreement.number }} {% x %}"},
            "agreement.number": {"ru": "{{ today }}"},
            "today": {"ru": "NO"},
        }
    )
    filled = filling.fill(written("{{ agreement.title }}|{{ agreement.number }}"), values, "ru")
    assert texts(filled)[0] == "{{ agreement.number }} {% x %}|{{ today }}"


def test_entries_of_a_table_that_look_like_fields_stay_texts():
    content = written(table=[["{{ party.name }}", "{{ agreement.number }}"]])
    values = Values({"agreement.number": {"ru": "5"}}, {"party": [{"party.name": {"ru": "{{ agreement.number }}"}}]})
    assert texts(filling.fill(content, values, "ru"))[1:] == ["{{ agreement.number }}", "5"]


def test_a_row_is_repeated_for_each_entry_and_goes_for_none():
    content = written(table=[["№", "Сторона"], ["{{ party.number }}", "{{ party.name.en }}"], ["конец", ""]])
    entries = [{"party.number": {"ru": str(n)}, "party.name": {"en": f"Party {n}"}} for n in (1, 2, 3)]
    filled = texts(filling.fill(content, Values(tables={"party": entries}), "ru"))
    assert filled[1:] == ["№", "Сторона", "1", "Party 1", "2", "Party 2", "3", "Party 3", "конец", ""]
    assert texts(filling.fill(content, Values(), "ru"))[1:] == ["№", "Сторона", "конец", ""]


def test_lines_stay_lines_and_control_characters_go():
    filled = filling.fill(
        written("{{ agreement.subject }}"), Values({"agreement.subject": {"ru": "раз\nдва\x00\x07"}}), "ru"
    )
    paragraph = Document(io.BytesIO(filled)).paragraphs[0]
    assert paragraph.text == "раз\nдва"


@pytest.mark.parametrize(
    "text",
    [
        "{{ agreement.__class__ }}",
        "{{ agreement.title.upper() }}",
        "{{ agreement.title | safe }}",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{# note #}",
        "{{ agreement.title",
        "agreement.title }}",
        "{{ config }}",
        "{{ agreement.note }}",
        "{{ partner.name.de }}",
        "{{ Agreement.Title }}",
        "{{}}",
        "{{{ agreement.title }}}",
    ],
)
def test_what_is_no_field_is_refused_with_its_place(text):
    found = faults(written("Первый абзац", f"Второй {text} абзац"))
    assert len(found) == 1, found
    where, quoted, why = found[0]
    assert where == "paragraph 2"
    assert quoted
    assert "field" in why


def test_the_place_of_a_fault_in_tables_headers_and_rows_is_told():
    found = faults(written("x", table=[["a", "b"], ["c", "{{ secret }}"]], header="{{ other }}"))
    assert ("table 1, row 2, cell 2", "{{ secret }}", "is not on the list of fields") in found
    assert ("in the header", "{{ other }}", "is not on the list of fields") in found


def test_fields_of_other_papers_and_rows_without_a_table_are_refused():
    assert "not known for papers" in faults(written("{{ interaction.text }}"))[0][2]
    assert "outside a row" in faults(written("{{ party.name }}"))[0][2]
    assert "shares a row" in faults(written(table=[["{{ party.name }}", "{{ enclosure.name }}"]]))[0][2]
    assert "no legal basis" in faults(written("x", basis=""))[0][2]


def test_what_a_word_processor_would_carry_out_is_refused():
    made = Document(io.BytesIO(written("x")))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), ' INCLUDETEXT "http://host/x" ')
    made.paragraphs[0]._p.append(field)
    made.part.relate_to(
        "http://host/picture.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    held = io.BytesIO()
    made.save(held)
    told = {why for _where, _text, why in faults(held.getvalue())}
    assert told == {"is a field that the word processor would carry out", "is fetched from elsewhere and not taken"}


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="{}%#ag.reemnt_ title\n|()", max_size=60))
def test_a_template_that_is_taken_holds_no_brace_that_stays(text):
    content = written(text)
    try:
        reading.check(content, Kind.AGREEMENT)
    except TemplateRefused:
        return
    filled = filling.fill(content, Values(), "ru")
    assert all("{{" not in one and "{%" not in one for one in texts(filled))


@settings(max_examples=60, deadline=None)
@given(value=st.text(max_size=80))
def test_any_value_gives_a_document_that_opens(value):
    filled = filling.fill(written("{{ agreement.title }}"), Values({"agreement.title": {"ru": value}}), "ru")
    assert Document(io.BytesIO(filled)).paragraphs


@pytest.mark.parametrize("word", shipped())
def test_every_shipped_template_passes_its_own_check_and_is_the_same_each_time(word):
    source = shipped()[word]
    assert reading.faults_of(source.content, source.kind) == []
    assert zipfile.ZipFile(io.BytesIO(source.content)).testzip() is None
    shipped.cache_clear()
    again = shipped()[word]
    assert texts(again.content) == texts(source.content)


@pytest.mark.parametrize("word", shipped())
def test_a_filled_shipped_template_leaves_no_field(word):
    source = shipped()[word]
    said = {name: {"ru": f"р:{name}", "en": f"e:{name}"} for name in FIELDS}
    tables = {table: [{name: {"ru": name, "en": name} for name in fields}] for table, fields in TABLES.items()}
    language = "ru" if source.language.value == "bilingual" else source.language.value
    filled = texts(filling.fill(source.content, Values(said, tables), language))
    assert not any(
        "{{" in one or BY_HAND in one
        for one in filled
        if "____________" not in one and "№\xa0__" not in one and "No.\xa0__" not in one
    )
    assert any("legal_basis" in one for one in filled)


def test_days_are_written_the_languages_way():
    assert day(date(2026, 11, 3)) == {"ru": "3\xa0ноября\xa02026\xa0года", "en": "3\xa0November\xa02026"}
    assert day(None) == {}
