"""What every storage does."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE = 256 * 1024
KEY = re.compile(r"[0-9a-f]{32}")


class CannotStore(Exception):
    """The storage refuses, or is out of reach; the text says what the operator has to look at."""


@dataclass(frozen=True)
class Kept:
    """A content as the storage lists it; `at` is the moment it was written, UTC."""

    key: str
    size: int
    at: datetime


class Storage(Protocol):
    """Contents by their keys. A key is written once; every method raises CannotStore when the storage fails."""

    @property
    def workplace(self) -> Path:
        """A folder on this machine for contents that are still coming in."""

    def put(self, key: str, content: Path) -> None:
        """Take over a whole file of the workplace: when this returns, the content survives a failing machine."""

    def pieces(self, key: str) -> Iterator[bytes]:
        """The content, piece by piece. The first piece is read at once, so a content that is gone raises here."""

    def has(self, key: str) -> bool: ...

    def remove(self, key: str) -> None:
        """Remove the content; one that is not there is no error."""

    def kept(self) -> Iterator[Kept]:
        """Everything there is."""

    def unfinished(self) -> Iterator[Kept]:
        """What came in and was never put; `key` is the name in the workplace."""

    def drop_unfinished(self, name: str) -> None: ...


def new_key() -> str:
    return secrets.token_hex(16)
