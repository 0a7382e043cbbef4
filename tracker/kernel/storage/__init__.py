"""Where the contents of files are kept: a folder of this machine, or a bucket of an S3-compatible service.

Rows of the database name a content by its key, a random word. A content is written whole under its key before the
row is committed, and never changed: what a committed row names is there, whenever the machine fails. What is left
without a row is found by `sweeping`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.kernel.storage.folder import FolderStorage
from tracker.kernel.storage.ground import KEY, CannotStore, Kept, Storage, new_key

__all__ = ["KEY", "CannotStore", "FolderStorage", "Kept", "Storage", "at", "in_use", "new_key", "try_out", "use"]

_used: list[Storage] = []


def at(address: str) -> Storage:
    """The storage of an address: `file:///var/lib/tracker` or `s3://bucket/prefix?endpoint=https://…`."""
    scheme = urlsplit(address).scheme
    if scheme == "file":
        return FolderStorage(urlsplit(address).path)
    if scheme == "s3":
        from tracker.kernel.storage.bucket import BucketStorage  # its package is an extra

        return BucketStorage(address)
    raise ValueError(f"no storage at {address!r}")


def use(storage: Storage) -> None:
    """Let the process keep its files here."""
    _used[:] = [storage]


def try_out(storage: Storage) -> None:
    """Write, read and remove a small content. Raises CannotStore when that does not work."""
    key, said = new_key(), b"tracker"
    trial = storage.workplace / key
    trial.write_bytes(said)
    try:
        storage.put(key, trial)
        if b"".join(storage.pieces(key)) != said:
            raise CannotStore("what was written is not what is read")
    finally:
        trial.unlink(missing_ok=True)
        storage.remove(key)


def in_use() -> Storage:
    if not _used:
        raise RuntimeError("no storage is set up; create_app does it")
    return _used[0]
