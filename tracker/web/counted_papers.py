"""A table of figures as an office document of the administration: reports, and lists counted in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker import papers
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = {papers.TEXT: 2.6, papers.DAY: 1.8}
MOST_UPRIGHT = 6  # columns that a sheet holds upright


def paper_of(
    title: str,
    *,
    told: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, papers.paper.ColumnKind]],
    rows: Sequence[Sequence[Any]],
    total: Sequence[Any] | None,
    note: str = "",
) -> papers.Paper:
    """`told`: what was asked for, by name; `columns`: heading and kind of each."""
    language, user = formats.language(), signed_in_user()
    every = [*rows, *([total] if total else [])]
    table = papers.Table(
        [
            papers.Column(head, _width(head, kind, [row[at] for row in every]), kind)
            for at, (head, kind) in enumerate(columns)
        ],
        rows,
        total=total,
    )
    asked = "; ".join(f"{name}: {value}" for name, value in told)
    parts: list[Any] = [*([papers.Text(asked)] if asked else []), table, *([papers.Note(note)] if note else [])]
    home = user.municipality.administration_in(language) if user.municipality else ""
    return papers.Paper(
        title=title,
        subtitle=_("as of %(day)s", day=formats.long_day(formats.today())),
        language=language,
        letterhead=papers.Letterhead([home]) if home else None,
        parts=parts,
        page=papers.A4_ACROSS if len(columns) > MOST_UPRIGHT else papers.A4,
        author=home,
    )


def _width(heading: str, kind: str, values: Sequence[Any]) -> float:
    """The share of a column: one of long numbers, or with a long word above them, is wide enough for one line."""
    if kind in _WIDTHS:
        return _WIDTHS[kind]
    longest = max((len(f"{value or 0:,}") for value in values), default=0)
    return max(1, 0.24 * longest, 0.14 * max(map(len, heading.split()), default=0))
