"""What a file is, told from its content. No session, no request.

Refused: what is not on the list of types, what carries macros or embedded programs, archives that unpack to more
than is reasonable, and a name or a declared type that says something else than the content.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from tracker.documents.file_types import EXTENSIONS, TYPES, UNSAID, FileType
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 8192
MOST_MEMBERS = 2000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
SMALL_MEMBER = 1024 * 1024
FIELD = "files"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_ACTIVE = re.compile(
    r"vba(project|data)|/macrosheets/|activex|/embeddings/.*\.bin$|^(basic|scripts)/|/ctrlprops/.*\.bin$", re.IGNORECASE
)
_MARKUP = re.compile(rb"<\s*(?:!doctype|\?xml|html|svg|script|body|head|iframe|math|xsl)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MAIL_HEADS = re.compile(rb"^(?:from|date|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)


def recognise(content: Path, *, name: str, declared: str = "") -> FileType:
    """The type of the file, or RuleBroken that says why it is not taken."""
    extension = name.rpartition(".")[2].casefold() if "." in name else ""
    if content.stat().st_size == 0:
        raise RuleBroken(N_("“%(name)s” is empty."), FIELD, name=name)
    with content.open("rb") as held:
        head = held.read(HEAD)
    found = TYPES.get(_by_content(content, head, extension, name))
    if found is None:
        raise RuleBroken(
            N_("“%(name)s” is of a kind that is not taken. Taken are PDF, pictures, office files, texts and e-mails."),
            FIELD,
            name=name,
        )
    if EXTENSIONS.get(extension) is not found:
        raise RuleBroken(
            N_("“%(name)s” is named as one kind of file and is another (%(kind)s). Give it its true ending."),
            FIELD,
            name=name,
            kind=found.code.upper(),
        )
    said = declared.partition(";")[0].strip().casefold()
    if said not in UNSAID and said not in found.media_types:
        raise RuleBroken(
            N_("“%(name)s” was sent as one kind of file and is another (%(kind)s)."),
            FIELD,
            name=name,
            kind=found.code.upper(),
        )
    return found


def _by_content(content: Path, head: bytes, extension: str, name: str) -> str:
    """The code of the type, or an empty text."""
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(content, name)
    if head.startswith(OLE):
        return _in_ole(content, name)
    if head.startswith(b"{\\rtf"):
        return _in_rtf(content, name)
    for code, matches in (
        ("pdf", head.startswith(b"%PDF-")),
        ("png", head.startswith(b"\x89PNG\r\n\x1a\n")),
        ("jpeg", head.startswith(b"\xff\xd8\xff")),
        ("webp", head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
        ("heic", head[4:8] == b"ftyp" and head[8:12] in _HEIC),
    ):
        if matches:
            return code
    return _as_text(content, head, extension)


def _as_text(content: Path, head: bytes, extension: str) -> str:
    """Texts have no signature: no control characters, no markup, and the ending says which text it is."""
    if extension not in {"txt", "csv", "eml"} or head.startswith((b"MZ", b"#!", b"%!")):
        return ""
    if extension == "eml":
        return "eml" if _MAIL.match(head) and _MAIL_HEADS.search(head) and b"\x00" not in head else ""
    if _MARKUP.search(head.removeprefix(b"\xef\xbb\xbf").lstrip()[:256]):
        return ""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # UTF-16, as Excel saves it
        return extension
    with content.open("rb") as held:
        while piece := held.read(1 << 18):
            if _CONTROLS.search(piece):
                return ""
    return extension


def _in_rtf(content: Path, name: str) -> str:
    if _holds(content, (b"\\objdata", b"\\objocx", b"\\objupdate")):
        raise _carries_programs(name)
    return "rtf"


def _in_ole(content: Path, name: str) -> str:
    """The container of old office files: only a Word document passes, and none with macros."""
    if _holds(content, tuple(_wide(word) for word in ("_VBA_PROJECT", "VBA", "Macros", "Ole10Native"))):
        raise _carries_programs(name)
    if _holds(content, (_wide("EncryptedPackage"),)):
        raise RuleBroken(N_("“%(name)s” is locked with a password. Upload it without one."), FIELD, name=name)
    return "doc" if _holds(content, (_wide("WordDocument"),)) else ""


def _wide(word: str) -> bytes:
    """A name of the container's directory: UTF-16, ended by a zero."""
    return (word + "\x00").encode("utf-16-le")


def _holds(content: Path, words: tuple[bytes, ...]) -> bool:
    """Whether one of the words stands in the file, also across the pieces it is read in."""
    overlap = max(map(len, words)) - 1
    kept = b""
    with content.open("rb") as held:
        while piece := held.read(1 << 20):
            window = kept + piece
            if any(word in window for word in words):
                return True
            kept = window[-overlap:]
    return False


def _carries_programs(name: str) -> RuleBroken:
    return RuleBroken(
        N_("“%(name)s” carries macros or embedded programs. Save it without them and upload it again."),
        FIELD,
        name=name,
    )


def _in_zip(content: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(content) as package:
            members = package.infolist()
            _check_members(members, content.stat().st_size, name)
            kind = _kind_of(package, {one.filename for one in members})
            if kind:
                _check_parts(package, members, name)
            return kind
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise RuleBroken(N_("“%(name)s” is damaged: it does not open."), FIELD, name=name) from None


def _check_members(members: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """From the directory alone, before anything is unpacked."""
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    too_much = (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or packed > size  # members that overlap
        or any(
            one.file_size > SMALL_MEMBER and one.file_size > MOST_RATIO * max(one.compress_size, 1) for one in members
        )
    )
    if too_much:
        raise RuleBroken(N_("“%(name)s” unpacks to far more than it is: it is not taken."), FIELD, name=name)
    if any(one.flag_bits & 1 for one in members):
        raise RuleBroken(N_("“%(name)s” is locked with a password. Upload it without one."), FIELD, name=name)
    names = [one.filename for one in members]
    if len(set(names)) < len(names) or any(_leads_out(one) for one in names):
        raise RuleBroken(N_("“%(name)s” is damaged: it does not open."), FIELD, name=name)
    if any(_ACTIVE.search(one) for one in names):
        raise _carries_programs(name)


def _leads_out(member: str) -> bool:
    return member.startswith(("/", "\\")) or ":" in member or ".." in re.split(r"[/\\]", member)


def _kind_of(package: zipfile.ZipFile, names: set[str]) -> str:
    """An office package by what it says of itself; any other archive is none."""
    if "mimetype" in names:
        with package.open("mimetype") as held:
            return _ODF.get(held.read(200).strip(), "")
    if "[Content_Types].xml" not in names:
        return ""
    return next((code for part, code in _OOXML.items() if part in names), "")


def _check_parts(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> None:
    """No part has a document type of its own (entities that expand or fetch), none is a macro by its content type."""
    for one in members:
        if not one.filename.endswith((".xml", ".rels")):
            continue
        with package.open(one) as held:
            head = held.read(HEAD)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
            raise RuleBroken(N_("“%(name)s” is damaged: it does not open."), FIELD, name=name)
        if one.filename == "[Content_Types].xml" and b"macroenabled" in _whole(package, one).lower():
            raise _carries_programs(name)


def _whole(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with package.open(member) as held:
        return held.read(SMALL_MEMBER)
