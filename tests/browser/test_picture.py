"""The picture of the README: the first page of a manager. `make picture` takes it anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import config
from tests.browser.conftest import DESK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

KEPT = config.ROOT / "docs" / "screenshot.png"
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_first_page_of_a_manager(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page("manager@dzerzhinsk.example", language="en")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    target = KEPT if os.environ.get("PICTURE") else tmp_path / "screenshot.png"
    page.screenshot(path=target)
    head = target.read_bytes()[:24]
    assert head[:8] == PNG
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == DESK
