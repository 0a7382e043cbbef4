"""A map as a file: the picture with the land in it, so that it needs nothing else to be seen."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from flask import current_app, render_template
from flask_babel import gettext as _

from tracker.web import files
from tracker.web.maps.key import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from tracker.web.maps.picture import Kind, Picture

_SHAPE = re.compile(r'<path id="(\w+)"[^>]* d="([^"]*)"/>')


@functools.lru_cache(maxsize=1)
def _shapes(world: str) -> Mapping[str, str]:
    return dict(_SHAPE.findall(world))


def credit() -> str:
    """What the licence of the gazetteer asks to be said under a map (CC BY 4.0)."""
    return _("Places: GeoNames, CC BY 4.0. Land: Natural Earth.")


def svg_answer(name: str, picture: Picture, title: str, labels: Mapping[Kind, str]) -> Response:
    """The picture with its key as an SVG to keep; its look stands in it, so it may carry styles of its own."""
    shapes = _shapes(current_app.extensions["assets"].content("world.svg"))
    drawn = render_template(
        "maps/file.svg", picture=picture, key=key_of(picture, labels), shapes=shapes, title=title, credit=credit()
    )
    answer = files.file_answer(f"{name}.svg", drawn.encode(), "image/svg+xml")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer
