"""What a page asks of the database does not grow with the rows it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select

from tests import databases
from tracker.agreements.models import Agreement
from tracker.contacts.models import Contact
from tracker.documents.models import Document
from tracker.events.models import Event
from tracker.gifts.models import Gift
from tracker.interactions.models import Interaction
from tracker.interests.models import Interest
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.letters.models import Letter
from tracker.negotiations.models import Negotiation
from tracker.obligations.models import Obligation
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.permissions import Role
from tracker.reports.catalogue import REPORTS
from tracker.tasks.models import Task
from tracker.yearly_reports.models import YearlyReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tests.client import Client
    from tests.site.conftest import Site

LISTS = (
    "partners",
    "negotiations",
    "agreements",
    "obligations",
    "letters",
    "gifts",
    "contacts",
    "organisations",
    "interactions",
    "events",
    "interests",
    "documents",
    "admin/users",
    "admin/audit",
    "admin/outbox",
    "tasks",
)
RECORDS = {
    "partners": Partnership, "negotiations": Negotiation, "agreements": Agreement, "obligations": Obligation, "letters": Letter, "gifts": Gift, "contacts": Contact,
    "organisations": Organisation, "interactions": Interaction,
    "tasks": Task,
    "events": Event,
    "interests": Interest,
    "documents": Document,
}  # fmt: skip
# a record asks one statement for each part that other slices show on its page
MOST_OF_A_LIST, MOST_OF_A_BOARD, MOST_OF_A_RECORD, MOST_OF_HOME = 14, 14, 28, 14
MOST_OF_THE_CALENDAR = 30


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    with databases.undone(site.app) as session:
        yield session


@pytest.fixture
def admin(site: Site, session: Session) -> Client:
    return site.sign_in(Role.ADMIN)


def cost(client: Client, address: str) -> int:
    """How many statements the page sends, once it is warm."""
    client.get(address)
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        client.get(address)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_for_25_rows_and_for_100(admin: Client, name: str) -> None:
    few, many = cost(admin, f"/{name}?size=25"), cost(admin, f"/{name}?size=100")
    assert few == many <= MOST_OF_A_LIST


def test_the_list_for_the_region_and_the_yearly_reports_ask_a_bounded_number(site: Site, admin: Client) -> None:
    with acting_for(site.home_id):
        ids = db.session.scalars(select(YearlyReport.id)).all()
    addresses = ["/agreements/register", "/yearly-reports", *(f"/yearly-reports/{number}" for number in ids)]
    assert max(cost(admin, address) for address in addresses) <= MOST_OF_A_RECORD


@pytest.mark.parametrize("name", ["negotiations", "agreements", "obligations"])
def test_a_board_asks_the_same_for_few_cards_and_for_many(admin: Client, name: str) -> None:
    """A search asks once more: first how many rows its word has."""
    few, many = cost(admin, f"/{name}/board?q=грод"), cost(admin, f"/{name}/board")
    # a word that is looked for may cost one more, which tells whether it is rare
    assert many <= few <= many + 1 <= MOST_OF_A_BOARD


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_page_asks_a_bounded_number(site: Site, admin: Client, name: str) -> None:
    model = RECORDS[name]
    with acting_for(site.home_id):
        ids = db.session.scalars(select(model.id).order_by(model.id).limit(6)).all()
    assert max(cost(admin, f"/{name}/{number}") for number in ids) <= MOST_OF_A_RECORD


def test_a_partners_page_asks_the_same_whatever_was_logged(site: Site, admin: Client) -> None:
    with acting_for(site.home_id):
        named = Partnership.city_id.is_not(None)
        counted = db.session.execute(
            select(Partnership.id, func.count(Interaction.id))
            .join(Interaction, Interaction.partnership_id == Partnership.id)
            .where(named)
            .group_by(Partnership.id)
            .order_by(func.count(Interaction.id))
        ).all()
    least, most = cost(admin, f"/partners/{counted[0][0]}"), cost(admin, f"/partners/{counted[-1][0]}")
    assert most <= least + 2, "one statement for the path of the only talks may come on top"


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_the_calendar_asks_a_bounded_number(admin: Client, view: str) -> None:
    assert cost(admin, f"/calendar?view={view}") <= MOST_OF_THE_CALENDAR


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICIAL, Role.MANAGER, Role.ADMIN])
def test_the_first_page_asks_a_bounded_number(site: Site, session: Session, role: Role) -> None:
    """All sections are counted by one statement and read by another one, however many there are."""
    assert cost(site.sign_in(role), "/") <= MOST_OF_HOME


def test_a_report_asks_a_bounded_number(admin: Client) -> None:
    assert max(cost(admin, f"/reports/{name}") for name in REPORTS) <= MOST_OF_A_LIST
