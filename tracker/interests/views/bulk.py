"""What can be done with many interests at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as account_queries
from tracker.interests import actions, rules
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.web.bulk import BulkAction, Questions, archiving, handing_over
from tracker.web.fields import LongTextField, Required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.interests.models import Interest


class DropManyForm(Questions):
    reason = LongTextField(_l("Reason"), [Required()], most=2000)


def _check_drop(interest: Interest, _by: User, answers: dict[str, Any]) -> None:
    if interest.archived_at is not None:
        raise RuleBroken(N_("It is in the archive."))
    rules.check_is_live(interest)
    if answers:
        rules.check_dropping(interest, answers["reason"])


def bulk() -> Sequence[BulkAction]:
    return (
        handing_over(
            needs=Permission.RECORDS_REASSIGN,
            people=account_queries.officials,
            get_user=account_queries.get_user,
            assign=actions.assign,
            check=rules.check_is_live,
        ),
        BulkAction(
            name="drop",
            label=_l("Drop…"),
            icon="x",
            needs=Permission.INTERESTS_EDIT,
            check=_check_drop,
            carry_out=lambda interest, by, answers: actions.drop(interest, by=by, reason=answers["reason"]),
            before=lambda _interest: {},
            undo=lambda interest, by, _before: actions.take_up(interest, by=by),
            questions=lambda: DropManyForm,
        ),
        archiving(
            needs=Permission.ARCHIVE_OWN,
            check=rules.check_archive,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )
