"""Imports with their rows, what each of them changed, and the mappings that are remembered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.imports.kinds import Kind, Mode, State, Verdict
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Code, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from tracker.accounts.models import User


class ImportRun(TenantOwned, Record, Model):
    """One import, from the upload to its end.

    `facts`: what the file is (format, encoding, separator, sheet, sheets, heading row); `heads`: its headings;
    `mapping`: {column as text: field}; `options`: on_match, unknown_city, placeholder_year; `counts`: {verdict: rows};
    `problem`: why it failed, {message, values, row}; `kept`: what taking back had to leave, [{row, title, message}].
    `beat_at`: when the work on it was last seen alive.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        tenant_identity(),
        tenant_key("started_by_id", "user"),
        CheckConstraint("rows_done <= rows_total", name="not_more_done_than_there"),
        Index("ix_import_run_newest", "municipality_id", "created_at", "id"),
    )
    untold = frozenset(
        {"facts", "heads", "mapping", "options", "problem", "kept", "rows_done", "beat_at", "started_by_id", "state"}
    )

    kind: Mapped[Kind | None] = enum_column(Kind)
    state: Mapped[State] = enum_column(State, default=State.READ)
    mode: Mapped[Mode | None] = enum_column(Mode)
    file_name: Mapped[Name]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    heads: Mapped[list[str]] = mapped_column(JSON, default=list)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    started_by_id: Mapped[int]
    beat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    started_by: Mapped[User] = relationship(
        "User", primaryjoin="foreign(ImportRun.started_by_id) == User.id", viewonly=True
    )

    @property
    def title_told(self) -> str:
        return self.file_name


class ImportUpload(TenantOwned, Model):
    """The file itself, as long as it may have to be read another way."""

    __tablename__ = "import_upload"
    __table_args__ = (
        tenant_identity(),
        tenant_key("run_id", "import_run"),
        UniqueConstraint("municipality_id", "run_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(TenantOwned, Model):
    """A row of the file.

    `cells`: texts as read; `corrected`: {column as text: text}; `left_out`: somebody wants it skipped; `problems` and
    `notices`: [{column, message, values, choices}]; `record_id`: the record it is about, or that it made.
    `verdict`: what will happen, after the run what has happened.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        tenant_identity(),
        tenant_key("run_id", "import_run"),
        Index("ix_import_row_number", "municipality_id", "run_id", "number", unique=True),
        Index("ix_import_row_verdict", "municipality_id", "run_id", "verdict", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    number: Mapped[int]
    cells: Mapped[list[str]] = mapped_column(JSON)
    corrected: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    left_out: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Verdict | None] = enum_column(Verdict)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    notices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    record_id: Mapped[int | None]
    is_done: Mapped[bool] = mapped_column(default=False)

    def text(self, column: int) -> str:
        """What stands in a column: corrected, or as read."""
        said = self.corrected.get(str(column))
        return said if said is not None else (self.cells[column] if column < len(self.cells) else "")


class ImportChange(TenantOwned, Model):
    """What a row made or changed: `before` and `after` by field, `record_version`: the record's once it was done."""

    __tablename__ = "import_change"
    __table_args__ = (
        tenant_identity(),
        tenant_key("run_id", "import_run"),
        Index("ix_import_change_run", "municipality_id", "run_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    row_number: Mapped[int]
    kind: Mapped[Code]
    record_id: Mapped[int]
    was_made: Mapped[bool]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    record_version: Mapped[int]


class RememberedMapping(TenantOwned, Model):
    """How columns under these headings were understood the last time."""

    __tablename__ = "import_mapping"
    __table_args__ = (tenant_identity(), UniqueConstraint("municipality_id", "heads_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    heads_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[Kind] = enum_column(Kind)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    used_at: Mapped[datetime]


register_subject("import", ImportRun, label=N_("Import"), endpoint="imports.show", id_name="import_run_id")
