"""The kinds of notices. A slice registers its own beside what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.accounts.models import User


@dataclass(frozen=True)
class NoticeKind:
    """`label` is an English text marked with `N_`: what the person chooses mail by; `icon` stands before it."""

    name: str
    label: str
    icon: str


_kinds: dict[str, NoticeKind] = {}


def register_notice_kind(name: str, label: str, icon: str = "message") -> None:
    _kinds[name] = NoticeKind(name, label, icon)


def notice_kinds() -> list[NoticeKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def notice_kind(name: str) -> NoticeKind:
    return _kinds.get(name) or NoticeKind(name, "", "message")


def can_be_told(user: User) -> bool:
    """Notices are the business of a municipality's staff; a blocked account reads nothing."""
    return user.municipality_id is not None and user.is_active
