"""The demo's public page: the city shows a part of what it has, the other municipality has the page off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.kernel.db import acting_as, db
from tracker.public import actions, kept

if TYPE_CHECKING:
    from tracker.demo.story import Story
    from tracker.events.models import Event

PAGE = {
    "headline_ru": "Город химиков говорит с миром с 1996 года",
    "headline_en": "A city of chemists in conversation with the world since 1996",
    "intro_ru": "С кем дружит Дзержинск, о чём договорился и что уже подписано.",
    "intro_en": "Whom Dzerzhinsk is friends with, what was agreed and what is already signed.",
    "licence_name": "Creative Commons Attribution 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "frame_origins": "https://city.example",
}
# agreement: title for strangers, in Russian and in English
AGREEMENTS = {
    "novopolotsk25": ("О дружественных связях", "On friendly relations"),
    "pavlodar22": ("Об обмене опытом в сфере экологии", "On sharing experience in ecology"),
    "grodno21": ("О культурном обмене и днях городов", "On cultural exchange and city days"),
    "bitter11": ("Дополнительное соглашение об образовании", "Supplementary agreement on education"),
    "bitter96": ("О побратимстве", "On twinning"),
    "grodno05": ("О побратимских связях", "On twinning"),
    "rugby": ("", "On ties in sport: rugby"),
    "pancevo_protocol": ("Протокол о намерениях", "Protocol of intent"),
}
PARTNERS = {
    "bitterfeld": ("Побратимы; с 2011 года — соглашение об образовании", "Twinned; agreed on education in 2011"),
    "grodno": ("Побратимы, делегации в обе стороны каждый год", "Twinned, delegations both ways every year"),
    "novopolotsk": (
        "Дружественные связи, подписаны на XII Форуме регионов",
        "Friendly relations, signed at the XII Forum of Regions",
    ),
    "saopaulo": ("Переговоры с одним из городов штата", "Talks with one of the cities of the state"),
    "pavlodar": ("Обмен опытом в сфере экологии", "Sharing experience in ecology"),
    "ekurhuleni": ("Регби: клуб «Химик» и ответный визит", "Rugby: the club “Khimik” and a return visit"),
    "pancevo": ("Дружественные связи, подписан протокол", "Friendly relations, a protocol is signed"),
    "zibo": ("Обмен опытом химических парков", "Sharing experience of chemical parks"),
    "vadodara": ("Промышленность и образование", "Industry and education"),
    "navoi": ("Практика студентов-химиков", "Placements for students of chemistry"),
    "alexandria": ("Порт и экспорт", "The port and exports"),
    "hefei": ("Качество городской среды", "Quality of the urban environment"),
}  # fmt: skip
EVENTS = {"novopolotsk_visit": ("Встречи в школах и на предприятиях", "Meetings at schools and works")}


def tell_publications(story: Story, events: dict[str, Event], *, whole: bool) -> None:
    manager, admin = story.staff["manager"], story.staff["admin"]
    with story.at(20), acting_as(admin.id):
        actions.keep_page(by=admin, version=None, answers={**PAGE, "is_on": whole})
    with story.at(18), acting_as(manager.id):
        for key, words in AGREEMENTS.items():
            if key in story.agreements:
                _agreement(story, key, words)
        for key, words in PARTNERS.items():
            if key in story.partners:
                actions.show_partner(story.partners[key], by=manager, version=None, answers=_said(words))
        for key, event in events.items():
            if event.cancelled_on is None and event.ends_on >= story.today:
                answers = _said(EVENTS.get(key, ("", "")))
                actions.show_event(event, by=manager, version=None, answers=answers)
    db.session.flush()


def _agreement(story: Story, key: str, words: tuple[str, str]) -> None:
    agreement = story.agreements[key]
    texts = kept.texts_of(agreement.id)
    answers: dict[str, Any] = {**_said(words), "document_version_id": texts[0].id if texts else None}
    actions.show_agreement(agreement, by=story.staff["manager"], version=None, answers=answers)


def _said(words: tuple[str, str]) -> dict[str, Any]:
    return {"is_shown": True, "text_ru": words[0], "text_en": words[1]}
