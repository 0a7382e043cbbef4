"""Built files: compressed as the browser can take them, kept for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from config import ROOT

if TYPE_CHECKING:
    from flask import Flask


def test_styles_come_compressed_and_are_kept(app: Flask) -> None:
    built = json.loads((ROOT / "tracker" / "static" / "dist" / "manifest.json").read_text())["app.css"]
    plain = app.test_client()
    sizes = {}
    for coding in ("br", "gzip", ""):
        answer = plain.get(f"/static/dist/{built}", headers={"Accept-Encoding": coding})
        assert answer.status_code == 200
        assert answer.headers.get("Content-Encoding", "") == coding
        assert answer.mimetype == "text/css"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "immutable" in answer.headers["Cache-Control"]
        sizes[coding] = len(answer.data)
    assert sizes["br"] < sizes["gzip"] < sizes[""]


def test_a_refused_coding_is_not_sent(app: Flask) -> None:
    built = json.loads((ROOT / "tracker" / "static" / "dist" / "manifest.json").read_text())["app.js"]
    answer = app.test_client().get(f"/static/dist/{built}", headers={"Accept-Encoding": "br;q=0, identity"})
    assert "Content-Encoding" not in answer.headers


def test_no_path_leads_out_of_the_folder(app: Flask) -> None:
    for path in ("..%2f..%2fconfig.py", "dist/..%2f..%2fapp.py", "dist/nothing.css"):
        assert app.test_client().get(f"/static/{path}", headers={"Accept-Encoding": "br"}).status_code == 404
