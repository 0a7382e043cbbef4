"""The frame around every page: menu, language, theme, who is signed in. Costs no query of its own."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import flash, g, request, url_for
from markupsafe import Markup

from tracker.kernel import once
from tracker.permissions import Permission
from tracker.web import formats, kept, menu
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from tracker.web.area import Area
    from tracker.web.kept import Pin
    from tracker.web.menu import MenuEntry


class Frame:
    """What the layout shows beside the page itself."""

    def __init__(self) -> None:
        self.user = found_profile()
        self.language = formats.language()
        self.theme = self.user.theme if self.user else request.cookies.get("theme", "system")
        self.rail = request.cookies.get("rail") == "1"

    @functools.cached_property
    def areas(self) -> list[MenuEntry]:
        """The menu."""
        return menu.entries(self.may)

    @property
    def thumb(self) -> list[MenuEntry]:
        """What stands in the bar of a phone, the rest behind "more"."""
        return menu.for_thumb(self.areas, spared=1 if self.may_log else 0)

    @property
    def neighbours(self) -> list[MenuEntry]:
        """The lists that share the menu entry of this list, the entry's own first."""
        return menu.neighbours(self.may)

    @property
    def pins(self) -> Sequence[Pin]:
        """Views that the person has in the sidebar."""
        return kept.pins() if self.user else ()

    @property
    def municipality_name(self) -> str:
        return self.user.municipality_name if self.user else ""

    @property
    def may_log(self) -> bool:
        return self.may(Permission.INTERACTIONS_EDIT)

    def may(self, permission: Permission | str | None) -> bool:
        return self.user is not None and permission is not None and self.user.may(Permission(permission))


class Assets:
    """Addresses of built files by their plain names, from the manifest that the build writes."""

    def __init__(self, dist: Path) -> None:
        self._manifest = dist / "manifest.json"
        self._names: dict[str, str] = {}
        self._read_at = 0

    def address(self, name: str) -> str:
        """Worked out once a request: a list names its icons and flags hundreds of times."""
        known: dict[str, str] = g.setdefault("asset_addresses", {})
        if name not in known:
            known[name] = self._built(name)
        return known[name]

    def _built(self, name: str) -> str:
        self._read()
        return url_for("static", filename=f"dist/{self._names.get(name, name)}")

    def _read(self) -> None:
        """The manifest, again when a build has replaced it."""
        built_at = self._manifest.stat().st_mtime_ns if self._manifest.exists() else 0
        if built_at != self._read_at:
            self._names = json.loads(self._manifest.read_text()) if built_at else {}
            self._read_at = built_at

    def content(self, name: str) -> str:
        """What stands in a built file."""
        self._read()
        return _content_of(self._manifest.parent / self._names[name])

    def icon(self, name: str, size: str = "", kind: str = "") -> Markup:
        return _icon(self.address("icons.svg"), name, size, kind)

    def flag_address(self, code: str) -> str:
        name = f"flags/{code.lower()}.svg"
        if not self._names:
            self._read()
        return self.address(name if name in self._names else "flags/xx.svg")


@functools.lru_cache(maxsize=1000)
def _icon(sprite: str, name: str, size: str, kind: str) -> Markup:
    size_class = f" icon--{size}" if size else ""
    kind_class = f" {kind}" if kind else ""
    return Markup('<svg class="icon{}{}" aria-hidden="true"><use href="{}#i-{}"/></svg>').format(
        size_class, kind_class, sprite, name
    )


@functools.lru_cache(maxsize=4)
def _content_of(file: Path) -> str:
    """Kept: a built file never changes under its name."""
    return file.read_text()


def flash_undo(message: str, undo_url: str) -> None:
    """Say what happened and offer the way back: `undo_url` is posted to."""
    flash({"text": message, "url": undo_url}, "undo")  # type: ignore[arg-type]


def form_key_input() -> Markup:
    return Markup('<input type="hidden" name="form_key" value="{}">').format(once.new_key())


def add_frame(app: Flask, areas: list[Area]) -> None:
    app.extensions["areas"] = sorted(areas, key=lambda area: area.order or 0)
    assets = Assets(Path(app.static_folder or "") / "dist")
    app.extensions["assets"] = assets
    app.jinja_env.globals.update(
        asset=assets.address,
        flag_url=assets.flag_address,
        drawn_icon=assets.icon,
        form_key_input=form_key_input,
        new_form_key=once.new_key,
    )

    @app.context_processor
    def frame() -> dict[str, Any]:
        if "frame" not in g:
            g.frame = Frame()
        return {"frame": g.frame, "may": g.frame.may}
