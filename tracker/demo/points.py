"""What the demo's officials want to say at the next meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dossier import actions
from tracker.kernel.db import acting_as

if TYPE_CHECKING:
    from tracker.demo.story import Story

POINTS = {
    "saopaulo": "Поблагодарить за письмо; каталог будет к концу месяца.\n"
    "Спросить, какой город готов стать партнёром и кто подпишет протокол о намерениях.\n"
    "Предложить приезд делегации на День города.\n"
    "Не обещать цены и сроки поставок: это дело предприятий.",
    "zibo": "Поблагодарить за приём делегации.\n"
    "Назвать дату следующей видеовстречи с химическим университетом.\n"
    "Спросить о стипендиях для студентов из Дзержинска.",
    "pancevo": "Передать приглашение на День города.\nСпросить о хоре, который приезжал в прошлом году.",
}


def tell_points(story: Story) -> None:
    for key, text in POINTS.items():
        if key in story.partners:
            partner = story.partners[key]
            by = partner.responsible or story.staff["official"]
            with story.at(3), acting_as(by.id):
                actions.keep_points(partner, text, by=by, version=None)
