"""The place of a row in a sorted list, as a word of an address: its sort key and its number."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer

if TYPE_CHECKING:
    from sqlalchemy import Row

LONGEST_CURSOR = 1200
MOST_NUMBER, MOST_LARGE = 2**31, 2**63
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def cursor(row: Row[Any]) -> str:
    """The place of a row (its `_sort` and `_key`) as a word of an address."""
    value = row._sort  # noqa: SLF001 - a labelled column
    if isinstance(value, date | datetime):
        value = value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([value, row._key]).encode()).decode().rstrip("=")  # noqa: SLF001


def read_cursor(text: str | None) -> tuple[Any, int] | None:
    """The place a word of an address names, or None for none or a spoilt one."""
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        value, key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        return None
    if not isinstance(key, int) or not 0 < key < MOST_NUMBER or not _is_kept(value):
        return None
    return value, key


def _is_kept(value: Any) -> bool:
    """Whether a database could hold it: none takes a NUL, half a letter, or a number beyond its columns."""
    if isinstance(value, str):
        return _NO_TEXT.search(value) is None
    return isinstance(value, int | float) and -MOST_LARGE < value < MOST_LARGE


def as_python(kind: Any, value: Any) -> Any:
    """A cursor's value as the column's type wants it; one that does not fit stands before all rows."""
    try:
        python = kind.python_type
    except NotImplementedError:
        return value
    if python is datetime:
        return _moment(value)
    if python is date:
        return _day(value)
    if issubclass(python, Enum):  # kept as text; an unknown word stands where it would be sorted
        return value if isinstance(value, str) else ""
    fits = isinstance(value, python) or (python is float and isinstance(value, int))
    if fits and isinstance(kind, Integer) and not isinstance(kind, BigInteger):
        fits = -MOST_NUMBER < value < MOST_NUMBER
    return value if fits else python()


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return date.min


def _moment(value: Any) -> datetime:
    """In UTC where it says no zone, and where it says none that could be reckoned with."""
    try:
        read = datetime.fromisoformat(value)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
