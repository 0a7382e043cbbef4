"""Visiting cards out and in."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tracker.contacts import vcards
from tracker.contacts.models import Contact
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User

    Make = Callable[..., Contact]

CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD
TEL;CELL:+7 900 1112233
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:João Silva
ORG:Câmara de Comércio;Exterior
TITLE:diretor
TEL;VALUE=uri;TYPE=cell:tel:+55-11-91234-5678
EMAIL:joao@example.com
END:VCARD
"""


def test_cards_of_old_and_new_kind_are_read() -> None:
    old, new = vcards.read(CARDS)
    assert old.answers["name_ru"] == "Иванов Иван"
    assert old.ways == [{"kind": "mobile", "value": "+7 900 1112233"}]
    assert new.answers["name_en"] == "João Silva"
    assert (new.organisation, new.title) == ("Câmara de Comércio", "diretor")
    assert {"kind": "email", "value": "joao@example.com"} in new.ways


@pytest.mark.parametrize(
    "text", ["", "abc", "BEGIN:VCARD\nEND:VCARD", "BEGIN:VCARD\nFN:x", "BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        vcards.read(text)


def test_a_large_file_is_refused_and_another_encoding_is_read() -> None:
    with pytest.raises(RuleBroken, match="too large"):
        vcards.decoded(b"x" * (vcards.LARGEST + 1))
    assert vcards.decoded("Иванов".encode("cp1251")) == "Иванов"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        vcards.read(f"BEGIN:VCARD\nVERSION:3.0\nFN:{text}\nEND:VCARD\n")
    except RuleBroken:
        return


def test_a_card_that_goes_out_comes_back(make_contact: Make) -> None:
    made = make_contact(
        "Иванов Иван",
        name_en="Ivan Ivanov",
        name_original="Іван Іваноў",
        ways=[{"kind": "mobile", "value": "+375 29 1234567"}, {"kind": "email", "value": "ivan@example.com"}],
        posts=[{"title_ru": "мэр", "body": "Горисполком", "is_main": True}],
    )
    (back,) = vcards.read(vcards.written([made], "ru", date(2026, 11, 23)))
    assert back.names == ["Иванов Иван", "Ivan Ivanov", "Іван Іваноў"]
    assert {way["value"] for way in back.ways} == {"+375 29 1234567", "ivan@example.com"}
    assert (back.organisation, back.title) == ("Горисполком", "мэр")


def test_cards_of_a_file_are_shown_and_the_ticked_become_contacts(
    sign_in: Any, official: User, make_contact: Make
) -> None:
    make_contact("Силва Жуан", name_en="Silva João")
    db.session.commit()
    office = sign_in(official)
    page = office.post("/contacts/cards", {"file": (io.BytesIO(CARDS.encode()), "cards.vcf")}, status=200).get_data(
        as_text=True
    )
    assert "Иванов Иван" in page
    assert "Already here?" in page
    office.post("/contacts/cards", {"cards": CARDS, "take": "0"}, status=303)
    made = db.session.scalars(select(Contact).where(Contact.name_ru == "Иванов Иван")).one()
    assert made.ways[0].value == "+7 900 1112233"
    assert db.session.scalar(select(Contact).where(Contact.name_en == "João Silva")) is None


def test_what_is_no_file_of_cards_says_so(sign_in: Any) -> None:
    page = sign_in("official").post("/contacts/cards", {"file": (io.BytesIO(b"\x00\xff"), "x.vcf")}, status=422)
    assert "holds no visiting cards" in page.get_data(as_text=True)


def test_the_list_and_a_person_go_out_as_cards(sign_in: Any, official: User, make_contact: Make) -> None:
    one, other = make_contact("Жуан Силва"), make_contact("Ана Кошта")
    db.session.commit()
    office = sign_in(official)
    assert "Жуан Силва" in office.get(f"/contacts/{one.id}/card.vcf").get_data(as_text=True)
    listed = office.get("/contacts.vcf?q=кошта").get_data(as_text=True)
    assert other.name_ru in listed
    assert one.name_ru not in listed
