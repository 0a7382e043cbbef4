"""Templates: each compiles, knows only templates that exist, holds nothing inline, and is named after its endpoint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from jinja2 import meta

import config

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

FOLDER = config.ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
NOT_PAGES = {"components", "errors", "mail", "boards"}
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"'{]|\sstyle\s*=|\|\s*safe\b|autoescape\s+false|javascript:",
    re.IGNORECASE,
)


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_compiles_and_knows_only_templates_that_exist(program: Flask, path: Path) -> None:
    program.jinja_env.get_template(name_of(path))
    parsed = program.jinja_env.parse(path.read_text())
    for other in meta.find_referenced_templates(parsed):
        assert other is None or (FOLDER / other).exists(), f"{name_of(path)} names {other}, which is not there"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_holds_nothing_inline_and_switches_no_escaping_off(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    found = INLINE.search(text)
    assert found is None, f"{name_of(path)}: {found[0]!r} does not pass the Content-Security-Policy, or the escaping"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_is_named_after_its_endpoint(program: Flask, path: Path) -> None:
    folder, _, name = name_of(path).rpartition("/")
    if not folder or folder in NOT_PAGES or name.startswith("_"):
        return
    endpoint = f"{folder.replace('/', '.')}.{name.removesuffix('.html')}"
    assert endpoint in program.view_functions, f"{name_of(path)}: no endpoint {endpoint}; parts begin with _"
