"""Finding records by a part of a word, in either script, with an index on both databases.

A `Findable` record keeps the folded form of the words it is found by. PostgreSQL has a trigram index on that
column, SQLite an FTS5 table over it (tokenizer trigram, which serves LIKE); both come from the migrations and
from `index_ddl` here, so that there is one text of them.

SQLite's planner does not know how many rows a word has, so it is looked up: of a rare word the index gives the rows,
a common one is looked for in the rows themselves, which soon fills a page in any order.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Text,
    and_,
    column,
    event,
    func,
    inspect,
    select,
    table,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.kernel.db import db
from tracker.kernel.text import fold, folded_words, sortable

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_INDEXED = 3
RARE = 10_000  # rows
SORTED_TEXT = String(200).with_variant(String(200, collation="C"), "postgresql")


class Findable:
    """Found by a part of any of its words, and sorted by its name alike on both databases."""

    folded: Mapped[str] = mapped_column(Text, default="")
    sort_name: Mapped[str] = mapped_column(SORTED_TEXT, default="")

    @abstractmethod
    def words_to_find(self) -> Iterable[str | None]:
        """The texts this record is found by: names in every script, numbers, old names."""

    @abstractmethod
    def name_to_sort(self) -> str:
        """The name this record stands under in a list."""

    def fold_words(self) -> None:
        self.sort_name = sortable(self.name_to_sort())
        self.folded = f" {fold(' '.join(word for word in self.words_to_find() if word))}"


def matches(model: Any, typed: str) -> ColumnElement[bool]:
    """Every word of the typed text is a part of a word of the record. An empty text matches all."""
    words = folded_words(typed)
    if not words:
        return true()
    return and_(*(_holds(model, word) for word in words))


def _holds(model: Any, word: str) -> Any:
    # fold() leaves letters and digits only, so there is no LIKE wildcard to escape
    if len(word) < SHORTEST_INDEXED:
        return model.folded.like(f"% {word}%")
    if db.session.get_bind().dialect.name == "sqlite" and _is_rare(model, word):
        return model.id.in_(_fts_rows(model, word))
    return model.folded.like(f"%{word}%")


def _fts_rows(model: Any, word: str) -> Select[tuple[int]]:
    fts = table(f"{model.__tablename__}_fts", column("rowid", Integer), column("folded", Text))
    return select(fts.c.rowid).where(fts.c.folded.like(f"%{word}%"))


def _is_rare(model: Any, word: str) -> bool:
    """By the groups of three letters alone, which needs no look at the rows: never fewer than hold the word."""
    name = f"{model.__tablename__}_fts"
    threes = " AND ".join(f'"{word[at : at + 3]}"' for at in range(len(word) - 2))
    fts = table(name, column("rowid", Integer), column(name, Text))
    found = select(fts.c.rowid).where(fts.c[name].op("MATCH")(threes)).limit(RARE + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(found)) or 0) <= RARE


def index_ddl(table: str, dialect: str) -> list[str]:
    """The statements that make the index of a findable table."""
    if dialect == "postgresql":
        return [
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            f"CREATE INDEX ix_{table}_folded_trgm ON {table} USING gin (folded gin_trgm_ops)",
        ]
    fts = f"{table}_fts"
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5(folded, content='{table}', content_rowid='id',"
        " tokenize='trigram', detail='none')",
        f"CREATE TRIGGER {fts}_added AFTER INSERT ON {table} BEGIN"
        f" INSERT INTO {fts}(rowid, folded) VALUES (new.id, new.folded); END",
        f"CREATE TRIGGER {fts}_removed AFTER DELETE ON {table} BEGIN"
        f" INSERT INTO {fts}({fts}, rowid, folded) VALUES ('delete', old.id, old.folded); END",
        f"CREATE TRIGGER {fts}_changed AFTER UPDATE OF folded ON {table} BEGIN"
        f" INSERT INTO {fts}({fts}, rowid, folded) VALUES ('delete', old.id, old.folded);"
        f" INSERT INTO {fts}(rowid, folded) VALUES (new.id, new.folded); END",
    ]


_followers: dict[type[Any], list[tuple[type[Any], Any]]] = {}


def found_by_words_of(followed: type[Any], link: Any) -> None:
    """Records with this link are found by words of the record it leads to: they follow when those change."""
    _followers.setdefault(followed, []).append((link.class_, link))


@event.listens_for(db.session, "before_flush")
def _fold(session: Session, _context: object, _instances: object) -> None:
    with session.no_autoflush:
        for record in [*session.new, *session.dirty]:
            if isinstance(record, Findable):
                record.fold_words()
                if record not in session.new and inspect(record).attrs.folded.history.has_changes():
                    _fold_followers(session, record)


def _fold_followers(session: Session, record: Any) -> None:
    for model, link in _followers.get(type(record), ()):
        for follower in session.scalars(select(model).where(link == record.id)):
            follower.fold_words()
