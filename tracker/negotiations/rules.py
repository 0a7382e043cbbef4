"""When talks may move, end or begin again, and when they stand still. No session, no request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.negotiations.models import Outcome
from tracker.permissions import Permission

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.negotiations.models import Negotiation, Stage


@dataclass(frozen=True, kw_only=True)
class MoveRequest:
    """What somebody says of a move: the day it happened, why, on what document."""

    moved_on: date
    reason: str = ""
    document: str = ""


def check_may_move(negotiation: Negotiation, to: Stage, by: User) -> None:
    """A manager moves all talks; an official the own ones, except into stages that need a manager."""
    if by.may(Permission.NEGOTIATIONS_MOVE):
        return
    if not by.may(Permission.NEGOTIATIONS_MOVE_OWN):
        raise NotAllowed(N_("You may not move talks."))
    if negotiation.responsible_id != by.id:
        raise NotAllowed(N_("Only the responsible official or a manager moves these talks."))
    if to.needs_manager:
        raise NotAllowed(N_("Into this stage a manager moves talks."))


def check_move(
    negotiation: Negotiation, to: Stage, said: MoveRequest, *, between: int, today: date, city_named: bool
) -> None:
    """A move is later than the one before it, and says why when it goes back or skips stages.

    `between`: how many stages lie between the old and the new one (forward); negative for a way back.
    """
    if negotiation.outcome is not None:
        raise RuleBroken(N_("These talks are over. Reopen them first."))
    if to.id == negotiation.stage_id:
        raise RuleBroken(N_("The talks are at this stage already."), "stage")
    if to.retired_at is not None:
        raise RuleBroken(N_("This stage is not used any more."), "stage")
    if said.moved_on > today:
        raise RuleBroken(N_("A move cannot lie in the future."), "moved_on")
    if said.moved_on < negotiation.stage_since_on:
        raise RuleBroken(
            N_("The move before was on %(day)s; this one cannot be earlier."),
            "moved_on",
            day=negotiation.stage_since_on,
        )
    if between < 0 and not said.reason:
        raise RuleBroken(N_("Say why the talks go back."), "reason")
    if between > 0 and not said.reason:
        raise RuleBroken(N_("Say why stages are skipped."), "reason")
    if to.asks_document and between >= 0 and not said.document:
        raise RuleBroken(N_("Name the document: number and date."), "document")
    if to.needs_city and not city_named:
        raise RuleBroken(N_("Before this stage the partner city has to be named."))


def check_taking_back(negotiation: Negotiation, stage: Stage) -> None:
    if negotiation.outcome is not None:
        raise RuleBroken(N_("These talks are over. Reopen them first."))
    if stage.retired_at is not None:
        raise RuleBroken(N_("This stage is not used any more."))


def check_may_end(by: User) -> None:
    if not by.may(Permission.NEGOTIATIONS_MOVE):
        raise NotAllowed(N_("Ending and reopening talks is for a manager."))


def check_end(
    negotiation: Negotiation, outcome: Outcome, *, ended_on: date, reason: str, resume_on: date | None, today: date
) -> None:
    """Talks end with a reason; paused ones with the day to go on."""
    if negotiation.outcome is not None:
        raise RuleBroken(N_("These talks are over already."))
    if ended_on > today:
        raise RuleBroken(N_("This day lies in the future."), "outcome_on")
    if ended_on < negotiation.stage_since_on:
        raise RuleBroken(
            N_("The last move was on %(day)s; the end cannot be earlier."), "outcome_on", day=negotiation.stage_since_on
        )
    if outcome is not Outcome.AGREEMENT and not reason:
        raise RuleBroken(N_("Say why."), "reason")
    if outcome is Outcome.PAUSED and (resume_on is None or resume_on <= today):
        raise RuleBroken(N_("Name the day to go on, later than today."), "resume_on")


def check_reopening(negotiation: Negotiation, *, reason: str) -> None:
    if negotiation.outcome is None:
        raise RuleBroken(N_("These talks are not over."))
    if not reason:
        raise RuleBroken(N_("Say why the talks go on."), "reason")


def check_may_archive(negotiation: Negotiation, by: User) -> None:
    """An official puts away own talks only."""
    if not by.may(Permission.NEGOTIATIONS_ARCHIVE) and negotiation.responsible_id != by.id:
        raise NotAllowed(N_("Only the responsible official or a manager archives these talks."))


def standing_since(stage_since_on: date, last_interaction_on: date | None) -> date:
    """The last day something happened: the move to this stage, or a later interaction."""
    return max(stage_since_on, last_interaction_on or stage_since_on)


def is_stale(days: int, limit: int | None) -> bool:
    """Longer at a stage without anything happening than its term says. A warning, never an end."""
    return limit is not None and days > limit


def check_merging(stage: Stage, into: Stage) -> None:
    """Both are in use, and they are two."""
    if stage.retired_at is not None or into.retired_at is not None:
        raise RuleBroken(N_("This stage is not used any more."), "into")
    if stage.id == into.id:
        raise RuleBroken(N_("Choose another stage."), "into")


def check_retiring(stage: Stage, *, cards: int, others: int) -> None:
    """A stage with talks on it, or the only one left, stays."""
    if stage.retired_at is not None:
        raise RuleBroken(N_("This stage is retired already."))
    if cards:
        raise RuleBroken(N_("Talks stand at this stage. Move them first, or merge it into another stage."))
    if not others:
        raise RuleBroken(N_("At least one stage has to stay."))
