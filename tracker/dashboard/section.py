"""A section of the first page: rows of a list as lines, how many there are, and the address behind the number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Select

    from tracker.dashboard.queries import Wanted
    from tracker.web.glimpse import Glimpse

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One row. `kind` colours the end; `flag` or `status` stands before it; `ask` holds what may be done in the row."""

    title: str
    url: str
    sub: str = ""
    end: str = ""
    kind: str = ""
    flag: str = ""
    done_url: str = ""
    button: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows of a list. `columns`: those that `line` reads, by the names of `queries.LINE`; `order`: how they stand.

    `words` tells the count at the head of the page; without it the section is not told there. A section with `empty`
    is shown also without rows. `first`: the keys of the lines, where they are found sooner than by sorting all rows.
    """

    name: str
    title: str
    glimpse: Glimpse
    columns: Mapping[str, Any]
    order: Sequence[Any]
    line: Callable[[Any], Any]
    note: str = ""
    words: Callable[[int], str] | None = None
    empty: str = ""
    most: int = SHOWN
    first: Select[Any] | None = None
    lines: list[Any] = field(default_factory=list)

    @property
    def wanted(self) -> Wanted:
        """What to read for the lines."""
        rows = self.glimpse.statement
        if self.first is not None:
            rows = rows.where(self.columns["id"].in_(self.first))
        return rows, self.columns, self.order, self.most


def named(row: Any, what: str = "title") -> str:
    """The title in the person's language, or in the only one there is."""
    russian, english = getattr(row, f"{what}_ru"), getattr(row, f"{what}_en")
    return str((russian if formats.language() == "ru" else english) or russian or "")
