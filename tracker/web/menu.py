"""The menu: its entries, what unfolds below the one that is open, and the lists that share an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, request

from tracker.web.area import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.permissions import Permission
    from tracker.web.area import Area

    May = Callable[[Permission | None], bool]

# what the bar of a phone shows, as far as the person may open it
THUMB = ("dashboard", "partners", "tasks", "negotiations", "agreements", "calendar")
THUMB_LONGEST = 4


@dataclass(frozen=True)
class MenuEntry:
    """One line. `current`: this page is of it; `is_open`: it, or one of its `parts`, is."""

    name: str
    endpoint: str
    label: str
    icon: str
    current: bool
    is_open: bool = False
    parts: Sequence[MenuEntry] = ()


def entries(may: May) -> list[MenuEntry]:
    """The menu of a person, each entry with what stands below it."""
    here = _menu_name()
    found = []
    for area in _areas():
        if area.order is None or area.under:
            continue
        parts = [*_looks(area, may), *(_entry(one) for one in _below(area, may))]
        if area.needs is None and parts:
            found.append(_heading(area, parts, here))
        elif may(area.needs):
            inside = any(part.current for part in parts)
            is_open = area.name == here
            found.append(
                MenuEntry(
                    area.name, f"{area.name}.index", str(area.label), area.icon, is_open and not inside, is_open, parts
                )
            )
    return found


def _heading(area: Area, parts: Sequence[MenuEntry], here: str) -> MenuEntry:
    """An area without pages leads to the first that stands below it."""
    return MenuEntry(
        area.name, parts[0].endpoint, str(area.label), area.icon, current=False, is_open=area.name == here, parts=parts
    )


def _entry(area: Area) -> MenuEntry:
    return MenuEntry(area.name, f"{area.name}.index", str(area.label), area.icon, area.name == request.blueprint)


def _looks(area: Area, may: May) -> list[MenuEntry]:
    looks = []
    for name, label in area.looks:
        endpoint = f"{area.name}.{name}"
        declaration = declared(current_app.view_functions[endpoint])
        if declaration is not None and may(declaration.needs):  # type: ignore[arg-type]  # an area's look is never for everyone
            looks.append(MenuEntry(area.name, endpoint, str(label), "", request.endpoint == endpoint))
    return looks


def _below(area: Area, may: May) -> list[Area]:
    return [one for one in _areas() if one.under == area.name and one.label is not None and may(one.needs)]


def for_thumb(areas: Sequence[MenuEntry], *, spared: int) -> list[MenuEntry]:
    """The entries of the bar of a phone; `spared`: places that are taken by something else."""
    by_name = {one.name: one for one in areas}
    wanted = [by_name[name] for name in THUMB if name in by_name and (spared or name != "tasks")]
    return wanted[: THUMB_LONGEST - spared]


def neighbours(may: May) -> list[MenuEntry]:
    """The lists of the entry to which this one belongs; none on a page that is no list of the menu."""
    here = _menu_name()
    areas = [one for one in _areas() if one.name == here and may(one.needs)]
    areas += [one for one in _areas() if one.under == here and one.label is not None and may(one.needs)]
    return [_entry(one) for one in areas] if _is_list(areas) else []


def _is_list(areas: Sequence[Area]) -> bool:
    looks = {f"{area.name}.{name}" for area in areas for name in ("index", "board", *(look for look, _l in area.looks))}
    return request.endpoint in looks


def _areas() -> Sequence[Area]:
    areas: Sequence[Area] = current_app.extensions["areas"]
    return areas


def _menu_name() -> str:
    """The area in the menu to which this page belongs."""
    return next((area.under or area.name for area in _areas() if area.name == request.blueprint), "")
