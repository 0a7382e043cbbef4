"""Names in capitals, put into ordinary case."""

from __future__ import annotations

import pytest

from tracker.kernel.capitals import in_ordinary_case


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ПЕТРОВ ИВАН ИВАНОВИЧ", "Петров Иван Иванович"),
        ("ПЕТРОВ И.И.", "Петров И.И."),
        ("ПЕТРОВ И. ИВ.", "Петров И. ИВ."),
        ("ПЕТРОВ-ВОДКИН КУЗЬМА", "Петров-Водкин Кузьма"),
        ("АЛИЕВ ГЕЙДАР ОГЛЫ", "Алиев Гейдар оглы"),
        ("ФОН ДЕР ЛЯЙЕН УРСУЛА", "Фон дер Ляйен Урсула"),
        ("URSULA VON DER LEYEN", "Ursula von der Leyen"),
        ("JOHN MCDONALD", "John McDonald"),
        ("SEAN O'CONNOR", "Sean O'Connor"),
        ("JEANNE D’ARC", "Jeanne D’Arc"),
        ("МАР'ЯНА В'ЯЧЕСЛАВІВНА", "Мар'яна В'ячеславівна"),
        ("JOHN SMITH III", "John Smith III"),
        ("ANTOINE DE SAINT-EXUPÉRY", "Antoine de Saint-Exupéry"),
        ("İBRAHİM ÇELİK", "İbrahim Çelik"),
        ("Иван ПЕТРОВ", "Иван Петров"),
        ("Petrov Ivan", "Petrov Ivan"),
        ("petrov ivan", "petrov ivan"),
        ("LI WEI", "Li Wei"),
        ("王伟", "王伟"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_capitals_are_put_into_ordinary_case(said: str, meant: str) -> None:
    assert in_ordinary_case(said) == meant
    assert in_ordinary_case(meant) == meant
