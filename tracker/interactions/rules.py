"""What may be logged, and when a next step is late. Pure: no session, no request."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User
    from tracker.interactions.models import Interaction
    from tracker.tasks.models import Task


class When(NamedTuple):
    """A day in the municipality's zone, with the time of day when it is known."""

    on: date
    at: time | None

    def moment(self, zone: str) -> datetime:
        """The moment; of a day without a time its beginning."""
        return datetime.combine(self.on, self.at or time.min, ZoneInfo(zone))


A_MINUTE = timedelta(minutes=1)

# what no person's name has: legal forms in capitals, and words that say what an organisation is
_LEGAL_FORM = re.compile(
    r"\b(ООО|АО|ПАО|ОАО|ЗАО|НАО|АНО|НКО|НП|ТПП|ФГУП|ФГБУ|ФГАУ|ФГБОУ|ГУП|МУП|ГБУ|МБУ|МАУ|МКУ|ИП"
    r"|LLC|LLP|LTD|INC|GMBH|PLC|LTDA|EIRELI|SRL|NGO)\b"
)
_ORGANISATION_WORD = re.compile(
    r"\b(ассоциация|союз|общество|палата|завод|комбинат|предприятие|компания|корпорация|фирма|холдинг|концерн|кластер"
    r"|университет|институт|академия|школа|гимназия|лицей|колледж|техникум|училище|посольство|консульство"
    r"|генконсульство|представительство|торгпредство|министерство|администрация|мэрия|дума|муниципалитет"
    r"|префектура|комитет|департамент|управление|агентство|федерация|фонд|центр|музей|театр|филармония|библиотека"
    r"|больница|банк|бюро|редакция|клуб|совет"
    r"|association|society|chamber|factory|company|corporation|holding|cluster|university|institute|academy|school"
    r"|college|embassy|consulate|ministry|administration|municipality|prefecture|committee|department|agency"
    r"|federation|foundation|centre|center|museum|theatre|theater|library|hospital|ltd|inc|gmbh|ltda"
    r"|associação|universidade|instituto|prefeitura|secretaria|fundação|empresa|consulado|embaixada"
    r"|universität|stadtverwaltung|verein)\b",
    re.IGNORECASE,
)
_IN_QUOTES = re.compile(r"[«»„]|[\"“”]\s*$")


def check_when(when: When | None, now: datetime, zone: str) -> None:
    """What is logged has happened already."""
    if when is None:
        raise RuleBroken(N_("Say when it was."), "when")
    if when.moment(zone) > now + A_MINUTE:
        raise RuleBroken(N_("This lies in the future. Log it when it has happened."), "when")


def check_company(*, partner_ids: list[int], others: int) -> None:
    """Somebody was there, and at most one partner: talks with two partners are two entries."""
    if len(partner_ids) > 1:
        raise RuleBroken(N_("Choose one partner; log the other one separately."), "with_whom")
    if not partner_ids and not others:
        raise RuleBroken(N_("Say with whom it was."), "with_whom")


def names_an_organisation(name: str) -> bool:
    """Whether a new name is an organisation's by itself: «…», a legal form, or a word like "chamber"."""
    return any(said.search(name) for said in (_IN_QUOTES, _LEGAL_FORM, _ORGANISATION_WORD))


def check_next_step(text: str | None, due_on: date | None, by: User | None) -> None:
    """A next step says what is to be done and by whom."""
    if due_on is not None and not text:
        raise RuleBroken(N_("Say what is to be done by this day."), "next_step")
    if text and by is not None and not (by.is_active and by.may(Permission.INTERACTIONS_EDIT)):
        raise RuleBroken(N_("This person cannot take on a next step."), "next_step_by_id")


def open_step(interaction: Interaction) -> Task:
    """The task that follows the entry up and is still to be done."""
    if interaction.step is None:
        raise RuleBroken(N_("Nothing was to be done after it."))
    if not interaction.step.is_open:
        raise RuleBroken(N_("This step is done already."))
    return interaction.step


def done_step(interaction: Interaction) -> Task:
    if interaction.step is None or interaction.step.is_open:
        raise RuleBroken(N_("This step is not done yet."))
    return interaction.step


def can_archive(interaction: Interaction, by: User) -> bool:
    """A manager any entry, an official those he or she has logged."""
    own = by.may(Permission.ARCHIVE_OWN) and interaction.logged_by_id == by.id
    return own or by.may(Permission.INTERACTIONS_ARCHIVE)


def check_archive(interaction: Interaction, by: User) -> None:
    if not can_archive(interaction, by):
        raise NotAllowed(N_("You may archive only what you have logged."))


def days_late(due_on: date | None, today: date) -> int:
    """Days since a step was due; none for one without a day."""
    return max((today - due_on).days, 0) if due_on is not None else 0
