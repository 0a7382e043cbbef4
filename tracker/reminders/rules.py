"""Who is told, and in which words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.accounts.rules import is_away

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.accounts.models import User
    from tracker.notices.reminding import ReminderSource


def who_hears(
    responsible: User | None,
    people: Mapping[int, User],
    managers: Sequence[User],
    *,
    today: date,
    late: int,
    escalates: int | None,
) -> list[User]:
    """The person responsible; while away also the deputy, else the managers; of nobody, or somebody blocked, the deputy
    or the managers alone. From `escalates` days late on the managers hear of it too.
    """
    told: list[User] = []
    if responsible is not None and responsible.is_active:
        told.append(responsible)
    if responsible is None or not responsible.is_active or is_away(responsible, today):
        deputy = people.get(responsible.deputy_id or 0) if responsible is not None else None
        able = deputy is not None and deputy.is_active and not is_away(deputy, today)
        told += [deputy] if able and deputy is not None else list(managers)
    if escalates is not None and late >= escalates:
        told += managers
    return list({user.id: user for user in told}.values())


def words(source: ReminderSource, left: int) -> str:
    """The sentence for so many days left (negative: late)."""
    if left > 0:
        return source.ahead
    return source.today if left == 0 else source.late
