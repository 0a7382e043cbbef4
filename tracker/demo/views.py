"""Views that the department keeps of its lists, and what was handed over at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.accounts.queries import get_user, officials
from tracker.bulk import actions as bulk
from tracker.partners import actions as partners
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.saved_views import actions
from tracker.saved_views.actions import Look
from tracker.saved_views.models import Layout
from tracker.web.bulk import handing_over

if TYPE_CHECKING:
    from tracker.accounts.models import User

VIEWS = (
    ("agreements", Layout.LIST, "Соглашения по видам и статусам", "across=status&grouped=kind", "manager", True),
    ("interactions", Layout.LIST, "Взаимодействия по странам", "across=kind&grouped=country", "manager", True),
    ("partners", Layout.LIST, "Партнёры БРИКС", "group=brics&sort=name", "official", True),
    ("negotiations", Layout.BOARD, "Переговоры с БРИКС", "group=brics", "manager", False),
)


def keep_views(staff: dict[str, User], told: tuple[Any, ...] = VIEWS) -> None:
    for list_name, layout, name, words, key, shared in told:
        look = Look(list_name=list_name, layout=layout, words=words)
        view = actions.keep(look, by=staff[key], name=name, shared=shared)
        actions.pin(view, by=staff["manager"])


def hand_over_a_partner(staff: dict[str, User], partner: Partnership) -> None:
    """The manager gives a partner to the second official, by the list."""
    deed = handing_over(needs=Permission.RECORDS_REASSIGN, people=officials, get_user=get_user, assign=partners.assign)
    answers = {"responsible_id": staff["official2"].id}
    bulk.carry_out(deed, "partners", Partnership, {partner.id: partner.version}, by=staff["manager"], answers=answers)
