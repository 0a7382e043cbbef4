"""What the form of a new agreement begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests import factories
from tests.agreements.conftest import TODAY
from tracker.kernel.db import db
from tracker.negotiations import actions as negotiations

if TYPE_CHECKING:
    from tracker.accounts.models import User


def test_a_draft_from_talks_begins_with_their_partner(sign_in: Any, official: User) -> None:
    partner = factories.make_partnership(official, city="Grodno")
    talks = negotiations.start(
        by=official, partnership=partner, answers={"subject": "Химия", "note": "рабочая заметка"}, today=TODAY
    )
    db.session.commit()
    page = sign_in(official).get(f"/agreements/new?negotiation={talks.id}").text
    assert f'name="partnership_id" value="{partner.id}"' in page
    assert f'value="city:{partner.city_id}"' in page
    assert 'value="Химия"' in page
    assert re.search(r'name="subject"[^>]*>\s*Химия</textarea>', page)
    assert "рабочая заметка" not in page
