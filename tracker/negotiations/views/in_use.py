"""The stages in use, read once a request: columns, filters and moves all ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from tracker.negotiations import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.negotiations.models import Stage


def stages_in_use() -> Sequence[Stage]:
    if "stages_in_use" not in g:
        g.stages_in_use = queries.stages()
    return g.stages_in_use  # type: ignore[no-any-return]
