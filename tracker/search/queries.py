"""Finding records of every kind in one statement, the same on both databases.

Each kind gives its newest records that hold all the words, those whose name begins so, and those the person opened
before; their number is bounded before anything is sorted, so that a million rows cost what a thousand do. The order is
made here and not by the database. Scope and permission are the callers' only by what they hand in: a kind the person
may not read is never asked for, and the session narrows each part to the municipality.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    column,
    literal,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.sql.visitors import iterate

from tracker.kernel import spelling
from tracker.kernel.db import db
from tracker.kernel.find import SHORTEST_INDEXED
from tracker.kernel.text import clean, sortable
from tracker.search.models import OpenedRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.accounts.models import User
    from tracker.kernel.spelling import Term

NEWEST = 60  # records of a kind that are looked at
BEGINNING = 20
NEARLY = 200
LATEST_OPENED = 60
OPENED_COUNTS = 10
FEW = 2
LAST_LETTER = "\U0010ffff"

EQUAL, BEGINS, INFLECTED, WITHIN, SLIPPED = 1.0, 0.9, 0.8, 0.5, 0.6
ONLY_BEGINS = 0.7  # with a slip: the word goes on
WHOLE_NAME, NAME_BEGINS, FOR_OPENED = 1.0, 0.5, 0.4
FOR_KIND = 0.1  # of equals, a partner before a person before a paper
A_WORD_LATER = 0.04  # what stands first in a record is its name


@dataclass(frozen=True)
class Found:
    """A record that was found: how well, and the folded words that say why."""

    kind: str
    id: int
    score: float
    needles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finds:
    """What was found, best first, and the text it was found under where that is another one than was typed."""

    found: Sequence[Found]
    read_as: str = ""


Models = dict[str, Any]
Mine = dict[tuple[str, int], OpenedRecord]
_Spellings = tuple[tuple[str, ...], ...]


def opened(user: User) -> Mine:
    """What this person opened, the latest first."""
    rows = db.session.scalars(
        select(OpenedRecord)
        .where(OpenedRecord.user_id == user.id)
        .order_by(OpenedRecord.opened_at.desc(), OpenedRecord.kind, OpenedRecord.record_id)
        .limit(LATEST_OPENED)
    )
    return {(row.kind, row.record_id): row for row in rows}


def find(typed: str, models: Models, mine: Mine, *, forgives: bool = True) -> Finds:
    """Look for all the words; failing that as typed in the other layout; failing that with a slip forgiven.

    `models`: kind → findable model, of the kinds the person may read. `forgives`: whether a slip is.
    """
    if not models:
        return Finds([])
    readings = [(typed, "")]  # a text, and what it is told to be read as
    swapped = spelling.in_other_layout(clean(typed)) if spelling.terms(typed) else ""
    if swapped != clean(typed).lower():
        readings.append((swapped, swapped))
    for text, read_as in readings:
        if found := _exactly(text, models, mine):
            return Finds(found if len(found) > FEW or not forgives else _with_more(found, text, models, mine), read_as)
    for text, read_as in readings if forgives else ():
        if found := _nearly(spelling.terms(text), models, mine):
            return Finds(found, read_as)
    return Finds([])


def _with_more(found: list[Found], text: str, models: Models, mine: Mine) -> list[Found]:
    """What was found, and behind it what is nearly so: a slip may happen to stand somewhere."""
    known = {(one.kind, one.id) for one in found}
    return [*found, *(one for one in _nearly(spelling.terms(text), models, mine) if (one.kind, one.id) not in known)]


def _exactly(text: str, models: Models, mine: Mine) -> list[Found]:
    terms = spelling.terms(text)
    if not terms:
        return []
    plain = sortable(clean(text))[:60]
    stems = tuple((term.stem,) for term in terms)
    opened_ids = {kind: [number for (of, number) in mine if of == kind] for kind in models}
    before = tuple(kind for kind, ids in opened_ids.items() if ids)
    asked = _Asked(tuple(models.items()), tuple(map(len, stems)), NEWEST, bool(plain), before)
    given = _given(stems) | {"begins": plain, "ends": plain + LAST_LETTER}
    given |= {f"opened_{kind}": opened_ids[kind] for kind in before}
    return _ranked(_rows(asked, stems, given), lambda folded: _score(folded, terms), list(models), mine)


def _nearly(terms: list[Term], models: Models, mine: Mine) -> list[Found]:
    """Among the newest records that hold a piece of each word."""
    if not any(term.pieces for term in terms):
        return []
    pieces = tuple(term.pieces or (term.stem,) for term in terms)
    asked = _Asked(tuple(models.items()), tuple(map(len, pieces)), NEARLY)
    rows = _rows(asked, pieces, _given(pieces))
    return _ranked(rows, lambda folded: _score_nearly(folded, terms), list(models), mine)


# the statement: it is built once for each shape of question


@dataclass(frozen=True)
class _Asked:
    """The shape of a question: of which kinds, how many spellings each word has, and what is asked beside the newest.

    `by_threes`: SQLite's full-text table is asked.
    """

    models: tuple[tuple[str, Any], ...]
    spellings: tuple[int, ...]
    limit: int
    by_name: bool = False
    opened: tuple[str, ...] = ()
    by_threes: bool = False


def _rows(asked: _Asked, spellings: _Spellings, given: dict[str, Any]) -> Sequence[Any]:
    """Each record's kind, number and words."""
    if _is_sqlite() and (threes := _threes(spellings)):
        asked, given = replace(asked, by_threes=True), given | {"threes": threes}
    statement, named = _statement(asked)
    return db.session.execute(statement, {name: given[name] for name in named}).all()


def _given(spellings: _Spellings) -> dict[str, Any]:
    named = ((f"word{at}_{which}", one) for at, word in enumerate(spellings) for which, one in enumerate(word))
    return {name: _pattern(piece) for name, piece in named}


def _pattern(piece: str) -> str:
    """A short piece stands at the beginning of a word. Letters, digits and blanks only: no wildcard to escape."""
    return f"% {piece}%" if len(piece) < SHORTEST_INDEXED else f"%{piece}%"


@lru_cache(maxsize=256)
def _statement(asked: _Asked) -> tuple[CompoundSelect[Any], frozenset[str]]:
    """The statement, and the names of what it takes."""
    parts: list[Any] = []
    for kind, model in asked.models:
        holds = _holds(model, asked)
        parts.append(_newest(kind, model, holds, asked))
        if asked.by_name:
            begins = model.sort_name.between(bindparam("begins", type_=String), bindparam("ends", type_=String))
            parts.append(_part(kind, model, begins).order_by(model.sort_name, model.id).limit(BEGINNING))
        if kind in asked.opened:
            known = model.id.in_(bindparam(f"opened_{kind}", expanding=True))
            parts.append(_part(kind, model, and_(known, holds)).limit(LATEST_OPENED))
    sides = [part.subquery() for part in parts]
    statement = union_all(*(select(side.c.kind, side.c.id, side.c.folded) for side in sides))
    named = (one.key for one in iterate(statement) if isinstance(one, BindParameter) and one.required)
    return statement, frozenset(named)


def _part(kind: str, model: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    columns = (literal(kind, literal_execute=True).label("kind"), model.id.label("id"), model.folded.label("folded"))
    kept = (model.archived_at.is_(None),) if hasattr(model, "archived_at") else ()
    return select(*columns).where(*conditions, *kept)


def _holds(record: Any, asked: _Asked) -> ColumnElement[bool]:
    """Of each word one of its spellings."""
    return and_(
        *(
            or_(*(record.folded.like(bindparam(f"word{at}_{which}", type_=Text)) for which in range(count)))
            for at, count in enumerate(asked.spellings)
        )
    )


def _newest(kind: str, model: Any, holds: ColumnElement[bool], asked: _Asked) -> Select[Any]:
    """SQLite walks its full-text table from the newest row and stops; "+ 0" keeps it from the other way round."""
    if not asked.by_threes:
        return _part(kind, model, holds).order_by(model.id.desc()).limit(asked.limit)
    name = f"{model.__tablename__}_fts"
    fts = table(name, column("rowid", Integer))
    held = column(name).op("MATCH")(bindparam("threes", type_=Text))
    walked = _part(kind, model, held, holds).join_from(fts, model, model.id == fts.c.rowid + 0)
    return walked.order_by(fts.c.rowid.desc()).limit(asked.limit)


def _threes(spellings: _Spellings) -> str:
    """What SQLite's full-text table is asked: the fewest groups of three letters that cover each word.

    The words themselves are compared with the rows; each group more costs a walk through all that hold it.
    """
    asked = [[_cover(piece) for piece in pieces] for pieces in spellings]
    told = [f"({' OR '.join(pieces)})" for pieces in asked if all(pieces)]
    return " AND ".join(told)


def _cover(piece: str) -> str:
    """Empty for a single letter."""
    padded = piece if len(piece) >= SHORTEST_INDEXED else f" {piece}"
    last = len(padded) - SHORTEST_INDEXED
    if last < 0:
        return ""
    quoted = [f'"{padded[at : at + SHORTEST_INDEXED]}"' for at in (*range(0, last, SHORTEST_INDEXED), last)]
    return f"({' AND '.join(quoted)})"


def _is_sqlite() -> bool:
    return bool(db.session.get_bind().dialect.name == "sqlite")


# the order


def _ranked(
    rows: Sequence[Any],
    score: Callable[[str], tuple[float, tuple[str, ...]] | None],
    kinds: list[str],
    mine: Mine,
) -> list[Found]:
    found: dict[tuple[str, int], Found] = {}
    for kind, record_id, folded in rows:
        if (kind, record_id) in found:
            continue
        scored = score(folded)
        if scored is None:
            continue
        value, needles = scored
        value += FOR_KIND * (1 - kinds.index(kind) / len(kinds))
        if (before := mine.get((kind, record_id))) is not None:
            value += FOR_OPENED * (1 + min(before.times, OPENED_COUNTS) / OPENED_COUNTS)
        found[kind, record_id] = Found(kind, record_id, value, needles)
    return sorted(found.values(), key=lambda one: (-one.score, one.kind, -one.id))


def _score(folded: str, terms: list[Term]) -> tuple[float, tuple[str, ...]] | None:
    """How well a record's words answer; None where one of the words is not there."""
    held = folded.split()
    value, needles = 0.0, []
    for term in terms:
        best = max((_of_word(word, at, term) for at, word in enumerate(held)), default=0.0)
        if best <= 0:
            return None
        value += best
        needles.append(term.word if any(term.word in word for word in held) else term.stem)
    asked = " ".join(term.word for term in terms)
    value = value / len(terms) + (NAME_BEGINS if folded.startswith(f" {asked}") else 0)
    value += WHOLE_NAME if folded.startswith((f" {asked} ",)) else 0
    return value, tuple(needles)


def _of_word(word: str, at: int, term: Term) -> float:
    return _worth(word, term) / (1 + A_WORD_LATER * at)


def _worth(word: str, term: Term) -> float:
    if word == term.word:
        return EQUAL
    if word.startswith(term.word):
        return BEGINS
    if word.startswith(term.stem):
        return INFLECTED
    return WITHIN if len(term.stem) >= SHORTEST_INDEXED and term.stem in word else 0.0


def _score_nearly(folded: str, terms: list[Term]) -> tuple[float, tuple[str, ...]] | None:
    held = folded.split()
    value, needles = 0.0, []
    for term in terms:
        best, needle = max(((_of_nearly(word, at, term), word) for at, word in enumerate(held)), default=(0.0, ""))
        if best <= 0:
            return None
        value += best
        needles.append(needle)
    return value / len(terms), tuple(needles)


def _of_nearly(word: str, at: int, term: Term) -> float:
    return _worth_nearly(word, term) / (1 + A_WORD_LATER * at)


@lru_cache(maxsize=20_000)
def _worth_nearly(word: str, term: Term) -> float:
    if exact := _worth(word, term):
        return exact
    if not any(piece.strip() in word for piece in term.pieces):
        return 0.0
    wrong = spelling.slips(term.stem, word)
    if wrong > spelling.MOST_SLIPS or (len(term.stem) <= spelling.SHORT_WORD and term.stem[0] != word[0]):
        return 0.0
    # a whole name with a slip is meant rather than a longer word that happens to begin so: Gorodno is Grodno
    is_whole = abs(len(word) - len(term.word)) <= spelling.slips_allowed(term.word)
    return SLIPPED / wrong * (1 if is_whole else ONLY_BEGINS)
