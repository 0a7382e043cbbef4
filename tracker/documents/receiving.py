"""A file on its way in: copied piece by piece within the limit, hashed, looked at, and put into the storage.

Order: the whole content in the workplace, what it is by content, then the storage takes it over durably; only after
that a row may name it. What breaks off before the row is committed leaves a content that nobody names, and the
sweeper removes it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Protocol

from tracker.documents import contents
from tracker.kernel import storage
from tracker.kernel.errors import RuleBroken
from tracker.kernel.storage.ground import PIECE
from tracker.kernel.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MEGABYTE = 1024 * 1024
LONGEST_NAME = 200
_limit = [50 * MEGABYTE]


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Received:
    """What the storage holds now, and what is known of it."""

    key: str
    name: str
    size: int
    sha256: str
    type: str


def limit_to(megabytes: int) -> None:
    """The largest file the process takes."""
    _limit[:] = [megabytes * MEGABYTE]


def largest() -> int:
    """In bytes."""
    return _limit[0]


def receive(content: Stream, *, name: str, declared: str = "", only: Collection[str] = ()) -> Received:
    """Take a file in. `declared`: the type its sender named; `only`: the types that are taken, any if empty.

    Raises RuleBroken for one that is not taken.
    """
    name = own_name(name)
    held = storage.in_use()
    incoming = held.workplace / secrets.token_hex(16)
    try:
        size, digest = _copy(content, incoming, name)
        found = contents.recognise(incoming, name=name, declared=declared)
        if only and found.code not in only:
            raise RuleBroken(N_("This has to be a picture: JPEG, PNG or WEBP."), contents.FIELD)
        key = storage.new_key()
        held.put(key, incoming)
    finally:
        incoming.unlink(missing_ok=True)
    return Received(key, name, size, digest, found.code)


def read_whole(content: Stream, *, name: str, declared: str, only: str) -> tuple[bytes, str]:
    """A small file of one type that is kept in its row: the content, and its own name. Raises RuleBroken."""
    name = own_name(name)
    incoming = storage.in_use().workplace / secrets.token_hex(16)
    try:
        _copy(content, incoming, name)
        found = contents.recognise(incoming, name=name, declared=declared)
        if found.code != only:
            raise RuleBroken(N_("“%(name)s” is no %(kind)s file."), contents.FIELD, name=name, kind=only.upper())
        return incoming.read_bytes(), name
    finally:
        incoming.unlink(missing_ok=True)


def own_name(name: str) -> str:
    """The name alone, without the folders some browsers send along, cleaned and of a sensible length."""
    last = PureWindowsPath(PurePosixPath(clean(name)).name).name.rstrip(". ")
    last = f"file{last}" if last.startswith(".") or not last else last
    stem, dot, ending = last.rpartition(".")
    if len(last) <= LONGEST_NAME or not dot:
        return last[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def title_of(name: str) -> str:
    """What a document is called that got no title: its file's name without the ending."""
    return own_name(name).rpartition(".")[0].replace("_", " ").strip() or own_name(name)


def _copy(content: Stream, incoming: Path, name: str) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with incoming.open("xb") as held:
        while piece := content.read(PIECE):
            size += len(piece)
            if size > largest():
                raise RuleBroken(
                    N_("“%(name)s” is larger than %(most)s MB."), contents.FIELD, name=name, most=largest() // MEGABYTE
                )
            digest.update(piece)
            held.write(piece)
    return size, digest.hexdigest()
