"""What all kinds of records have in common as targets of an import.

A target reads a row into `wanted`: {answer: value as JSON}, of what the row says and nothing more. The same shape
tells the state of a record (`state`), so that what an import changed can be compared, kept and put back.
Every write goes through the actions of the screens.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tracker.accounts.models import User
from tracker.imports.kinds import OnMatch, UnknownCity
from tracker.imports.places import Gazetteer
from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from tracker.accounts.models import Municipality
    from tracker.imports.kinds import Kind
    from tracker.permissions import Permission

HISTORY_STAYS = N_("Its history is kept for ever: it was put into the archive.")
NOBODY = N_("Nobody of this name works here: “%(value)s”.")
TWO_PEOPLE = N_("Two colleagues are called “%(value)s”.")
IN_ARCHIVE = N_("This record is in the archive. Bring it back first, or leave the row out.")
SEVERAL = N_("Several records here are called so: %(value)s.")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column a file may have: `label` heads it in our own files, `also` are other headings people write."""

    name: str
    label: str
    also: tuple[str, ...] = ()
    # it only helps to read another column, and is not shown by itself
    is_hint: bool = False


@dataclass
class Row:
    """A row while it is read: the texts of its mapped columns, and what is wrong with them."""

    texts: Mapping[str, str]
    problems: list[Bad] = field(default_factory=list)
    notices: list[Bad] = field(default_factory=list)
    skipped: Bad | None = None

    def said(self, name: str) -> str:
        return self.texts.get(name, "")

    def says(self, name: str) -> bool:
        return bool(self.said(name).strip())

    def read(self, name: str, reader: Callable[..., Any], *more: Any) -> Any:
        """What a cell says; what is wrong with it is kept beside it. None for an empty one."""
        if not self.says(name):
            return None
        return self.attempt(name, lambda: reader(self.said(name), *more))

    def attempt(self, name: str, step: Callable[[], Any]) -> Any:
        """Do what may be refused; a refusal is kept beside the field it names, or this one."""
        try:
            return step()
        except Bad as bad:
            bad.field = bad.field or name
            self.problems.append(bad)
        except RuleBroken as broken:
            self.problems.append(as_bad(broken, name))
        return None

    def notice(self, message: str, name: str = "", **values: Any) -> None:
        self.notices.append(Bad(message, name, **values))


def as_bad(broken: RuleBroken, name: str = "") -> Bad:
    """A broken rule of the product, told beside a cell."""
    return Bad(broken.message, name, **broken.values)


@dataclass
class Context:
    """For whom and when the rows are read. Read once what many rows ask for."""

    by: User
    today: date
    now: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    made: Callable[[str, Any], None] = lambda _kind, _record: None
    _people: dict[str, list[User]] | None = None

    @property
    def home(self) -> Municipality:
        assert self.by.municipality is not None
        return self.by.municipality

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.home.timezone)

    @property
    def on_match(self) -> OnMatch:
        return OnMatch(self.options.get("on_match") or OnMatch.FILL)

    @property
    def unknown_city(self) -> UnknownCity:
        return UnknownCity(self.options.get("unknown_city") or UnknownCity.REFUSE)

    def colleague(self, text: str) -> User:
        """Who of the staff is called so."""
        if self._people is None:
            self._people = {}
            for user in db.session.scalars(select(User).order_by(User.id)):
                self._people.setdefault(normal(user.name), []).append(user)
        found = self._people.get(normal(text), [])
        if len(found) != 1:
            raise Bad(TWO_PEOPLE if found else NOBODY, value=clean(text))
        return found[0]


class Index:
    """Records here by what they are called. Exact names only: folding suggests, it never links."""

    def __init__(self) -> None:
        self._ids: dict[Hashable, list[tuple[int, bool]]] = {}

    def add(self, key: Hashable, record_id: int, *, archived: bool = False) -> None:
        held = self._ids.setdefault(key, [])
        if (record_id, archived) not in held:
            held.append((record_id, archived))

    def drop(self, record_id: int) -> None:
        for held in self._ids.values():
            held[:] = [one for one in held if one[0] != record_id]

    def living(self, keys: Iterable[Hashable]) -> list[int]:
        held = (one for key in keys for one in self._ids.get(key, ()))
        return list(dict.fromkeys(number for number, is_archived in held if not is_archived))

    def archived(self, keys: Iterable[Hashable]) -> list[int]:
        held = (one for key in keys for one in self._ids.get(key, ()))
        return list(dict.fromkeys(number for number, is_archived in held if is_archived))

    def one(self, keys: Sequence[Hashable], name: str = "", value: str = "") -> int | None:
        """The one record under these keys. Raises Bad for several, and for one that lies in the archive."""
        found = self.living(keys)
        if len(found) > 1:
            raise Bad(SEVERAL, name, value=value)
        if not found and self.archived(keys):
            raise Bad(IN_ARCHIVE, name)
        return found[0] if found else None


class Target(ABC):
    """One kind of records, for one import."""

    kind: ClassVar[Kind]
    record_kind: ClassVar[str]
    model: ClassVar[Any]
    needs: ClassVar[Permission]
    fields: ClassVar[tuple[Field, ...]]
    # of each group at least one field must have a column
    needed: ClassVar[tuple[tuple[str, ...], ...]]
    # fields for the sheets of others, which our own files say in other columns
    only_read: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context

    # reading

    @abstractmethod
    def read(self, row: Row) -> dict[str, Any]:
        """What the row says. What is wrong goes into the row."""

    @abstractmethod
    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        """By what the row is the same as another one of the file. Empty: it is like no other."""

    @abstractmethod
    def match(self, wanted: dict[str, Any]) -> int | None:
        """The record the row is about. Raises Bad where that cannot be told."""

    def check_new(self, wanted: dict[str, Any]) -> None:  # noqa: B027 - most kinds have nothing more to check
        """Raises Bad or RuleBroken where this could not be entered."""

    def check_changes(self, record: Any, changes: dict[str, Any]) -> None:  # noqa: B027 - the same
        """Raises Bad or RuleBroken where this could not be changed."""

    # records

    @abstractmethod
    def get(self, record_id: int) -> Any: ...

    @abstractmethod
    def state(self, record: Any) -> dict[str, Any]: ...

    def changes(self, record: Any, wanted: dict[str, Any]) -> dict[str, Any]:
        """What the row says otherwise than the record, as far as it may change it."""
        state = self.state(record)
        fills_only = self.context.on_match is OnMatch.FILL
        return {
            name: value
            for name, value in wanted.items()
            if name in state and state[name] != value and not (fills_only and state[name] not in (None, "", [], False))
        }

    @abstractmethod
    def create(self, wanted: dict[str, Any]) -> Any: ...

    @abstractmethod
    def update(self, record: Any, changes: dict[str, Any]) -> None: ...

    @abstractmethod
    def remove(self, record: Any) -> str | None:
        """Really delete what an import has made, with all that belongs to it; or say why that cannot be."""

    @abstractmethod
    def cells(self, record: Any, language: str) -> dict[str, Any]:
        """The record as a row of a file with all columns: {field: value of a cell}."""

    @abstractmethod
    def load(self, ids: Sequence[int]) -> Sequence[Any]:
        """These records with what `cells` tells of them, in the order of the ids."""


def in_order(records: Iterable[Any], ids: Sequence[int]) -> list[Any]:
    by_id = {record.id: record for record in records}
    return [by_id[number] for number in ids if number in by_id]
