"""Typed words without a database."""

from __future__ import annotations

import pytest

from tracker.kernel import spelling
from tracker.kernel.text import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("ltkjdjq", "деловой"),
        ("Uhjlyj", "гродно"),
        ("пкщвтщ", "grodno"),
        ("ыфщ зфгдщ", "sao paulo"),
    ],
)
def test_the_same_keys_in_the_other_layout(typed: str, meant: str) -> None:
    assert spelling.in_other_layout(typed) == meant


@pytest.mark.parametrize(
    "forms",
    [
        ("Павлодар", "Павлодара", "Павлодару", "Павлодаром", "Павлодаре"),
        ("театр", "театра", "театром", "театры", "театров", "театрами", "театрах"),
        ("химический", "химического", "химическому", "химическим", "химическая", "химические", "химических"),
        ("администрация", "администрации", "администрацию", "администрацией"),
        ("соглашение", "соглашения", "соглашением", "соглашениями"),
    ],
)
def test_a_word_in_all_its_cases_has_one_stem(forms: tuple[str, ...]) -> None:
    folded = [fold(form) for form in forms]
    stems = {spelling.stem(form) for form in folded}
    shortest = min(stems, key=len)
    assert all(form.startswith(shortest) for form in folded)
    assert len(stems) == 1, stems


def test_a_short_word_keeps_its_ending() -> None:
    assert spelling.stem("ana") == "ana"
    assert spelling.stem("27") == "27"


def test_small_words_count_only_alone() -> None:
    assert [term.word for term in spelling.terms("с Казахстаном")] == [fold("Казахстаном")]
    assert [term.word for term in spelling.terms("с")] == ["s"]


@pytest.mark.parametrize(
    ("typed", "word", "wrong"),
    [
        ("pavlodar", "pavlodar", 0),
        ("pavlodra", "pavlodar", 1),
        ("pvlodar", "pavlodar", 1),
        ("pavladar", "pavlodar", 1),
        ("paavlodar", "pavlodar", 1),
        ("pavlod", "pavlodarskii", 0),
        ("grdn", "grodno", 1),
        ("abc", "abd", spelling.MOST_SLIPS + 1),
        ("zibo", "minsk", spelling.MOST_SLIPS + 1),
    ],
)
def test_slips_are_counted_to_the_nearest_beginning(typed: str, word: str, wrong: int) -> None:
    assert spelling.slips(typed, word) == wrong


@pytest.mark.parametrize("wrong", ["avlodar", "pxvlodar", "pavlodxr", "paovlodar", "pavloadr", "pavldar"])
def test_of_a_word_with_one_slip_a_piece_stays_whole(wrong: str) -> None:
    assert any(piece in " pavlodar " for piece in spelling.Term(wrong, wrong).pieces)


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Город в штате Сан-Паулу", "paul", "Паул"),
        ("São Paulo", "paul", "Paul"),
        ("Щёлково", "schel", "Щёл"),
        ("Ассоциация «Дзержинскхимрегион»", "himreg", "химрег"),
        ("Савицкий Павел", "saviki", "Савицкий"),
        ("01-27/12", "12", "12"),
    ],
)
def test_what_was_found_is_marked_where_it_stands(text: str, needle: str, found: str) -> None:
    assert [part for part, is_found in spelling.marked(text, [needle]) if is_found] == [found]
