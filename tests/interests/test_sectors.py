from __future__ import annotations

import re

from tracker.interests.sectors import SECTORS, divisions_of, found


def test_the_table_is_the_standard_whole():
    """ISIC Rev. 4 has 21 sections, A to U, and 88 divisions."""
    sections = [code for code in SECTORS if code.isalpha()]
    divisions = [code for code in SECTORS if code.isdigit()]
    assert sections == [chr(ord("A") + n) for n in range(21)]
    assert len(divisions) == 88
    assert divisions == sorted(divisions)
    assert all(re.fullmatch(r"[0-9]{2}", code) for code in divisions)


def test_every_sector_has_both_names_and_a_section():
    for one in SECTORS.values():
        assert one.ru
        assert one.en
        assert one.section in SECTORS


def test_a_section_holds_its_divisions():
    assert divisions_of("B") == ["B", "05", "06", "07", "08", "09"]
    assert sum(len(divisions_of(code)) for code in SECTORS if code.isalpha()) == len(SECTORS)


def test_a_sector_is_found_by_code_and_by_a_word_in_either_language():
    assert found("20")[0].code == "20"
    assert "20" in {one.code for one in found("хими")}
    assert "20" in {one.code for one in found("chemic")}
    assert found("") == []
