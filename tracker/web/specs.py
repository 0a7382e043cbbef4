"""What a list is made of: columns, filters and the rest of its declaration, and what an address chooses of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy import Select

from tracker.web.grouping import Total

if TYPE_CHECKING:
    from tracker.web.bulk import BulkAction
    from tracker.web.personal import Purpose


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `value`: row → what stands in the cell (see `cells`); `sort`: SQL key, never NULL.

    `plain`: row → the same as a file holds it, for long lists, where a cell of the page takes longer to make.
    `reads`: which names of the row these two read, for long lists: a file then selects no others.
    """

    name: str
    label: Any
    value: Callable[[Any], Any]
    plain: Callable[[Any], Any] | None = None
    reads: tuple[str, ...] = ()
    sort: Any = None
    shown: bool = True
    end: bool = False
    width: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Narrows the list. `choices` gives (value, label) pairs; several may be chosen unless `single`.

    `narrow`: (select, chosen values) → select; `otherwise`: what applies when nothing is chosen.
    Values that are not among the choices are dropped. `column`: the SQL value that the choices name, by which the
    list can be grouped; `any_of` and `any_number_of` know it by themselves.
    """

    name: str
    label: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]
    narrow: Callable[[Select[Any], list[str]], Select[Any]]
    otherwise: Callable[[Select[Any]], Select[Any]] | None = None
    single: bool = False
    column: Any = None

    @property
    def grouped_by(self) -> Any:
        """The SQL value the list can be grouped by, or None."""
        return self.column if self.column is not None else getattr(self.narrow, "column", None)

    def boxes(self, chosen: Sequence[str]) -> Markup:
        """The choices, to be ticked. Made here: a list's filters have hundreds, which a template takes long to draw."""
        before = Markup('<label class="menu__a"><input class="check" type="checkbox" name="{}" value="').format(
            self.name
        )
        single = " data-single" if self.single else ""
        boxes = (
            f'{before}{escape(value)}"{single}{" checked" if value in chosen else ""}>'
            f"<span>{escape(label)}</span></label>"
            for value, label in self.choices()
        )
        return Markup("".join(boxes))  # noqa: S704 - all that is no markup of its own is escaped


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """A list: what it selects and how it may be looked at.

    `query` → Select of rows whose first column is `key`; `key`: the id column, last of every sort.
    `searched`: the findable model behind the search box. `sort`: name of the default column, `-` for descending.
    `tabs`: looks at the list that everybody has. `totals`: what is added up beside the counts when it is grouped.
    `bulk`: what can be done with many rows at once. `personal`: it tells of people, and its files are taken for this.
    `lean`: the inner joins of `query` neither drop nor double a row: counting and sorting may leave them out.
    """

    name: str
    title: Any
    query: Callable[[], Select[Any]]
    key: Any
    columns: Callable[[], Sequence[Column]]
    filters: Callable[[], Sequence[Filter]] = field(default=tuple)
    searched: Any = None
    sort: str = ""
    tabs: Callable[[], Sequence[dict[str, Any]]] = tuple
    totals: Sequence[Total] = ()
    bulk: Callable[[], Sequence[BulkAction]] = tuple
    personal: Purpose | None = None
    lean: bool = False


def any_of(column: Any) -> Callable[[Select[Any], list[str]], Select[Any]]:
    """Narrow to rows whose column is one of the chosen values."""
    return _Any(column)


def any_number_of(column: Any) -> Callable[[Select[Any], list[str]], Select[Any]]:
    """The same for a column of numbers."""
    return _AnyNumber(column)


@dataclass(frozen=True)
class _Any:
    column: Any

    def __call__(self, statement: Select[Any], values: list[str]) -> Select[Any]:
        return statement.where(self.column.in_(values))


@dataclass(frozen=True)
class _AnyNumber:
    column: Any

    def __call__(self, statement: Select[Any], values: list[str]) -> Select[Any]:
        return statement.where(self.column.in_([int(value) for value in values]))


def archived_filter(model: Any) -> Filter:
    """Archived records stay out of a list until they are asked for."""
    return Filter(
        name="archived",
        label=_l("Archive"),
        choices=lambda: [("yes", gettext("only archived"))],
        narrow=lambda statement, _values: statement.where(model.archived_at.is_not(None)),
        otherwise=lambda statement: statement.where(model.archived_at.is_(None)),
        single=True,
    )


def only_read(statement: Select[Any], columns: Sequence[Column]) -> Select[Any]:
    """The select without what none of these columns reads, if all of them say what they read."""
    if not all(column.reads for column in columns):
        return statement
    read = {name for column in columns for name in column.reads}
    selected = [one for one in statement.selected_columns if one.key in read]
    return statement.with_only_columns(*selected, maintain_column_froms=True)


def chosen_columns(spec: ListSpec) -> list[Column]:
    columns = spec.columns()
    asked = [name for words in request.args.getlist("cols") for name in words.split(",")]
    by_name = {column.name: column for column in columns}
    chosen = [by_name[name] for name in dict.fromkeys(asked) if name in by_name]
    return chosen or [column for column in columns if column.shown]


def chosen_values(one: Filter) -> list[str]:
    asked = request.args.getlist(one.name)
    if not any(asked):
        return []
    known = {value for value, _label in one.choices()}
    values = [value for value in dict.fromkeys(asked) if value in known]
    return values[:1] if one.single else values
