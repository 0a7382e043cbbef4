"""Doubles among what is there, two records side by side, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.kernel import clock
from tracker.kernel.errors import EditedMeanwhile
from tracker.kernel.subjects import Subject
from tracker.merging import actions, forms, queries, rules, telling
from tracker.permissions import Permission
from tracker.search import queries as search_queries
from tracker.search.sources import BY_KIND
from tracker.web.area import Area
from tracker.web.frame import flash_undo
from tracker.web.lookups import Option
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

merging = Area(
    "merging",
    __name__,
    label=_l("Doubles"),
    icon="users-group",
    needs=Permission.RECORDS_MERGE,
    order=42,
    under="contacts",
)
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
LOOKUPS = {"contact": "contacts.lookup", "organisation": "organisations.lookup", "partner": "partners.lookup"}
SEARCHED = ("contact", "organisation")


@merging.page("", needs=Permission.RECORDS_MERGE)
def index() -> ResponseReturnValue:
    """Records that may be one, in groups."""
    kind = request.args.get("kind", "")
    kind = kind if kind in SEARCHED else SEARCHED[0]
    groups = queries.doubles(kind)
    records = queries.records(kind, [number for group in groups for number in group])
    told = {one.id: one for one in telling.told(kind, list(records.values()))}
    return render_template(
        "merging/index.html",
        kind=kind,
        groups=[[told[number] for number in group if number in told] for group in groups],
    )


@merging.form("/choose", needs=Permission.RECORDS_MERGE)
def choose() -> ResponseReturnValue:
    """The other record, for one that is looked at."""
    kind, numbers = _asked("kept")
    if numbers is None:
        return redirect(url_for("merging.index"))
    kept = queries.get_record(kind, numbers[0])
    form = forms.choosing_form(LOOKUPS[kind], *_finders(kind))()
    if form.is_submitted() and form.validate():
        return redirect(url_for("merging.compare", kind=kind, kept=kept.id, gone=form.other.number), 303)
    page = render_template("merging/choose.html", form=form, kind=kind, kept=telling.told(kind, [kept])[0])
    return page, 422 if form.is_submitted() else 200


@merging.form("/compare", needs=Permission.RECORDS_MERGE)
def compare() -> ResponseReturnValue:
    """Two records side by side: what each field becomes, and what goes over."""
    kind, numbers = _asked("kept", "gone")
    if numbers is None:
        return redirect(url_for("merging.index"))
    kept, gone = (queries.get_record(kind, number) for number in numbers)
    if request.method == "POST":
        try:
            return _merge(kind, kept, gone)
        except EditedMeanwhile:
            flash(_("One of the two was changed while you looked. Look once more."), "warn")
            return redirect(url_for("merging.compare", kind=kind, kept=kept.id, gone=gone.id), 303)
    return render_template(
        "merging/compare.html",
        kind=kind,
        both=telling.told(kind, [kept, gone]),
        rows=telling.rows(kind, kept, gone),
        moving=telling.moving(queries.moving(kind, gone.id)),
    )


def _merge(kind: str, kept: Any, gone: Any) -> ResponseReturnValue:
    taken = [name.removeprefix("take.") for name, value in request.form.items() if value == "gone"]
    versions = tuple(_number(request.form.get(name)) for name in ("kept_version", "gone_version"))
    here = BY_KIND[kind].url(kept.id)
    made = actions.merge(kind, kept, gone, by=signed_in_user(), taken=taken, versions=(versions[0], versions[1]))
    flash_undo(_("The two are one now."), url_for("merging.undo", merge_id=made.id))
    return redirect(here, 303)


@merging.action("/<int:merge_id>/undo", needs=Permission.RECORDS_MERGE)
def undo(merge_id: int) -> ResponseReturnValue:
    made = queries.get_merge(merge_id)
    stays = actions.undo(made, by=signed_in_user())
    if stays:
        flash(
            ngettext(
                "They are two again. %(num)d change made since stays as it is.",
                "They are two again. %(num)d changes made since stay as they are.",
                stays,
            ),
            "warn",
        )
    else:
        flash(_("They are two again, as before."), "ok")
    return redirect(BY_KIND[made.kind].url(made.kept_id), 303)


@merging.action("/different", needs=Permission.RECORDS_MERGE)
def different() -> ResponseReturnValue:
    """They only look alike."""
    kind = request.form.get("kind", "")
    numbers = [_number(request.form.get(name)) for name in ("one", "other")]
    if kind not in SEARCHED or None in numbers:
        return redirect(url_for("merging.index"), 303)
    one, other = (queries.get_record(kind, number or 0) for number in numbers)
    actions.mark_different(kind, one.id, other.id, by=signed_in_user())
    flash(_("They will not be offered again."), "ok")
    return redirect(url_for("merging.index", kind=kind), 303)


def _asked(*names: str) -> tuple[str, list[int] | None]:
    """The kind and the numbers of the address; without them, there is nothing to show yet."""
    kind = request.args.get("kind", "")
    numbers = [_number(request.args.get(name)) for name in names]
    if not kind or None in numbers:
        return kind, None
    if kind not in rules.KINDS:
        abort(404)
    return kind, [number for number in numbers if number is not None]


def _number(text: str | None) -> int | None:
    return int(text) if text and NUMBER.fullmatch(text) else None


def _finders(kind: str) -> tuple[Any, Any]:
    """Ways to show what was picked, and to find what was typed, as the search finds it."""

    def options(ids: Sequence[int]) -> list[Option]:
        records = queries.records(kind, ids)
        ordered = [records[number] for number in ids if number in records]
        return [Option(str(one.id), one.title, one.line, one.flag) for one in telling.told(kind, ordered)]

    def named(tokens: Sequence[str]) -> list[Option]:
        return options([number for token in tokens if (number := _number(token)) is not None])

    def found(typed: str) -> list[Option]:
        finds = search_queries.find(typed, {kind: BY_KIND[kind].subject.model}, {})
        return options([one.id for one in finds.found[:8]])

    return named, found


def _beside(subject: Subject) -> str:
    """On the page of a record: the merge that can be undone, and the way to another one."""
    latest = queries.latest_of(subject.kind, subject.id)
    return render_template(
        "merging/_beside.html",
        subject=subject,
        latest=latest,
        can_undo=latest is not None and rules.can_undo(latest, clock.now()),
        other_url=BY_KIND[subject.kind].url(latest.kept_id if latest.gone_id == subject.id else latest.gone_id)
        if latest is not None
        else "",
    )


register_part(rules.KINDS, Part(name="merging", place=SIDE, order=900, needs=Permission.RECORDS_MERGE, render=_beside))
