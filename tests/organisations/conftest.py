"""Organisations for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.kernel.db import db
from tracker.organisations import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.organisations.models import Organisation


@pytest.fixture
def make_organisation(official: User) -> Callable[..., Organisation]:
    """By the official; a Russian one by default."""

    def make(name_ru: str = "Ассоциация «Дзержинскхимрегион»", **answers: Any) -> Organisation:
        country = factories.place(answers.pop("country", "Russia"))
        made = actions.create(
            by=answers.pop("by", official), answers={"name_ru": name_ru, "country_id": country.id, **answers}
        )
        db.session.flush()
        return made

    return make
