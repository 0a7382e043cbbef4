"""Numbers in addresses and forms may be anything: one that no record has is no record, and never breaks a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import config
from tracker.kernel.text import number_of, numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import User

TOO_LARGE = "9" * 25
NO_NUMBERS = (TOO_LARGE, "9" * 18, "%C2%B2", "%D9%A3", "-1", "%00")
ADDRESSES = (
    "/agreements/board?lanes=responsible&lane={}",
    "/negotiations/board?lanes=responsible&lane={}",
    "/obligations/board?lanes=area&lane={}",
    "/agreements/new?partnership={0}&negotiation={0}&parent={0}",
    "/bulk?list=partners&do=archive&layout=board&id={}",
    "/calendar/city-days/new?partner={}",
    "/contacts/new?organisation={}",
    "/documents/new?subject=agreement:{}",
    "/events/new?partner={}",
    "/interactions/new?partner={0}&contact={0}&organisation={0}&about=agreement:{0}",
    "/letters/new?reply_to={0}&interaction={0}",
    "/negotiations/new?partner={}",
    "/notices?before={}",
    "/obligations/new?agreement={}",
    "/organisations/doubles?name_ru=x&but={}",
    "/contacts/doubles?name_ru=x&but={}",
    "/partners/new?place=city:{}",
    "/tasks/new?about=agreement:{}",
    "/yearly-reports/new?year={}",
    "/interests/new?organisation={0}&partner={0}",
    "/gifts/new?partner={0}&event={0}&contact={0}",
)

FORMS = (
    "/interactions/quick",
    "/yearly-reports/new",
    "/gifts/new",
    "/contacts/new",
    "/obligations/new",
    "/letters/new",
    "/board-visits/look",
    "/merging/different",
    "/bulk?list=partners&do=archive",
    "/views/new",
)


@pytest.mark.parametrize("word", NO_NUMBERS)
def test_an_address_with_a_number_of_nothing_opens_or_is_not_there(
    sign_in: Callable[..., Client], manager: User, word: str
) -> None:
    client = sign_in(manager)
    for address in ADDRESSES:
        answer = client.get(address.format(word), status=None)
        assert answer.status_code in {200, 302, 303, 404, 422}, address


@pytest.mark.parametrize("word", [TOO_LARGE, "9" * 18, "\u00b2", "-1", "\x00"])
def test_a_form_with_a_number_of_nothing_is_refused(
    sign_in: Callable[..., Client], make_user: Callable[..., User], word: str
) -> None:
    client = sign_in(make_user("admin"))
    names = ("partner", "organisation", "interaction", "agreement", "number", "year", "id", "stage", "but")
    for address in FORMS:
        answer = client.post(address, dict.fromkeys(names, word))
        assert answer.status_code < 500, address


@pytest.mark.parametrize("key", ["", "\x00", "a\x00b", "a\nb"])
def test_a_form_with_a_key_that_is_none_is_refused(sign_in: Callable[..., Client], manager: User, key: str) -> None:
    sign_in(manager).post("/tasks/quick", {"title": "Раз", "form_key": key}, status=400)


def test_no_view_reads_numbers_that_no_database_keeps() -> None:
    views = (config.ROOT / "tracker").rglob("*.py")
    assert [str(path) for path in views if ", type=int)" in path.read_text() and path.name != "cli.py"] == []


def test_only_what_a_database_keeps_is_a_number() -> None:
    assert [number_of(word) for word in ("7", 7, "007", "", None, "-1", "²", "٣", "1e3", TOO_LARGE)] == [
        *(7, 7, 7),
        *[None] * 7,
    ]
    assert numbers_of(["1", "x", TOO_LARGE, "2"]) == [1, 2]


@pytest.mark.parametrize("number", ["3000000000", "9" * 18, "9" * 25])
def test_a_path_with_a_number_that_no_record_has_is_not_there(sign_in: Callable[..., Client], number: str) -> None:
    client = sign_in("manager")
    for kind in ("partners", "contacts", "agreements", "documents"):
        client.get(f"/{kind}/{number}", status=404)
