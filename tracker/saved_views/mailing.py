"""The rows of a view by mail, once a week: queued without words, written when the mail leaves.

What is enclosed is the CSV of the list as the reader would download it at that moment: their rights, columns and
language. Nothing is enclosed beyond `MOST_ROWS` or `MOST_BYTES`; the letter then leads to the list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import url_for

from tracker.accounts import queries as accounts
from tracker.accounts import rules as account_rules
from tracker.kernel.subjects import Subject
from tracker.outbox import letters, refusing
from tracker.outbox.actions import Enclosure, Letter
from tracker.outbox.writing import register_writer
from tracker.permissions import Permission
from tracker.saved_views import actions, queries, rules
from tracker.web import files, formats
from tracker.web.lists import LISTS, ListView
from tracker.web.looking import looking_as
from tracker.web.personal import HandedOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tracker.accounts.models import User
    from tracker.saved_views.models import SavedView, ViewSubscription
    from tracker.web.lists import Opened

KIND = "saved-view"
PURPOSE = "no more mail of this view"
MOST_ROWS = 5000
MOST_BYTES = 4_000_000  # what mail servers commonly take is 10 MB, and on its way a file grows by a third


def due(today: date) -> list[ViewSubscription]:
    """Subscriptions whose mail of this week is to be queued today."""
    if not rules.mails_on(today) or not letters.can_mail():
        return []
    waiting = queries.unsent(rules.monday_of(today))
    return [one for one in waiting if not account_rules.is_away(one.user, today) and _opened(one.view, one.user)]


def post(subscription: ViewSubscription, *, today: date) -> bool:
    """Queue this week's mail. False where another machine did."""
    monday = rules.monday_of(today)
    view, reader = subscription.view, subscription.user
    key = f"{KIND}:{subscription.id}:{monday.isoformat()}"
    queued = letters.send_unwritten(reader, KIND, subscription.id, subject=view.name, key=key)
    actions.note_mailed(subscription, monday=monday)
    return queued


def _opened(view: SavedView, reader: User) -> Opened | None:
    """The list of the view, if this person may keep views and open that list."""
    known = LISTS.get(view.list_name)
    may = known is not None and reader.is_active and reader.may(Permission.VIEWS_KEEP) and reader.may(known.needs)
    return known if may else None


def write(reader_id: int, subscription_id: int) -> Letter | None:
    """The letter as its reader may have it now; None if the view or the right to see it is gone."""
    subscription = queries.find_mailed(subscription_id, reader_id)
    if subscription is None:
        return None
    view = subscription.view
    with looking_as(lambda: accounts.get_user(reader_id), f"/?{view.words}") as reader:
        opened = _opened(view, reader)
        return _written(view, opened, reader, subscription_id) if opened is not None else None


def _written(view: SavedView, opened: Opened, reader: User, subscription_id: int) -> Letter:
    shown = ListView(opened.spec, layout=view.layout.value)
    content = _content(shown)
    letter = letters.write(
        reader,
        KIND,
        "view",
        refuse_url=end_url(subscription_id, reader.id),
        files=[Enclosure(_file_name(view.name), content, "text/csv")] if content is not None else [],
        name=view.name,
        list_title=str(opened.spec.title),
        count=shown.total,
        counted_all=shown.counted_all,
        counted_up_to=shown.counted_up_to,
        day=formats.day(formats.today()),
        enclosed=content is not None,
        url=letters.public(url_for("saved_views.show", saved_view_id=view.id)),
        settings_url=letters.link("accounts.show"),
    )
    personal = opened.spec.personal
    if content is None or personal is None:
        return letter
    about = Subject(f"{opened.spec.name}-list", 0)
    taken = HandedOut(opened.spec.searched.__tablename__, about, str(opened.spec.title), "csv", personal)
    return replace(letter, taken=taken, asked=view.words)


def _content(shown: ListView) -> bytes | None:
    """The list's CSV, unless there is nothing in it or it is too much for a mail."""
    if not shown.total or (shown.total > MOST_ROWS and not shown.grouping.is_on):
        return None
    heads, rows = shown.export()
    return _joined(files.csv_lines(heads, rows, language=formats.language()))


def _joined(pieces: Iterable[bytes]) -> bytes | None:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            return None
        held.append(piece)
    return b"".join(held)


def _file_name(name: str) -> str:
    plain = re.sub(r'[\\/:*?"<>|\s]+', " ", name).strip(" .")
    return f"{plain or 'view'} {formats.today():%Y-%m-%d}.csv"


def end_url(subscription_id: int, reader_id: int) -> str:
    """Where one click ends the mail of this subscription."""
    return letters.link("saved_views.end_mail", word=refusing.signed(PURPOSE, [subscription_id, reader_id]))


def read_word(word: str) -> Sequence[int] | None:
    """(subscription, reader) of a word that we signed."""
    match refusing.read(PURPOSE, word):
        case [int(subscription_id), int(reader_id)]:
            return subscription_id, reader_id
    return None


register_writer(KIND, write)
