"""What a file is, is told from its content; what is dangerous or says something else is refused."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.conftest import JPEG, PDF, PNG, docx, package
from tracker.documents import contents
from tracker.documents.file_types import EXTENSIONS, TYPES
from tracker.kernel.errors import RuleBroken

ODT = package({"content.xml": b"<x/>"}, first="mimetype", about=b"application/vnd.oasis.opendocument.text")
XLSX = package({"xl/workbook.xml": b"<workbook/>"})
MAIL = b"From: a@example.example\r\nDate: Mon, 1 Jun 2026 10:00:00 +0300\r\nSubject: x\r\n\r\nText\r\n"
DOC = contents.OLE + bytes(600) + "WordDocument\x00".encode("utf-16-le") + bytes(100)


def recognise(tmp_path, content, name, declared=""):
    path = tmp_path / "content"
    path.write_bytes(content)
    return contents.recognise(path, name=name, declared=declared)


@pytest.mark.parametrize(
    ("content", "name", "declared", "code"),
    [
        (PDF, "скан.PDF", "application/pdf", "pdf"),
        (PNG, "a.png", "image/png", "png"),
        (JPEG, "a.JPG", "image/jpeg", "jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "image/webp", "webp"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "a.heic", "", "heic"),
        (docx(), "a.docx", "application/octet-stream", "docx"),
        (XLSX, "a.xlsx", "application/vnd.ms-excel", "xlsx"),
        (ODT, "a.odt", "application/vnd.oasis.opendocument.text", "odt"),
        (DOC, "a.doc", "application/msword", "doc"),
        (b"{\\rtf1 text}", "a.rtf", "text/rtf", "rtf"),
        ("Привет\r\n".encode("cp1251"), "a.txt", "text/plain; charset=windows-1251", "txt"),
        ("а;б\n1;2\n".encode(), "a.csv", "application/vnd.ms-excel", "csv"),
        (MAIL, "a.eml", "message/rfc822", "eml"),
    ],
)
def test_each_kind_is_known_by_its_content(tmp_path, content, name, declared, code):
    assert recognise(tmp_path, content, name, declared).code == code


@pytest.mark.parametrize(
    ("content", "name", "declared", "said"),
    [
        (b"", "a.pdf", "", "is empty"),
        (b"MZ\x90\x00" + bytes(50), "a.txt", "", "not taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml", "not taken"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><script>alert(1)</script>", "a.txt", "text/plain", "not taken"),
        (b"<html><body>", "a.html", "text/html", "not taken"),
        (package({"readme.txt": b"x"}, first="a", about=b"b"), "a.zip", "application/zip", "not taken"),
        (PDF, "a.docx", "", "another"),
        (docx(), "a.pdf", "", "another"),
        (PDF, "a.pdf", "text/html", "sent as one kind"),
        (PDF, "pdf", "", "another"),
        (docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "", "macros"),
        (docx(**{"word/embeddings/oleObject1.bin": b"x"}), "a.docx", "", "macros"),
        (package({"Basic/Standard/Module1.xml": b"x"}, first="mimetype", about=b"application/vnd.oasis.opendocument.text"), "a.odt", "", "macros"),
        (package({"word/document.xml": b"<a/>"}, about=b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"), "a.docx", "", "macros"),
        (docx(**{"word/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "a.docx", "", "damaged"),
        (docx(**{"../../etc/passwd": b"x"}), "a.docx", "", "damaged"),
        (docx()[:-30], "a.docx", "", "damaged"),
        (contents.OLE + "_VBA_PROJECT\x00WordDocument\x00".encode("utf-16-le"), "a.doc", "", "macros"),
        (contents.OLE + "EncryptedPackage\x00".encode("utf-16-le"), "a.docx", "", "password"),
        (b"{\\rtf1{\\object{\\*\\objdata 01}}}", "a.rtf", "", "macros"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(tmp_path, content, name, declared, said):
    with pytest.raises(RuleBroken, match=said):
        recognise(tmp_path, content, name, declared)


def test_a_bomb_is_refused_by_its_directory_alone(tmp_path):
    bomb = docx(**{"word/media/a.xml": bytes(30 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(RuleBroken, match="unpacks to far more"):
        recognise(tmp_path, bomb, "a.docx")


def test_more_members_than_any_document_has_are_refused(tmp_path):
    with pytest.raises(RuleBroken, match="unpacks to far more"):
        recognise(tmp_path, docx(**{f"word/{n}.xml": b"" for n in range(contents.MOST_MEMBERS)}), "a.docx")


def test_members_that_overlap_are_refused(tmp_path):
    """A directory that names the same packed bytes many times over unpacks to their multiple."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        made.writestr("word/document.xml", bytes(range(256)) * 400)
        one = made.infolist()[1]
        for number in range(50):
            again = zipfile.ZipInfo(f"word/part{number}.xml")
            for field in ("file_size", "compress_size", "CRC", "header_offset", "compress_type"):
                setattr(again, field, getattr(one, field))
            made.filelist.append(again)
    with pytest.raises(RuleBroken, match="unpacks to far more"):
        recognise(tmp_path, held.getvalue(), "a.docx")


def test_a_locked_member_is_refused(tmp_path):
    locked = bytearray(docx())
    at = locked.rindex(b"PK\x01\x02")
    struct.pack_into("<H", locked, at + 8, struct.unpack_from("<H", locked, at + 8)[0] | 1)
    with pytest.raises(RuleBroken, match="password"):
        recognise(tmp_path, bytes(locked), "a.docx")


@given(content=st.binary(max_size=600), ending=st.sampled_from(sorted(EXTENSIONS)))
def test_whatever_comes_is_either_what_it_is_called_or_refused(tmp_path_factory, content, ending):
    path = tmp_path_factory.mktemp("any") / "content"
    path.write_bytes(content)
    try:
        found = contents.recognise(path, name=f"a.{ending}")
    except RuleBroken:
        return
    assert ending in found.extensions
    assert found in TYPES.values()
