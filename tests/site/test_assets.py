"""What the templates name is in the build, and nothing in them goes round the Content-Security-Policy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from config import ROOT

DIST = ROOT / "tracker" / "static" / "dist"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "assets" / "js").glob("*.js"))
MODULES = sorted((ROOT / "tracker").rglob("*.py"))
NAMED_ICONS = (
    re.compile(r"""\b(?:icon|drawn)\(\s*["']([a-z0-9-]+)["']"""),
    re.compile(r"""\bicon=["']([a-z0-9-]+)["']"""),
    re.compile(r"""["']icon["']:\s*["']([a-z0-9-]+)["']"""),
)
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "a value that is not escaped": re.compile(r"\|\s*safe\b|autoescape false"),
    "an address of another site": re.compile(r"(?:src|href)=[\"']https?://"),
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    assert (DIST / "manifest.json").exists(), "the assets are not built: run `make build`"
    built: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return built


def test_the_manifest_names_files_that_are_there(manifest: dict[str, str]) -> None:
    missing = [name for name, built in manifest.items() if not (DIST / built).exists()]
    assert not missing
    assert len([name for name in manifest if name.startswith("flags/")]) > 200


def test_every_asset_that_a_template_names_is_built(manifest: dict[str, str]) -> None:
    named = {name: path for path in TEMPLATES for name in re.findall(r"""\basset\("([^"]+)"\)""", path.read_text())}
    missing = {name: path.name for name, path in named.items() if name not in manifest}
    assert not missing, f"not in the build: {missing}; see assets/build.mjs"


def test_every_icon_that_is_named_stands_in_the_sprite(manifest: dict[str, str]) -> None:
    drawn = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', (DIST / manifest["icons.svg"]).read_text()))
    missing = {
        f"{name} ({path.relative_to(ROOT)})"
        for path in (*TEMPLATES, *SCRIPTS, *MODULES)
        for pattern in NAMED_ICONS
        for name in pattern.findall(path.read_text())
        if name not in drawn
    }
    assert not missing, f"add to the list in assets/icons.mjs and build: {sorted(missing)}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_inline(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert not found, f"{path.relative_to(ROOT)} holds {found}"


def test_the_first_visit_stays_small(manifest: dict[str, str]) -> None:
    """Styles, script, icons and the two fonts of a page, compressed: the page itself may add 15 kB."""
    squeezed = [DIST / f"{manifest[name]}.br" for name in ("app.css", "app.js", "icons.svg")]
    fonts = [DIST / manifest[f"fonts/golos-{part}.woff2"] for part in ("latin", "cyrillic")]
    assert sum(path.stat().st_size for path in (*squeezed, *fonts)) < 85 * 1024


def test_the_lock_records_no_addresses() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text()
