"""Which row holds the headings, what the file holds, and which column is what: guessed from headings and values."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING, Any

from tracker.imports.kinds import Kind
from tracker.imports.targets.registry import TARGETS
from tracker.imports.values import in_both, normal
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

REASON = N_("What is wrong")
LOOKED_AT = 10
SAMPLES = 40
OWN, KNOWN, PART = 4, 3, 1
SHORTEST_PART = 4
MOST_OF = 0.6
LONGEST_HEAD = 120
PERSON = range(2, 5)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}")
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}")
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# a column without a known heading is what most of its values look like
LOOKS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("email", _EMAIL.fullmatch),
    ("website", _WEBSITE.fullmatch),
    ("phone", _PHONE.fullmatch),
)


def _is_person(text: str) -> bool:
    """Two to four words, each with a capital letter and without digits."""
    words = text.split()
    return len(words) in PERSON and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)


@functools.cache
def known_heads(kind: Kind) -> dict[str, tuple[str, int]]:
    """Every heading that is known for a kind of records: → (field, how sure it is)."""
    heads: dict[str, tuple[str, int]] = {}
    for sure in (OWN, KNOWN):
        for one in TARGETS[kind].fields:
            words = in_both(one.label) if sure == OWN else (one.name, *one.also)
            for word in words:
                heads.setdefault(normal(word), (one.name, sure))
    return heads


def head_row(rows: Sequence[tuple[int, list[str]]]) -> int:
    """The index of the row that holds the headings: the one that knows most of them, else the first."""
    known = [_known_words(cells) for _number, cells in rows[:LOOKED_AT]]
    best = max(range(len(known)), key=lambda at: (known[at], -at)) if known else 0
    return best if known and known[best] > 1 else 0


def has_heads(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a row of headings is there: it knows one, or at least holds no value that a heading never is."""
    first = [cell.strip() for cell in rows[0][1] if cell.strip()]
    never_heads = [looks_so for _field, looks_so in LOOKS] + [_DATE.fullmatch]
    return _known_words(rows[head_row(rows)][1]) > 0 or not any(look(cell) for cell in first for look in never_heads)


def _known_words(cells: Sequence[str]) -> int:
    return max(sum(1 for cell in cells if normal(cell) in known_heads(kind)) for kind in TARGETS)


def as_heads(cells: Sequence[str], width: int) -> list[str]:
    """One heading for each column, none longer than fits a page."""
    padded = [*cells, *[""] * (width - len(cells))]
    return [" ".join(cell.split())[:LONGEST_HEAD] for cell in padded]


def heads_hash(heads: Sequence[str]) -> str:
    """Names a set of headings. The column of reasons that our own list of refused rows adds is none of them."""
    added = {normal(word) for word in in_both(REASON)}
    words = [word for word in map(normal, heads) if word not in added]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def guess_kind(heads: Sequence[str], kinds: Iterable[Kind], rows: Sequence[Sequence[str]] = ()) -> Kind | None:
    """The kind most of whose columns are there; of a sheet without headings, people where it holds addresses."""
    kinds = list(kinds)
    if not any(heads) and Kind.CONTACTS in kinds and "email" in guess_mapping(Kind.CONTACTS, heads, rows).values():
        return Kind.CONTACTS
    scores = {kind: _score(kind, heads) for kind in kinds}
    best = max(scores, key=lambda kind: scores[kind], default=None)
    return best if best is not None and scores[best] > 0 else None


def _score(kind: Kind, heads: Sequence[str]) -> float:
    mapping = _by_heads(kind, heads)
    fields = {field for field, _sure in mapping.values()}
    has_needed = all(any(name in fields for name in group) for group in TARGETS[kind].needed)
    return sum(sure for _field, sure in mapping.values()) * (1 if has_needed else 0.3)


def guess_mapping(kind: Kind, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """{column as text: field}; a field has one column at most."""
    found = _by_heads(kind, heads)
    taken = {field for field, _sure in found.values()}
    fields = {one.name for one in TARGETS[kind].fields}
    for column in range(len(heads)):
        if column in found:
            continue
        values = [row[column] for row in rows[:SAMPLES] if column < len(row) and row[column].strip()]
        for field, looks_so in LOOKS if any(heads) else (*LOOKS, ("name", _is_person)):
            alike = sum(1 for value in values if looks_so(value.strip()))
            if field in fields and field not in taken and values and alike > len(values) * MOST_OF:
                found[column] = (field, PART)
                taken.add(field)
                break
    return {str(column): field for column, (field, _sure) in sorted(found.items())}


def _by_heads(kind: Kind, heads: Sequence[str]) -> dict[int, tuple[str, int]]:
    known = known_heads(kind)
    likely: list[tuple[int, int, str]] = []
    for column, head in enumerate(heads):
        word = normal(head)
        if word in known:
            field, sure = known[word]
            likely.append((-sure, column, field))
        elif word:
            likely += [(-PART, column, field) for field in dict.fromkeys(_parts(word, known))]
    found: dict[int, tuple[str, int]] = {}
    for sure, column, field in sorted(likely):
        if column not in found and field not in {one for one, _sure in found.values()}:
            found[column] = (field, -sure)
    return found


def _parts(word: str, known: dict[str, tuple[str, int]]) -> list[str]:
    """Fields whose heading stands in a longer one as whole words, the longest heading first."""
    inside = [head for head in known if len(head) >= SHORTEST_PART and f" {head} " in f" {word} "]
    return [known[head][0] for head in sorted(inside, key=len, reverse=True)]
