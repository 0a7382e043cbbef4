"""Spreadsheets are zip archives. Their directory is judged before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING

from tracker.imports.reading.limits import (
    BOMB,
    BROKEN,
    ENCRYPTED,
    HAS_DTD,
    HIGHEST_RATIO,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    NOT_A_TABLE,
    RATIO_MATTERS_FROM,
    Unreadable,
)

if TYPE_CHECKING:
    from pathlib import Path

ENCRYPTED_FLAG = 0x1
KNOWN_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# a declaration cannot hide in UTF-8; parts in another encoding are not written by any office program
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
OVERLAP = 32


def opened(path: Path) -> zipfile.ZipFile:
    """The archive, once its directory has been found harmless."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise Unreadable(BROKEN) from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Unreadable(BOMB)
    if any(one.flag_bits & ENCRYPTED_FLAG for one in members):
        raise Unreadable(ENCRYPTED)
    unpacked = sum(one.file_size for one in members)
    if unpacked > LARGEST_UNPACKED or any(one.compress_type not in KNOWN_PACKING for one in members):
        raise Unreadable(BOMB)
    packed = sum(one.compress_size for one in members)
    if unpacked > RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO:
        raise Unreadable(BOMB)
    return archive


class Part:
    """A part of the archive as a stream for a parser: counted as it unpacks, and scanned for a DTD on the way."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._left, self._tail = stream, most, b""
        self._begins = True

    def read(self, size: int = 65_536) -> bytes:
        piece = self._stream.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise Unreadable(BOMB)
        if self._begins and piece.startswith(_WIDE):
            raise Unreadable(HAS_DTD)
        self._begins = False
        if _DTD.search(self._tail + piece):
            raise Unreadable(HAS_DTD)
        self._tail = piece[-OVERLAP:]
        return piece


def part(archive: zipfile.ZipFile, name: str) -> Part:
    """One part. What the directory says of its size is not believed twice: the stream is counted, too."""
    try:
        found = archive.getinfo(name)
        return Part(archive.open(found), min(found.file_size, LARGEST_UNPACKED))
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise Unreadable(NOT_A_TABLE if isinstance(error, KeyError) else BROKEN) from error
