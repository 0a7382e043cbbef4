"""The site as a whole: the program without a database, and one filled with the demo data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import databases
from tracker.app import create_app

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(scope="session")
def program() -> Flask:
    """The program put together, for what needs no database."""
    return create_app(databases.make_settings("sqlite://"))
