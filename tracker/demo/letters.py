"""The demo's correspondence: chains of letters with answers given, due and late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.interactions.actions import Company
from tracker.kernel.db import acting_as
from tracker.letters import actions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.demo.story import Story
    from tracker.letters.models import Letter


@dataclass(frozen=True, kw_only=True)
class Told:
    """`ago`: registered; `due`: days from today until the answer; `answers`: the key of the letter it replies to."""

    key: str
    partner: str
    incoming: bool
    number: str
    ago: int
    subject: str
    language: str = "ru"
    translation: str = "not_needed"
    translator: str | None = None
    delivery: str = "email"
    their_number: str | None = None
    due: int | None = None
    answers: str = ""
    text: str | None = None


LETTERS: Sequence[Told] = (
    Told(key="sp1", partner="saopaulo", incoming=True, number="01-27/118", ago=64, language="pt", translation="made",
         translator="бюро переводов", their_number="SRI-214/2026", due=-50,
         subject="О перечне продукции химического комплекса",
         text="Секретариат международных связей просит перечень продукции на португальском языке."),
    Told(key="sp2", partner="saopaulo", incoming=False, number="01-28/96", ago=52, language="pt", translation="made",
         translator="Мария Кузьмина", answers="sp1", subject="Перечень продукции предприятий Дзержинска"),
    Told(key="sp3", partner="saopaulo", incoming=True, number="01-27/131", ago=12, language="pt", translation="ordered",
         their_number="SRI-251/2026", due=-2, answers="sp2", subject="Вопросы по перечню продукции"),
    Told(key="grodno1", partner="grodno", incoming=True, number="01-27/126", ago=21, their_number="03-15/411",
         delivery="post", due=9, subject="О поездке хора на фестиваль национальных культур"),
    Told(key="grodno2", partner="grodno", incoming=False, number="01-28/101", ago=40,
         subject="Поздравление с юбилеем побратимства", delivery="post"),
    Told(key="novo1", partner="novopolotsk", incoming=False, number="01-28/104", ago=18, due=-3,
         subject="Проект плана совместных мероприятий на 2027 год"),
    Told(key="zibo1", partner="zibo", incoming=True, number="01-27/129", ago=15, language="zh", translation="made",
         translator="Институт Конфуция", their_number="淄外办[2026]38号", due=14,
         subject="Приглашение на выставку химического оборудования"),
    Told(key="pavlodar1", partner="pavlodar", incoming=True, number="01-27/110", ago=95, due=-80,
         delivery="exchange", subject="О данных постов наблюдения за воздухом"),
    Told(key="pavlodar2", partner="pavlodar", incoming=False, number="01-28/88", ago=82, answers="pavlodar1",
         delivery="exchange", subject="Данные постов наблюдения за III квартал"),
    Told(key="pancevo1", partner="pancevo", incoming=True, number="01-27/133", ago=8, language="sr",
         translation="ordered", their_number="II-06-031-4", due=12, subject="О составе рабочей группы"),
)  # fmt: skip


def tell_letters(story: Story) -> None:
    told: dict[str, Letter] = {}
    for one in sorted(LETTERS, key=lambda one: -one.ago):
        if one.partner in story.partners:
            told[one.key] = _tell(story, one, told)


def _tell(story: Story, one: Told, told: dict[str, Letter]) -> Letter:
    partner = story.partners[one.partner]
    by = story.staff["official"]
    prefix = one.partner.replace("saopaulo", "sp")
    people = next((people for key, people in story.people.items() if key.split("_")[0] == prefix), [])
    responsible = partner.responsible or by
    answers = {
        "direction": "incoming" if one.incoming else "outgoing",
        "number": one.number,
        "registered_on": story.day(one.ago),
        "written_on": story.day(one.ago + 4) if one.incoming else None,
        "their_number": one.their_number,
        "subject": one.subject,
        "text": one.text,
        "language": one.language,
        "translation": one.translation,
        "translator": one.translator,
        "delivery": one.delivery,
        "answer_due_on": story.day(-one.due) if one.due is not None else None,
        "responsible": responsible,
        "reply_to": told.get(one.answers),
    }
    company = Company(partners=[partner], contacts=people[:1], ours=[responsible])
    with story.at(one.ago), acting_as(by.id):
        return actions.register(
            by=by, answers=answers, company=company, now=story.moment(one.ago, 12), today=story.day(one.ago)
        )
