"""What was promised under the demo's agreements: obligations, plans of the year, how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.interactions.models import Interaction
from tracker.kernel.db import acting_as, db
from tracker.kernel.subjects import Subject
from tracker.obligations import actions
from tracker.obligations.kinds import Kind

if TYPE_CHECKING:
    from tracker.agreements.models import Agreement
    from tracker.demo.story import Story
    from tracker.obligations.models import Obligation

TOGETHER = -1
OBLIGATION, PLAN = Kind.OBLIGATION, Kind.PLAN
ENTERED = 60


@dataclass(frozen=True, kw_only=True)
class Duty:
    """`party`: its place in the document, 0 is ours; `due`: days from today; `done`: days ago, `dropped`: why not."""

    text: str
    party: int = 0
    due: int | None = None
    starts: int | None = None
    kind: Kind = OBLIGATION
    whole: int = 1
    made: int = 0
    percent: bool = False
    yearly: bool = False
    area: str = ""
    done: int | None = None
    shown: bool = False
    dropped: str = ""
    note: str | None = None


DUTIES: dict[str, tuple[Duty, ...]] = {
    "cluster": (
        Duty(text="Семинары о мерах поддержки для предприятий", due=3, whole=4, made=3, area="economy"),
        Duty(text="Обзор технологий для городской среды", party=2, due=-54, area="urban"),
        Duty(text="Стажировки специалистов на предприятиях", party=1, due=38, whole=20, made=12, area="education"),
        Duty(text="Площадка кластера на Дне города", party=2, due=-177, done=176, note="Фотоотчёт в папке отдела."),
        Duty(text="Совместный план мероприятий на год", due=-296, yearly=True, done=300),
        Duty(text="Предоставлять сведения о мерах поддержки"),
    ),
    "grodno05": (
        Duty(text="Приём делегации Гродно на День города", due=185, yearly=True, area="culture"),
        Duty(text="Поездка хора на фестиваль национальных культур", party=TOGETHER, due=20, percent=True, made=60,
             kind=PLAN, area="culture"),
        Duty(text="Турнир дворовых команд", party=1, due=-12, kind=PLAN, area="sport"),
        Duty(text="Выставка детских рисунков", due=-90, kind=PLAN, done=95, shown=True, area="culture"),
        Duty(text="Обмен экспозициями музеев", party=TOGETHER, due=-40, kind=PLAN,
             dropped="музей Гродно закрыт на ремонт до весны"),
    ),
    "novopolotsk25": (
        Duty(text="План совместных мероприятий согласовать", party=TOGETHER, due=-9),
        Duty(text="Приём школьников Новополоцка", due=50, starts=40, kind=PLAN, whole=15, area="education"),
        Duty(text="Круглый стол о промышленных площадках", due=-30, kind=PLAN, done=31, shown=True, area="economy"),
        Duty(text="Ответный визит спортивных школ", party=1, due=24, kind=PLAN, percent=True, made=30, area="sport"),
    ),
    "interns": (
        Duty(text="Принять студентов на практику", due=18, whole=8, made=8, area="education"),
        Duty(text="Мастер-класс преподавателей политехникума", party=2, due=75, area="education"),
    ),
    "pavlodar22": (
        Duty(text="Передать данные постов наблюдения за воздухом", due=-4, whole=4, made=3, area="urban"),
        Duty(text="Молодёжный экологический отряд", party=1, due=110, yearly=True, area="youth"),
    ),
    "schools": (Duty(text="Летняя смена для школьников", due=230, kind=PLAN, whole=2, area="youth"),),
    "pancevo_protocol": (
        Duty(text="Подготовить проект меморандума", due=15, percent=True, made=80),
        Duty(text="Прислать сведения о музеях города", party=1, due=-20, area="culture"),
        Duty(text="Встреча рабочих групп", party=TOGETHER, due=-60, done=58, shown=True),
    ),
}  # fmt: skip


def tell_duties(story: Story) -> None:
    for key, duties in DUTIES.items():
        if key in story.agreements:
            for duty in duties:
                _tell(story, story.agreements[key], duty)


def _tell(story: Story, agreement: Agreement, duty: Duty) -> None:
    by = agreement.responsible or story.staff["official"]
    party = None if duty.party == TOGETHER else agreement.parties[duty.party]
    answers = {
        "text": duty.text,
        "kind": duty.kind,
        "area_id": next((area.id for area in agreement.areas if area.code.startswith(duty.area)), None)
        if duty.area
        else None,
        "starts_on": story.day(-duty.starts) if duty.starts is not None else None,
        "due_on": story.day(-duty.due) if duty.due is not None else None,
        "yearly": duty.yearly,
        "whole": duty.whole,
        "in_percent": duty.percent,
        "responsible": by,
        "note": duty.note,
    }
    with story.at(max(ENTERED, duty.done or 0) + 1), acting_as(by.id):
        made = actions.add(agreement, by=by, answers=answers, party=party)
    if duty.made:
        with story.at(ENTERED // 4), acting_as(by.id):
            actions.record_progress(made, by=by, made=duty.made, note=duty.note)
    _close(story, made, duty)


def _close(story: Story, made: Obligation, duty: Duty) -> None:
    by = made.responsible or story.staff["official"]
    if duty.done is not None:
        day = story.day(duty.done)
        with story.at(duty.done), acting_as(by.id):
            actions.finish(
                made,
                by=by,
                done_on=day,
                today=day,
                now=story.moment(duty.done, 16),
                evidence=_evidence(made.agreement) if duty.shown else (),
            )
    elif duty.dropped:
        with story.at(5), acting_as(by.id):
            actions.drop(made, by=by, reason=duty.dropped, today=story.day(5), now=story.moment(5, 10))


def _evidence(agreement: Agreement) -> list[tuple[Subject, str]]:
    """The last two meetings with the partner."""
    found = db.session.scalars(
        select(Interaction)
        .where(Interaction.partnership_id == agreement.partnership_id, Interaction.archived_at.is_(None))
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(2)
    )
    return [(Subject("interaction", one.id), one.subject) for one in found]
