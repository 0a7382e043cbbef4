"""How ways to reach a person are read."""

from __future__ import annotations

import pytest

from tracker.contacts import languages, rules
from tracker.contacts.models import BASIS_LABELS, SOURCE_LABELS, WAY_LABELS, Basis, Source, WayKind
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import script_of


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Ёлкин", "cyrillic"),
        ("João", "latin"),
        ("王伟", "other"),
        ("محمد", "other"),
        ("  1. Иван", "cyrillic"),
        ("", "latin"),
    ],
)
def test_the_first_letter_says_the_script(name: str, script: str) -> None:
    assert script_of(name) == script


@pytest.mark.parametrize("typed", ["+7 (831) 325-14-20", "8 831 325 14 20", "831-325-14-20", "7.831.3251420"])
def test_one_phone_in_any_writing(typed: str) -> None:
    assert rules.fold_way(WayKind.MOBILE, typed) == "8313251420"


def test_addresses_are_compared_without_case() -> None:
    assert rules.fold_way(WayKind.EMAIL, "Joao@Example.COM") == "joao@example.com"
    assert rules.fold_way(WayKind.PHONE, "+55 11 3111-0000") == "551131110000"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (WayKind.EMAIL, "joao"),
        (WayKind.EMAIL, "a@b"),
        (WayKind.EMAIL, "a b@c.ru"),
        (WayKind.EMAIL, "<a@b.ru>"),
        (WayKind.PHONE, "1234"),
        (WayKind.MOBILE, "нет"),
    ],
)
def test_what_is_no_way_is_refused(kind: WayKind, value: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.check_way(kind, value)
    assert broken.value.field == "ways"


@pytest.mark.parametrize(
    ("kind", "value", "leads_to"),
    [
        (WayKind.EMAIL, "a@b.example", "mailto:a@b.example"),
        (WayKind.PHONE, "+7 (831) 325-14-20 доб. 12", "tel:+78313251420"),
        (WayKind.MOBILE, "(11) 3111-0000", "tel:1131110000"),
        (WayKind.MESSENGER, "@joao", None),
    ],
)
def test_a_way_leads_somewhere(kind: WayKind, value: str, leads_to: str | None) -> None:
    rules.check_way(kind, value)
    assert rules.link_of(kind, value) == leads_to


def test_everything_has_its_word() -> None:
    assert (set(BASIS_LABELS), set(SOURCE_LABELS), set(WAY_LABELS)) == (set(Basis), set(Source), set(WayKind))


@pytest.mark.parametrize(
    ("given", "kept", "unknown"),
    [
        ("португальский, английский", "pt,en", []),
        ("Portuguese; ENGLISH / pt", "pt,en", []),
        (["zh", "en", "zh"], "zh,en", []),
        ("русский, эльфийский", "ru", ["эльфийский"]),
        ("", None, []),
        (None, None, []),
        (" , ", None, []),
    ],
)
def test_languages_are_read_by_code_or_by_name(
    given: str | list[str] | None, kept: str | None, unknown: list[str]
) -> None:
    assert languages.as_stored(given) == (kept, unknown)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_has_a_name_of_its_own(language: str) -> None:
    names = languages.names(language)
    assert len(set(names.values())) == len(languages.CODES) == len(set(languages.CODES))


def test_what_was_stored_otherwise_is_left_out() -> None:
    assert languages.told("pt,qq,en", "en") == "Portuguese, English"
    assert languages.told(None, "ru") == ""
