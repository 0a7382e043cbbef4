"""The cards of a board, made so that hundreds of them are drawn at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

PLACEHOLDER = 999_999_999


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as it is drawn. `days` against `limit` gives the bar of its age; `changed`: since the last visit.

    `sub` is the line under the title; with `sub_is_step` it is the next step, due on `sub_due`.
    """

    id: int
    version: int
    url: str
    move_url: str
    title: str
    partner: str = ""
    flag: str = ""
    sub: str = ""
    sub_due: str = ""
    sub_is_step: bool = False
    owner_name: str = ""
    owner_initials: str = ""
    mine: bool = False
    days: int | None = None
    days_text: str = ""
    limit: int | None = None
    changed: str = ""

    @property
    def flag_url(self) -> str:
        return current_app.extensions["assets"].flag_address(self.flag) if self.flag else ""

    @property
    def percent(self) -> int:
        """The part of its term that has passed, as the bar shows it."""
        return min(round(100 * (self.days or 0) / self.limit), 100) if self.limit else 0


def card_url(endpoint: str, id_name: str, record_id: int) -> str:
    """The address of a card's record, made once a request and filled in: a page names hundreds of them."""
    made: dict[str, tuple[str, str]] = g.setdefault("card_addresses", {})
    if endpoint not in made:
        words: dict[str, Any] = {id_name: PLACEHOLDER}
        before, _number, after = url_for(endpoint, **words).rpartition(str(PLACEHOLDER))
        made[endpoint] = before, after
    before, after = made[endpoint]
    return f"{before}{record_id}{after}"


class CardWords:
    """What is the same on every card, put together once: a page draws hundreds of them. `title` comes escaped."""

    def __init__(self) -> None:
        sprite = current_app.extensions["assets"].address("icons.svg")
        icon = Markup('<svg class="icon icon--sm" aria-hidden="true"><use href="{}#i-{}"/></svg>').format
        choose, look, move = (escape(one) for one in (gettext("Choose"), gettext("Quick look"), gettext("Move to…")))
        self.of = gettext("%(days)s days of %(limit)s", days="{days}", limit="{limit}")
        self.over, self.soon = icon(sprite, "alert-triangle"), icon(sprite, "clock")
        self._pick = f'form="bulk" aria-label="{choose}: '
        self._eye = f'<button class="card__m script-only" type="button" tabindex="-1" data-look aria-label="{look}: '
        self._eye_end = f'" title="{look}">{icon(sprite, "eye")}</button>'
        self._grip = f'aria-label="{move} '
        self._grip_end = f">{icon(sprite, 'grip-vertical')}</a>"
        self._move = move

    def pick(self, number: int, title: Markup) -> Markup:
        box = f'<input class="check" type="checkbox" name="id" value="{number}" {self._pick}{title}" data-tick>'
        return Markup(box)  # noqa: S704 - all of it is escaped

    def eye(self, title: Markup) -> Markup:
        return Markup(f"{self._eye}{title}{self._eye_end}")  # noqa: S704 - all of it is escaped

    def grip(self, url: str, version: int, title: Markup) -> Markup:
        words = f'{self._grip}{title}" title="{self._move}" data-grip data-version="{version}"'
        return Markup(f'<a class="card__m" href="{escape(url)}" {words}{self._grip_end}')  # noqa: S704 - all of it is escaped
