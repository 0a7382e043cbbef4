"""Files in a folder of this machine: `ab/abcdef…` by key, `incoming/` for what is still coming in.

Order of a write: the whole file in `incoming`, fsync, rename, fsync of the folder. The rename is atomic, since both
lie on one file system; so a key never names half a file.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.kernel.storage.ground import KEY, PIECE, CannotStore, Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

INCOMING = "incoming"


class FolderStorage:
    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @property
    def workplace(self) -> Path:
        place = self.folder / INCOMING
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise CannotStore(f"{place}: {error.strerror}") from error
        return place

    def put(self, key: str, content: Path) -> None:
        target = self._path(key)
        try:
            with content.open("rb") as held:
                os.fsync(held.fileno())
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True, mode=0o700)
                _sync_folder(self.folder)
            content.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise CannotStore(f"{target}: {error.strerror}") from error

    def pieces(self, key: str) -> Iterator[bytes]:
        try:
            held = self._path(key).open("rb")
        except OSError as error:
            raise CannotStore(f"{self._path(key)}: {error.strerror}") from error

        def read() -> Iterator[bytes]:
            with held:
                while piece := held.read(PIECE):
                    yield piece

        return read()

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def remove(self, key: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._path(key).unlink()

    def kept(self) -> Iterator[Kept]:
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            yield from _told(path)

    def unfinished(self) -> Iterator[Kept]:
        for path in sorted(self.workplace.iterdir()):
            yield from _told(path)

    def drop_unfinished(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.workplace / Path(name).name).unlink()

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"no key: {key!r}")
        return self.folder / key[:2] / key


def _told(path: Path) -> Iterator[Kept]:
    """The file, unless it went meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        seen = path.stat()
        yield Kept(path.name, seen.st_size, datetime.fromtimestamp(seen.st_mtime, UTC))


def _sync_folder(folder: Path) -> None:
    """A rename is durable once its folder is."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
