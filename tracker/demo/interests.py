"""Interests of the demo data, in every state: voiced at the events, matched with organisations at home."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.interests import actions as interests
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.money import HUNDRED

if TYPE_CHECKING:
    from tracker.demo.story import Story
    from tracker.events.models import Event


class Wish(NamedTuple):
    """Partner, event (key), what is wanted, kind, sector, then as far as known who at home suits and the rest."""

    partner: str
    event: str
    what: str
    kind: str
    sector: str
    suits: tuple[str, ...] = ()
    worth: tuple[int, str] | None = None
    fate: str = ""
    direction: str = "theirs"
    details: str = ""


WISHES = (
    Wish("saopaulo", "brics", "Продукция химического комплекса: капролактам, акрилаты", "product", "20",
         ("chimregion",), (2_500_000, "USD"), "matched", details="Просят перечень продукции на португальском."),
    Wish("vadodara", "brics", "Реагенты для очистки питьевой воды", "product", "20", ("chimregion",), (400_000, "USD"), "talks"),
    Wish("ekurhuleni", "brics_plus", "Ответный визит регбийного клуба", "exchange", "93", ("khimik",), None, "matched"),
    Wish("zibo", "brics", "Обмен опытом управления химическими парками", "project", "70", ("chimregion", "composites"), None, "matched"),
    Wish("ekurhuleni", "brics", "Композитные трубы для водопровода", "product", "22", ("composites",), (1_200_000, "ZAR"), "matched"),
    Wish("grodno", "city_day", "Школьный обмен: две группы по 15 человек", "exchange", "85", (), None, ""),
    Wish("novopolotsk", "regions", "Обучение химиков на базе политехнического института", "exchange", "85", ("polytech",), None, "matched"),
    Wish("novopolotsk", "today", "Полимерные добавки, 40 тонн в год", "product", "20", (), (6_000_000, "RUB"), ""),
    Wish("vadodara", "today", "Образцы коагулянтов", "product", "20", ("chimregion",), None, "matched"),
    Wish("navoi", "today", "Практика студентов на азотном производстве", "exchange", "85", (), None, "", "ours"),
    Wish("zibo", "", "Поставка катализаторов из Цзыбо", "product", "20", ("composites",), (900_000, "CNY"), "", "ours"),
    Wish("tabriz", "", "Прямые поставки катализаторов", "product", "20", (), (300_000, "EUR"), "Поставки под ограничениями банков, решение на совещании у главы города"),
    Wish("bitterfeld", "", "Возобновить поездки школьников", "exchange", "85", (), None, "Партнёр не отвечает больше двух лет"),
    Wish("pavlodar", "pavlodar_trip", "Гастроли молодёжного театра", "exchange", "90", (), None, ""),
    Wish("pancevo", "", "Музейный обмен выставками", "exchange", "91", (), None, ""),
)  # fmt: skip


def tell_interests(story: Story, events: dict[str, Event]) -> None:
    """Those whose partner is known to the municipality."""
    for number, wish in enumerate(WISHES):
        if wish.partner in story.partners:
            _tell(story, wish, events, number)


def _tell(story: Story, wish: Wish, events: dict[str, Event], number: int) -> None:
    by = story.staff["official" if number % 3 else "official2"]
    event = events.get(wish.event)
    voiced_on = min(event.starts_on, story.today) if event is not None else story.day(100 + 40 * number)
    people = [one for key, found in story.people.items() if key.startswith(f"{wish.partner}_") for one in found]
    answers: dict[str, Any] = {
        "direction": wish.direction,
        "kind": wish.kind,
        "what": wish.what,
        "details": wish.details or None,
        "sector": wish.sector,
        "partnership_id": story.partners[wish.partner].id,
        "contact_id": people[0].id if people else None,
        "event_id": event.id if event is not None else None,
        "voiced_on": voiced_on,
        "value": wish.worth[0] * HUNDRED if wish.worth else None,
        "currency": wish.worth[1] if wish.worth else None,
        "matches": [story.organisations[key].id for key in wish.suits if key in story.organisations],
    }
    ago = (story.today - voiced_on).days
    with story.at(ago), acting_as(by.id):
        made = interests.voice(by=by, answers=answers, today=voiced_on)
        db.session.flush()
    later = voiced_on + timedelta(days=5)
    if wish.fate == "matched" or not wish.fate or later > story.today:
        return
    with clock.standing_at(min(story.moment(max(ago - 5, 0)), clock.now())), acting_as(by.id):
        if wish.fate == "talks":
            interests.begin_talks(made, by=by, answers={"started_on": later}, today=later)
        else:
            interests.drop(made, by=by, reason=wish.fate)
        db.session.flush()
