"""The demo's gifts, given and received."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.gifts import actions
from tracker.kernel.db import acting_as

if TYPE_CHECKING:
    from tracker.demo.story import Story

# partner, way, what, days ago, occasion, roubles, reported and handed over so many days after
GIFTS = (
    ("grodno", "given", "Альбом «Дзержинск — город химиков»", 180, "День города", 1800, None, None),
    ("grodno", "received", "Слуцкий пояс, копия", 178, "День города", 4200, 2, 9),
    ("grodno", "given", "Шкатулка с городецкой росписью", 540, "юбилей побратимства", 2600, None, None),
    ("novopolotsk", "given", "Хохломской поднос", 515, "подписание соглашения", 2900, None, None),
    ("novopolotsk", "received", "Картина «София Полоцкая»", 515, "подписание соглашения", 6500, 1, 20),
    ("zibo", "received", "Фарфоровая ваза", 6, "визит делегации", 5200, None, None),
    ("zibo", "given", "Самовар подарочный", 230, "форум БРИКС", 2990, None, None),
    ("ekurhuleni", "received", "Маска из дерева", 300, "приезд клуба регби", 1500, 3, None),
    ("pancevo", "given", "Набор «Городецкий пряник»", 236, "подписание протокола", 900, None, None),
    ("pancevo", "received", "Альбом видов Панчева", 236, "подписание протокола", 700, 2, None),
    ("saopaulo", "given", "Альбом «Дзержинск — город химиков»", 60, "переговоры", 1800, None, None),
)


def tell_gifts(story: Story) -> None:
    for key, way, what, ago, occasion, roubles, reported, handed in GIFTS:
        if key not in story.partners:
            continue
        partner = story.partners[key]
        by = partner.responsible or story.staff["official"]
        answers = {
            "way": way,
            "what": what,
            "passed_on": story.day(ago),
            "occasion": occasion,
            "price": Decimal(roubles),
            "user_id": by.id,
            "notified_on": story.day(ago - reported) if reported is not None else None,
            "handed_over_on": story.day(ago - handed) if handed is not None else None,
        }
        with story.at(max(ago - 20, 0)), acting_as(by.id):
            actions.add(by=by, answers=answers, theirs=actions.Theirs(partners=[partner]), today=story.today)
