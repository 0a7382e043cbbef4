"""Tasks of the demo: of people, of the department, of everybody; late, due today, repeated, done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.subjects import Subject
from tracker.tasks import actions as tasks

if TYPE_CHECKING:
    from tracker.demo.story import Story

DEPARTMENT = "Отдел международных связей"
# who gives, to whom (a person, the department or nobody), what, due in days, on which partner, repeat, done after days
TOLD: tuple[tuple[str, str, str, int | None, str, tuple[int, str] | None, int | None], ...] = (
    ("manager", "official", "Подготовить справку о Панчево к визиту", 3, "pancevo", None, None),
    ("manager", "official2", "Проверить перевод протокола о намерениях", 0, "pancevo", None, None),
    ("manager", "official", "Получить в протокольном отделе список подарков", -4, "", None, None),
    ("official", "official", "Поздравить мэрию с днём города", 12, "novopolotsk", (1, "year"), None),
    ("manager", DEPARTMENT, "Обновить раздел о городах-партнёрах на сайте", 20, "", (3, "month"), None),
    ("manager", DEPARTMENT, "Собрать сведения к годовому отчёту", 30, "", (1, "year"), None),
    ("official2", "", "Найти переводчика с португальского", None, "", None, None),
    ("manager", "official", "Отправить фотографии с форума", -9, "novopolotsk", None, 6),
    ("official", "manager", "Согласовать программу приёма делегации", 1, "pancevo", None, None),
    ("admin", "manager", "Назначить ответственных за новые карточки", 5, "", None, None),
    ("manager", "admin", "Завести учётную запись новому сотруднику", 2, "", None, None),
)


def tell_tasks(story: Story) -> None:
    for user in story.staff.values():
        user.department = DEPARTMENT if user.post and "специалист" in user.post else user.department
    story.staff["manager"].department = DEPARTMENT
    db.session.flush()
    for giver, whose, title, due_in, partner, repeat, done_after in TOLD:
        by = story.staff[giver]
        answers: dict[str, Any] = {
            "title": title,
            "due_on": None if due_in is None else story.today + timedelta(days=due_in),
            "assignee_id": story.staff[whose].id if whose in story.staff else None,
            "department": whose if whose == DEPARTMENT else None,
            "subject": Subject("partner", story.partners[partner].id) if partner in story.partners else None,
        }
        if repeat is not None:
            answers |= {"repeat_every": repeat[0], "repeat_unit": repeat[1]}
        with story.at(14), acting_as(by.id):
            task = tasks.give(by=by, answers=answers)
        if done_after is not None:
            with story.at(14 - done_after), acting_as(story.staff["official"].id):
                tasks.finish(task, by=story.staff["official"], note="отправлены почтой", now=clock.now())
