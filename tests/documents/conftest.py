"""Files of every kind, and records to attach them to."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.documents import actions
from tracker.documents.actions import Upload
from tracker.documents.kinds import Kind
from tracker.kernel import storage
from tracker.kernel.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tracker.accounts.models import User
    from tracker.documents.models import Document
    from tracker.partners.models import Partnership

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)


def package(parts: dict[str, bytes], *, first: str = "[Content_Types].xml", about: bytes = b"<Types/>") -> bytes:
    """An office package with these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(first, about)
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def docx(**more: bytes) -> bytes:
    return package({"word/document.xml": b"<w:document/>", **more})


@pytest.fixture
def storage_of_the_test(tmp_path: Path) -> Any:
    """A storage of this test's own, so that it can count what lies there."""
    before = storage.in_use()
    storage.use(own := storage.FolderStorage(tmp_path / "files"))
    yield own
    storage.use(before)


@pytest.fixture
def partner(official: User) -> Partnership:
    return factories.make_partnership(official)


@pytest.fixture
def attach(official: User, partner: Partnership) -> Callable[..., Document]:
    """A PDF with the partner, by the official."""

    def attach(content: bytes = PDF, name: str = "проект.pdf", **said: Any) -> Document:
        record = said.pop("to", partner)
        file = Upload(
            content=io.BytesIO(content), name=name, language=said.pop("language", None), note=said.pop("note", "")
        )
        return actions.attach(
            file,
            kind=Kind(said.pop("kind", "draft")),
            subject=subject_of(record),
            by=said.pop("by", official),
            title=said.pop("title", ""),
        )

    return attach
