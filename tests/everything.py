"""All checks one after the other, with one closing line: `python -m tests.everything [name …]`. `make test` runs it.

Each linter counts as one check. Every step runs, also after one that failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import config

BIN = Path(sys.executable).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TESTS = ("-m", "pytest", "-q", "-n2")


@dataclass
class Step:
    """One command. A step of tests counts them; any other counts as one."""

    group: str
    title: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0

    @property
    def holds_tests(self) -> bool:
        return "pytest" in self.command

    def run(self, folder: Path) -> None:
        print(f"\n── {self.title}", flush=True)
        counts = folder / f"{self.group}.xml"
        more = [f"--junit-xml={counts}"] if self.holds_tests else []
        began = time.monotonic()
        ended = subprocess.run(
            [*self.command, *more], cwd=config.ROOT, env={**os.environ, **self.environment}, check=False
        ).returncode
        self.seconds = time.monotonic() - began
        if self.holds_tests:
            self._count(counts)
            if ended and not self.failed:  # it broke before it could count
                self.failed = 1
        else:
            self.passed, self.failed = (0, 1) if ended else (1, 0)

    def _count(self, counts: Path) -> None:
        if not counts.exists():
            return
        for suite in ET.parse(counts).getroot().iter("testsuite"):  # noqa: S314 - written by the line above
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += bad
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - bad - skipped


def program(name: str) -> str:
    return str(BIN / name)


STEPS = (
    Step("lint", "ruff: rules", (program("ruff"), "check", ".")),
    Step("lint", "ruff: format", (program("ruff"), "format", "--check", ".")),
    Step("lint", "mypy: types", (program("mypy"),)),
    Step("lint", "import-linter: who may know whom", (program("lint-imports"), "--no-cache")),
    Step("lint", "djlint: templates", (program("djlint"), "templates", "--lint", "--quiet")),
    Step(
        "sqlite",
        "tests on SQLite",
        (sys.executable, *TESTS, "tests", "--ignore=tests/browser"),
        {"TRACKER_TEST_DATABASE": "sqlite"},
    ),
    Step(
        "postgresql",
        "tests on PostgreSQL",
        (sys.executable, *TESTS, "tests", "--ignore=tests/browser"),
        {"TRACKER_TEST_DATABASE": "postgresql"},
    ),
    Step("browser", "tests in Chromium", (sys.executable, *TESTS, "tests/browser")),
)


def install_missing() -> None:
    """Chromium and PostgreSQL from the system's packages, where that can be done without asking."""
    missing = []
    if not any(shutil.which(name) for name in CHROMIUM):
        missing.append("chromium")
    if not (list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")):
        missing.append("postgresql")
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"These are needed for the tests and have to be installed first: {', '.join(missing)}")
    print(f"Installing {', '.join(missing)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    subprocess.run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing], check=True, env=quiet)


def main(asked: list[str]) -> int:
    steps = [step for step in STEPS if not asked or step.group in asked]
    if {step.group for step in steps} - {"lint"}:
        install_missing()
    with tempfile.TemporaryDirectory() as folder:
        for step in steps:
            step.run(Path(folder))
    print("\n── All together")
    for step in steps:
        skipped = f", {step.skipped} skipped" if step.skipped else ""
        print(f"{step.title:34} {step.passed:5} passed, {step.failed} failed{skipped}  {step.seconds:6.1f} s")
    failed = sum(step.failed for step in steps)
    print(f"\n{sum(step.passed for step in steps)} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
