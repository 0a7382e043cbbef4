"""What a gift says, what is asked of a received one, and what was given before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.gifts.conftest import NOW, TODAY
from tracker.gifts import actions, queries, rules
from tracker.gifts.models import Gift
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.find import matches
from tracker.regulations import queries as regulation_queries

FRIDAY = date(2026, 11, 20)


def test_a_received_gift_is_reported_within_three_working_days(exchange):
    assert exchange(way="received", passed_on=FRIDAY).notice_due_on == date(2026, 11, 25)
    assert exchange(way="given", passed_on=FRIDAY).notice_due_on is None


def test_the_term_and_the_limit_are_data(exchange):
    profile = regulation_queries.regulation(on=FRIDAY)
    profile.gift_notice_days, profile.gift_value = 1, 100
    gift = exchange(way="received", price=Decimal(101))
    assert (gift.notice_due_on, gift.is_dear) == (date(2026, 11, 23), True)
    profile.gift_notice_days, profile.gift_value = None, None
    gift = exchange(way="received", price=Decimal(10_000))
    assert (gift.notice_due_on, gift.is_dear) == (None, False)


@pytest.mark.parametrize(
    ("way", "price", "currency", "dear"),
    [
        ("received", Decimal("3000.00"), "RUB", False),
        ("received", Decimal("3000.01"), "RUB", True),
        ("received", Decimal(5000), "CNY", False),
        ("received", None, "RUB", False),
        ("given", Decimal(5000), "RUB", False),
    ],
)
def test_one_beyond_the_limit_is_handed_over(exchange, way, price, currency, dear):
    gift = exchange(way=way, price=price, currency=currency)
    assert gift.is_dear is dear
    assert gift.price == price


def test_what_is_not_reported_in_time_is_found(exchange):
    late = exchange(way="received", passed_on=date(2026, 11, 2))
    exchange(way="received", passed_on=date(2026, 11, 2), notified_on=date(2026, 11, 3))
    exchange(way="received", passed_on=FRIDAY)
    assert [row.id for row in db.session.execute(queries.unreported(TODAY))] == [late.id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"passed_on": None}, "passed_on"),
        ({"passed_on": TODAY + timedelta(days=1)}, "passed_on"),
        ({"way": "received", "notified_on": FRIDAY - timedelta(days=1)}, "notified_on"),
        ({"way": "received", "handed_over_on": TODAY + timedelta(days=1)}, "handed_over_on"),
    ],
)
def test_days_make_sense(exchange, changes, field):
    with pytest.raises(RuleBroken) as broken:
        exchange(**changes)
    assert broken.value.field == field


def test_it_is_somebodys_and_one_partners(partner):
    with pytest.raises(RuleBroken, match="whom"):
        actions.Theirs()
    with pytest.raises(RuleBroken, match="at most"):
        actions.Theirs(partners=[partner, partner])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Самовар подарочный", "Тульские самовары", True),
        ("Альбом «Дзержинск»", "альбом видов города", True),
        ("Samovar", "Самовар", True),
        ("Шкатулка", "Самовар", False),
        ("Чай", "чай в шкатулке", True),
        ("Мёд", "Мёд", False),
    ],
)
def test_the_same_thing_is_told_by_a_telling_word(one, other, same):
    assert rules.alike(one, other) is same


def test_only_what_was_given_to_them_counts_as_given_before(exchange, partner):
    given = exchange()
    exchange(way="received", what="Ваза")
    exchange(what="Шкатулка").archived_at = NOW
    assert [row.id for row in queries.given_before([partner.id], [], [])] == [given.id]
    assert list(queries.given_before([partner.id], [], [], given.id)) == []
    assert list(queries.given_before([], [], [])) == []


def test_edit_on_an_old_version_and_archive_of_anothers(exchange, official, manager, make_user, partner):
    gift = exchange()
    said = {"way": "given", "what": "Самовар", "passed_on": FRIDAY}
    theirs = actions.Theirs(partners=[partner])
    with pytest.raises(EditedMeanwhile):
        actions.edit(gift, by=official, version=gift.version - 1, answers=said, theirs=theirs, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.archive(gift, by=make_user("official"), now=NOW)
    actions.archive(gift, by=manager, now=NOW)


def test_it_is_found_by_its_words_and_its_partner(exchange):
    gift = exchange(occasion="форум БРИКС")
    for words in ("самовар", "форум", "гродно", "samovar"):
        assert db.session.scalars(select(Gift.id).where(matches(Gift, words))).all() == [gift.id], words
