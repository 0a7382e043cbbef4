"""Starting the child, and taking in what it tells: with a limit on time, and nothing believed that is too much."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

from tracker.imports.reading.limits import (
    EMPTY,
    LARGEST_FILE,
    MOST_ROWS,
    TOO_LARGE,
    TOO_SLOW,
    Unreadable,
)
from tracker.kernel.text import clean

SECONDS = 40
PROJECT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
_PLAIN = re.compile("(?:[!-~\u0400-\u045f]+(?: [!-~\u0400-\u045f]+)*)?")
_BREAKS = re.compile("\r\n?|\n|\u2028|\u2029|\x85")


@dataclass
class Sheet:
    """What was read: what the file is, and its rows by their numbers in it."""

    facts: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_file(content: bytes, options: dict[str, str] | None = None) -> Sheet:
    """The rows of an upload. `options`: encoding, separator, sheet, as far as they are said. Raises Unreadable."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, most=LARGEST_FILE // MEGABYTE)
    if not content.strip():
        raise Unreadable(EMPTY)
    with tempfile.NamedTemporaryFile(prefix="import-") as held:
        held.write(content)
        held.flush()
        sheet = _told(held.name, options or {})
    if not sheet.rows:
        raise Unreadable(EMPTY)
    return sheet


def _told(path: str, options: dict[str, str]) -> Sheet:
    command = [sys.executable, "-m", "tracker.imports.reading.child", path, json.dumps(options)]
    sheet, ended = Sheet(), False
    with subprocess.Popen(  # noqa: S603 - our own module, with a path of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=PROJECT, env={}
    ) as child:
        timer = Timer(SECONDS, child.kill)
        timer.start()
        try:
            assert child.stdout is not None
            for line in child.stdout:
                told = json.loads(line)
                if isinstance(told, list):
                    sheet.rows.append((told[0], [_safe(cell) for cell in told[1]]))
                elif "refused" in told:
                    raise Unreadable(told["refused"], **told["values"])
                elif "file" in told:
                    sheet.facts = told["file"]
                ended = "end" in told
                if len(sheet.rows) > MOST_ROWS + 1:
                    raise Unreadable(TOO_SLOW)
        except json.JSONDecodeError as error:
            raise Unreadable(TOO_SLOW) from error
        finally:
            timer.cancel()
            child.kill()
    if not ended:
        raise Unreadable(TOO_SLOW)
    return sheet


def _safe(cell: str) -> str:
    """The text as it may be stored: without NUL and lone surrogates. Its lines stay, the empty ones too."""
    return "\n".join(clean(line) for line in _BREAKS.split(cell)) if not _PLAIN.fullmatch(cell) else cell
