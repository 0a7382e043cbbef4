"""A backup is a folder: the dump of the database, the stored files, and a manifest with the hash of each.

The database is dumped first and the files are copied after it, so that no row in the dump misses its file; what came
in between is a file without a row, which `tracker sweep` removes after a restore.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tracker.backups import dumps
from tracker.backups.errors import BackupFailed
from tracker.kernel import clock, schema, storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20
DUMPS = {"sqlite": "tracker.db", "postgresql": "tracker.dump"}


@dataclass(frozen=True)
class Written:
    """A file of the backup: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in the backup. `schema`: the migration of its tables; `files`: by their keys in the storage."""

    format: int
    made_at: str
    engine: str
    schema: str
    rows: dict[str, int]
    dump: Written
    files: dict[str, Written]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises BackupFailed."""
        try:
            told = json.loads((folder / MANIFEST).read_text())
            if told["format"] != FORMAT:
                raise BackupFailed(f"{folder} was made by another version of the program (format {told['format']}).")
            files = {_checked(key): Written(**one) for key, one in told.pop("files").items()}
            return cls(dump=Written(**told.pop("dump")), files=files, **told)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BackupFailed(f"{folder} is no backup: its {MANIFEST} cannot be read ({error}).") from None


def _checked(key: str) -> str:
    """A manifest may have been written by anybody: a key is a random word, never a way to another place."""
    if not storage.KEY.fullmatch(key):
        raise ValueError(f"no key of a file: {key[:40]!r}")
    return key


def back_up(folder: Path) -> Manifest:
    """Write a backup, whole or not at all: until it is, the folder is called `….part`. Raises BackupFailed."""
    if folder.exists():
        raise BackupFailed(f"{folder} is there already: give each backup a folder of its own.")
    if fault := schema.fault():
        raise BackupFailed(fault)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    dump = part / DUMPS[dumps.engine()]
    rows = dumps.write(dump)
    held = storage.in_use()
    try:
        files = {one.key: _write(_place(part, one.key), held.pieces(one.key)) for one in held.kept()}
    except storage.CannotStore as error:
        raise BackupFailed(f"Storage: {error}") from None
    manifest = Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(timespec="seconds"),
        engine=dumps.engine(),
        schema=schema.newest(),
        rows=rows,
        dump=_hashed(dump),
        files=files,
    )
    _write(part / MANIFEST, [json.dumps(dataclasses.asdict(manifest), indent=1).encode()])
    part.rename(folder)
    return manifest


def restore(folder: Path) -> Manifest:
    """Bring a backup back into an empty database, with its files.

    Everything is compared with the manifest before anything is written, and the rows are counted afterwards. A restore
    that was cut off can be begun again: files come first, and those that are there already are kept.
    Raises BackupFailed.
    """
    manifest = Manifest.read(folder)
    if manifest.engine != dumps.engine():
        raise BackupFailed(f"This is a backup of {manifest.engine}, and TRACKER_DATABASE_URL names {dumps.engine()}.")
    if dumps.has_tables():
        raise BackupFailed("The database is not empty: restore into a new one, and keep the old one until all is well.")
    _compare(folder, manifest)
    _put_files(folder, manifest)
    dumps.load(folder / DUMPS[manifest.engine])
    if not schema.fault() and dumps.rows() != manifest.rows:
        raise BackupFailed("The restored tables have other numbers of rows than the backup.")
    return manifest


def _compare(folder: Path, manifest: Manifest) -> None:
    wanted = {folder / DUMPS[manifest.engine]: manifest.dump}
    wanted |= {_place(folder, key): written for key, written in manifest.files.items()}
    for path, written in wanted.items():
        if path.is_symlink() or not path.is_file() or _hashed(path) != written:
            raise BackupFailed(f"{path} is missing or is not what was backed up. Nothing was restored.")


def _put_files(folder: Path, manifest: Manifest) -> None:
    held = storage.in_use()
    try:
        for key in manifest.files:
            if not held.has(key):
                coming = held.workplace / key
                shutil.copyfile(_place(folder, key), coming)
                held.put(key, coming)
    except storage.CannotStore as error:
        raise BackupFailed(f"Storage: {error}") from None


def _place(folder: Path, key: str) -> Path:
    return folder / "files" / key[:2] / key


def _write(path: Path, pieces: Iterable[bytes]) -> Written:
    path.parent.mkdir(parents=True, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as target:
        for piece in pieces:
            target.write(piece)
            digest.update(piece)
            size += len(piece)
        target.flush()
        os.fsync(target.fileno())
    return Written(size, digest.hexdigest())


def _hashed(path: Path) -> Written:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return Written(path.stat().st_size, digest.hexdigest())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as held:
        while piece := held.read(PIECE):
            yield piece
