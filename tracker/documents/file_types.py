"""The kinds of files that are taken, each known by its content; the name and the sender's word must agree with it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.kernel.text import N_

PICTURES = ("png", "jpeg", "webp")
UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileType:
    """`code` is what a version keeps; `media_types`: what a browser may call it, the true name first.

    `shown`: a page of the site draws it (a picture, or a PDF by script); all else is only handed out.
    """

    code: str
    label: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    shown: bool = False

    @property
    def media_type(self) -> str:
        return self.media_types[0]


TYPES: dict[str, FileType] = {
    one.code: one
    for one in (
        FileType("pdf", "PDF", ("pdf",), ("application/pdf", "application/x-pdf"), shown=True),
        FileType("png", "PNG", ("png",), ("image/png",), shown=True),
        FileType("jpeg", "JPEG", ("jpg", "jpeg"), ("image/jpeg", "image/pjpeg"), shown=True),
        FileType("webp", "WEBP", ("webp",), ("image/webp",), shown=True),
        FileType("heic", "HEIC", ("heic", "heif"), ("image/heic", "image/heif")),
        FileType("docx", "DOCX", ("docx",), (_OOXML + "wordprocessingml.document", "application/msword")),
        FileType("xlsx", "XLSX", ("xlsx",), (_OOXML + "spreadsheetml.sheet", "application/vnd.ms-excel")),
        FileType("pptx", "PPTX", ("pptx",), (_OOXML + "presentationml.presentation", "application/vnd.ms-powerpoint")),
        FileType("odt", "ODT", ("odt",), (_ODF + "text",)),
        FileType("ods", "ODS", ("ods",), (_ODF + "spreadsheet",)),
        FileType("odp", "ODP", ("odp",), (_ODF + "presentation",)),
        FileType("doc", "DOC", ("doc",), ("application/msword",)),
        FileType("rtf", "RTF", ("rtf",), ("application/rtf", "text/rtf", "application/msword")),
        FileType("txt", N_("text"), ("txt",), ("text/plain",)),
        FileType("csv", "CSV", ("csv",), ("text/csv", "text/plain", "application/csv", "application/vnd.ms-excel")),
        FileType("eml", N_("e-mail"), ("eml",), ("message/rfc822", "text/plain")),
    )
}
EXTENSIONS = {extension: one for one in TYPES.values() for extension in one.extensions}
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)


def label_of(code: str) -> str:
    """English, marked for translation where it is a word."""
    return TYPES[code].label if code in TYPES else code.upper()
