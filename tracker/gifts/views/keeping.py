"""Keeping gifts: record, edit, put away; and the warning when somebody has been given the same before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.contacts import queries as contact_queries
from tracker.gifts import actions, forms, queries, rules, telling
from tracker.gifts.kinds import Way
from tracker.gifts.views.area import gifts
from tracker.interactions import people
from tracker.kernel import clock
from tracker.kernel.errors import RuleBroken
from tracker.kernel.money import HOME_CURRENCY
from tracker.kernel.text import N_, clean, read_number
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.lookups import lookup_answer, typed_query
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.gifts.models import Gift

PLAIN = ("what", "passed_on", "occasion", "price", "currency", "user_id", "notified_on", "handed_over_on", "document")
SHOWN_BEFORE = 12


def _page(gift: Gift) -> str:
    return url_for("gifts.show", gift_id=gift.id)


@gifts.form("/new", needs=Permission.GIFTS_EDIT)
def new() -> ResponseReturnValue:
    by, asked = signed_in_user(), request.args
    way = asked.get("way", "")
    tokens = [f"{kind}:{asked[kind]}" for kind in ("partner", "contact", "organisation") if asked.get(kind)]
    form = forms.GiftForm(
        {
            "way": way if way in set(Way) else Way.GIVEN.value,
            "passed_on": formats.today(),
            "currency": HOME_CURRENCY,
            "user_id": by.id,
            "with_whom": people.known(tokens),
        }
    )
    form.offer(account_queries.officials())

    def save() -> Gift:
        _warn(form, None)
        return actions.add(by=by, answers=form.answers(), theirs=_theirs(form), today=formats.today())

    return answer_form(
        form,
        save=save,
        saved_to=_page,
        saved_text=_("Recorded."),
        template="gifts/new.html",
        before=lambda: _before(form, None),
        telling=telling,
    )


@gifts.form("/<int:gift_id>/edit", needs=Permission.GIFTS_EDIT)
def edit(gift_id: int) -> ResponseReturnValue:
    gift = queries.get_gift(gift_id)
    form = forms.GiftForm(_opened(gift), version=gift.version)
    form.offer(_colleagues(gift))

    def save() -> None:
        if form.what.data != gift.what:
            _warn(form, gift.id)
        actions.edit(
            gift,
            by=signed_in_user(),
            version=form.opened_version(),
            answers=form.answers(),
            theirs=_theirs(form),
            today=formats.today(),
        )

    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(gift),
        saved_text=_("Saved."),
        template="gifts/edit.html",
        record=gift,
        back_to=_page(gift),
        gift=gift,
        before=lambda: _before(form, gift.id),
        telling=telling,
    )


def _opened(gift: Gift) -> dict[str, Any]:
    tokens = [
        f"{kind}:{number}"
        for kind, number in (
            ("partner", gift.partnership_id),
            ("contact", gift.contact_id),
            ("organisation", gift.organisation_id),
        )
        if number is not None
    ]
    return {
        **{name: getattr(gift, name) for name in (*PLAIN, "note")},
        "way": gift.way.value,
        "with_whom": tokens,
    }


def _colleagues(gift: Gift) -> list[tuple[int, str]]:
    """Who of us it can have been; whoever it was stays on offer, also after having left."""
    offered = list(account_queries.officials())
    if gift.user is not None and gift.user.id not in dict(offered):
        offered.append((gift.user.id, gift.user.name))
    return offered


def _theirs(form: forms.GiftForm) -> actions.Theirs:
    """The records of the tokens that the field has let through."""
    ids = people.numbers(form.with_whom.tokens)
    return actions.Theirs(
        partners=[partner_queries.get_partnership(number) for number in ids.get("partner", [])],
        contacts=[contact_queries.get_contact(number) for number in ids.get("contact", [])],
        organisations=[organisation_queries.get_organisation(number) for number in ids.get("organisation", [])],
    )


# what was given before


def _given(tokens: Sequence[str], but_id: int | None) -> Sequence[Any]:
    ids = people.numbers(people.known(tokens))
    kinds = (ids.get("partner", []), ids.get("contact", []), ids.get("organisation", []))
    return queries.given_before(*kinds, but_id)


def _sorted(rows: Sequence[Any], what: str) -> list[tuple[Any, bool]]:
    """Rows with whether each seems to be the same as what is typed, those first."""
    marked = [(row, bool(what) and rules.alike(what, row.what)) for row in rows]
    return sorted(marked, key=lambda pair: not pair[1])[:SHOWN_BEFORE]


def _before(form: forms.GiftForm, but_id: int | None) -> list[tuple[Any, bool]]:
    if form.way.data != Way.GIVEN:
        return []
    return _sorted(_given(form.with_whom.tokens, but_id), form.what.data or "")


def _warn(form: forms.GiftForm, but_id: int | None) -> None:
    """Nobody is given the same thing twice, unless it is meant so."""
    if "anyway" not in request.form and any(same for _row, same in _before(form, but_id)):
        raise RuleBroken(N_("They were given something like this before. Look below, or record it anyway."), "what")


@gifts.page("/before", needs=Permission.GIFTS_EDIT)
def before() -> ResponseReturnValue:
    """The same for the form's script, while it is filled in: a fragment."""
    asked = request.args
    if asked.get("way") != Way.GIVEN:
        return ""
    given = _given(asked.getlist("with_whom")[:10], asked.get("but", type=read_number))
    what = clean(asked.get("what", ""))[:200]
    return render_template("gifts/_before.html", before=_sorted(given, what), telling=telling)


@gifts.page("/with-whom", needs=Permission.GIFTS_EDIT)
def with_whom() -> ResponseReturnValue:
    return lookup_answer(people.groups(typed_query()))


# the archive


@gifts.action("/<int:gift_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(gift_id: int) -> ResponseReturnValue:
    gift = queries.get_gift(gift_id)
    actions.archive(gift, by=signed_in_user(), now=clock.now())
    flash_undo(_("The gift is archived."), url_for("gifts.restore", gift_id=gift_id))
    return redirect(url_for("gifts.index"), 303)


@gifts.action("/<int:gift_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(gift_id: int) -> ResponseReturnValue:
    gift = queries.get_gift(gift_id)
    actions.restore(gift, by=signed_in_user())
    flash(_("The gift is back."), "ok")
    return redirect(_page(gift), 303)
