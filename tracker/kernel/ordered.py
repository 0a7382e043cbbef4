"""Records that people name and arrange: the entries of a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from tracker.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Placed(Protocol):
    position: int


P = TypeVar("P", bound=Placed)


def shift(entry: P, order: Sequence[P], *, up: bool) -> bool:
    """Change places with the neighbour. False if there is none, or the entry has no place in the order any more."""
    entries = list(order)
    if entry not in entries:
        return False
    place = entries.index(entry)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(entries):
        return False
    entries[place], entries[other] = entries[other], entries[place]
    for position, one in enumerate(entries, start=1):
        one.position = position
    return True


def check_names(answers: dict[str, Any], others: Iterable[Any], why: str) -> None:
    """No other entry has one of the names. Raises RuleBroken with `why`."""
    for other in others:
        for name in ("name_ru", "name_en"):
            if name in answers and getattr(other, name).casefold() == answers[name].casefold():
                raise RuleBroken(why, field=name)
