"""The rows behind a number: the list that shows exactly what was counted, under the address of a filter of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.reports.queries.counted import ANY, COUNTED, Counted
from tracker.reports.report import Asked
from tracker.reports.telling import told
from tracker.web import formats
from tracker.web.kept import EVERYTHING
from tracker.web.lists import Filter, ListSpec, add_filter
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from sqlalchemy import Select

FILTER = "figure"
_NONE, _ALL = "-", "*"
# name ~ year ~ country ~ area ~ official ~ trait ~ …
_WORD = re.compile(
    r"(?P<name>[a-z-]+)~(?P<year>[12][0-9]{3})?~(?P<country>[0-9]{0,9})~(?P<area>[0-9]{0,9})~(?P<official>[0-9]{0,9})"
    r"(?P<traits>(~([0-9]{1,9}|[A-Za-z_*-][A-Za-z0-9_*-]{0,40}))*)"
)
_ASKED = ("year", "country", "area", "official")


def rows_of(counted: Counted, asked: Asked, *traits: Any) -> str:
    """The address of the rows that are counted under these traits (ANY: whatever it is, None: not said)."""
    parameters = [str(getattr(asked, name) or "") for name in _ASKED]
    word = "~".join([counted.name, *parameters, *(_told(one) for one in traits)])
    return url_for(f"{counted.list_name}.index", **{**counted.words, FILTER: word, "view": EVERYTHING})


def url_by(counted: Counted, asked: Asked) -> Callable[..., str]:
    """The same as a function of the traits alone."""
    return lambda *traits: rows_of(counted, asked, *traits)


def _told(trait: Any) -> str:
    if trait is ANY:
        return _ALL
    if trait is None:
        return _NONE
    return str(trait.value if isinstance(trait, Enum) else trait)


def _read(word: str, list_name: str) -> tuple[Counted, Asked, Sequence[Any]] | None:
    """What a word of an address asks for; None for a spoilt one."""
    found = _WORD.fullmatch(word)
    counted = COUNTED.get(found["name"]) if found else None
    if found is None or counted is None or counted.list_name != list_name:
        return None
    numbers: dict[str, Any] = {name: int(found[name]) if found[name] else None for name in _ASKED}
    asked = Asked(today=formats.today(), language=formats.language(), **numbers)
    traits = found["traits"].split("~")[1:]
    if len(traits) != len(counted.by(asked)):
        return None
    return counted, asked, [{_ALL: ANY, _NONE: None}.get(one, one) for one in traits]


def _filter_for(spec: ListSpec) -> Filter:
    @functools.cache
    def choices() -> list[tuple[str, str]]:
        """What the address names: there is nothing to choose until one comes from a report."""
        word, profile = request.args.get(FILTER, ""), found_profile()
        may = profile is not None and profile.may(Permission.REPORTS_READ)
        found = _read(word, spec.name) if may and word else None
        return [(word, told(*found))] if found is not None else []

    def narrow(statement: Select[Any], values: list[str]) -> Select[Any]:
        found = _read(values[0], spec.name)
        if found is None:
            return statement
        counted, asked, traits = found
        return statement.where(spec.key.in_(counted.keys(asked, traits)))

    return Filter(name=FILTER, label=_l("Report"), choices=choices, narrow=narrow, single=True)


def show_rows() -> None:
    """Let every list whose records are counted show the rows behind a number."""
    for list_name in sorted({counted.list_name for counted in COUNTED.values()}):
        add_filter(list_name, _filter_for)
