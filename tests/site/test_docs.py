"""The tables of the README say what the code says."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask.cli import FlaskGroup

import config
from tracker.cli import main
from tracker.permissions import GRANTS, Permission, Role

README = (config.ROOT / "README.md").read_text()
FLASKS_OWN = {"run", "shell", "routes", "db"}


def chapter(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md: no chapter {title!r}"
    return found[1]


def table(title: str) -> dict[str, list[str]]:
    """The rows of the first table of a chapter, by what stands in the first column."""
    lines = re.findall(r"^\|(.*)\|$", chapter(title), re.MULTILINE)
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines[2:]]
    return {row[0].strip("`"): row[1:] for row in rows}


def settings() -> dict[str, list[str]]:
    return {
        f"TRACKER_{field.name.upper()}": [f"`{field.default}`" if field.default != "" else "–", field.metadata["help"]]
        for field in dataclasses.fields(config.Settings)
        if "help" in field.metadata
    }


def commands() -> dict[str, list[str]]:
    found = {}
    for name, command in main.commands.items():
        if name in FLASKS_OWN:
            continue
        parts = getattr(command, "commands", None)
        named = (
            {f"tracker {name} {part}": one for part, one in parts.items()} if parts else {f"tracker {name}": command}
        )
        found |= {title: [(one.help or "").split("\n")[0]] for title, one in named.items()}
    return found


def permissions() -> dict[str, list[str]]:
    return {
        permission.value: ["yes" if permission in GRANTS[role] else "–" for role in Role] for permission in Permission
    }


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("Settings", settings()), ("Commands", commands()), ("Roles", permissions())],
    ids=lambda x: str(x)[:8],
)
def test_a_table_says_what_the_code_says(title: str, wanted: dict[str, list[str]]) -> None:
    written = table(title)
    lines = "\n".join(f"| `{name}` | {' | '.join(cells)} |" for name, cells in wanted.items())
    assert written == wanted, f"README.md, chapter {title}, has to read:\n{lines}"


def test_the_map_names_every_part_of_the_package() -> None:
    named = set(re.findall(r"^  ([a-z_]+)(?:/|\.py)", chapter("Map of the package"), re.MULTILINE))
    there = {
        path.stem
        for path in (config.ROOT / "tracker").iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    assert named == there


def test_the_two_commands_come_first() -> None:
    first = re.search(r"```\w*\n(.*?)```", README, re.DOTALL)
    assert first
    assert first[1].split("\n")[:2] == ["make run", "make test"]


def test_every_file_the_readme_shows_is_there() -> None:
    for path in re.findall(r"\]\(((?!https?:|#)[^)]+)\)", README):
        assert (config.ROOT / path).exists(), path


def test_the_command_line_is_flasks_own_bound_to_this_app() -> None:
    assert isinstance(main, FlaskGroup)
