"""The official of these tests reads Russian."""

from __future__ import annotations

import pytest

from tracker.permissions import Role


@pytest.fixture
def official(make_user):
    return make_user(Role.OFFICIAL, language="ru")
