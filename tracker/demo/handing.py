"""The demo's handover: the administrator gives away a task that was not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.handover import actions
from tracker.kernel.db import acting_as
from tracker.tasks import actions as tasks

if TYPE_CHECKING:
    from tracker.demo.story import Story


def tell_handover(story: Story) -> None:
    admin, official, manager = (story.staff[key] for key in ("admin", "official", "manager"))
    with story.at(40), acting_as(manager.id):
        answers = {"title": "Проверить перечень контактов на сайте города", "assignee_id": admin.id}
        tasks.give(by=manager, answers=answers)
    with story.at(12), acting_as(manager.id):
        actions.hand_over(admin, {"task": official}, by=manager)
