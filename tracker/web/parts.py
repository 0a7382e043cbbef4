"""Parts of a record's page that other slices contribute: documents, tasks, letters on the page of an agreement.

A slice registers a `Part` for the kinds of subjects it belongs to, so that a partner's page need not know who has
something to show. Templates place them with `parts(subject_kind, id, place)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.kernel.subjects import Subject
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask

    from tracker.permissions import Permission

MAIN, SIDE, ACTIONS = "main", "side", "actions"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section that one slice shows on other slices' records.

    `place`: `main` (under the key facts), `side`, or `actions` (a button beside the title). `order`: smaller stands
    higher. `needs`: who sees it. `render`: subject → the drawn section (a rendered template), empty for none; it
    sends one query at most.
    """

    name: str
    place: str
    order: int
    needs: Permission
    render: Callable[[Subject], str]


_parts: dict[str, dict[str, Part]] = {}


def register_part(subject_kinds: Iterable[str], part: Part) -> None:
    """Show the part on the pages of all subjects of these kinds."""
    for kind in subject_kinds:
        _parts.setdefault(kind, {})[part.name] = part


def parts(subject_kind: str, subject_id: int, place: str) -> Markup:
    """The parts of one place of a record's page that this person may see, drawn."""
    profile = found_profile()
    if profile is None:
        return Markup()
    wanted = sorted(
        (part for part in _parts.get(subject_kind, {}).values() if part.place == place and profile.may(part.needs)),
        key=lambda part: (part.order, part.name),
    )
    subject = Subject(subject_kind, subject_id)
    return Markup().join(Markup(part.render(subject)) for part in wanted)  # noqa: S704 - rendered templates


def add_parts(app: Flask) -> None:
    app.jinja_env.globals["parts"] = parts
