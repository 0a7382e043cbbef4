"""Looks at lists and boards that are kept under a name, as the pages of lists show them.

Who keeps them stands above this layer and registers itself (`provide`); a list without one has no views.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask import current_app, g

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

LIST, BOARD = "list", "board"
EVERYTHING = "all"


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """One view as a tab. `mine`: the person keeps it. `first`: what the person's role sees when the list is opened."""

    id: int
    name: str
    url: str
    words: str
    mine: bool
    first: bool


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A view in the sidebar."""

    text: str
    url: str
    icon: str
    current: bool


class Keeper(Protocol):
    """Who keeps views."""

    def views(self, list_name: str, layout: str) -> Sequence[KeptView]:
        """Those this person sees of a list or board."""

    def pins(self) -> Sequence[Pin]:
        """What stands in this person's sidebar."""


def has_board(list_name: str) -> bool:
    """Whether the list has a board: an address may ask for anything."""
    return f"{list_name}.board" in current_app.view_functions


def provide(app: Flask, keeper: Keeper) -> None:
    app.extensions["view_keeper"] = keeper


def keeper() -> Keeper | None:
    found: Keeper | None = current_app.extensions.get("view_keeper")
    return found


def views_of(list_name: str, layout: str) -> Sequence[KeptView]:
    """The kept views of a list that this person sees; asked once a request."""
    name = f"{list_name}/{layout}"
    held: dict[str, Sequence[KeptView]] = g.setdefault("kept_views", {})
    if name not in held:
        found = keeper()
        held[name] = found.views(list_name, layout) if found else ()
    return held[name]


def first_address(list_name: str, layout: str) -> str:
    """The address of what this person's role sees first, or empty."""
    return next((view.url for view in views_of(list_name, layout) if view.first), "")


def pins() -> Sequence[Pin]:
    found = keeper()
    return found.pins() if found else ()
