"""The administrator's pages about the areas of cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.partners import dictionary, queries
from tracker.partners.forms import CooperationAreaForm
from tracker.permissions import Permission
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

dictionaries = Area(
    "dictionaries",
    __name__,
    label=_l("Dictionaries"),
    icon="tag",
    order=112,
    under="administration",
    needs=Permission.DICTIONARIES_MANAGE,
    path="/admin/dictionaries",
)


@dictionaries.page("/", needs=Permission.DICTIONARIES_MANAGE)
def index() -> ResponseReturnValue:
    areas = queries.areas(with_retired=True)
    return render_template(
        "dictionaries/index.html",
        areas=[area for area in areas if not area.retired_at],
        retired=[area for area in areas if area.retired_at],
        partners=queries.partners_per_area(),
    )


@dictionaries.form("/new", needs=Permission.DICTIONARIES_MANAGE)
def new() -> ResponseReturnValue:
    form = CooperationAreaForm()
    return answer_form(
        form,
        save=lambda: dictionary.add_area(by=signed_in_user(), answers=form.answers()),
        saved_to=lambda _area: url_for("dictionaries.index"),
        saved_text=_("The area is added at the end. Move it to its place."),
        template="dictionaries/edit.html",
        area=None,
    )


@dictionaries.form("/<int:area_id>/edit", needs=Permission.DICTIONARIES_MANAGE)
def edit(area_id: int) -> ResponseReturnValue:
    area = queries.get_area(area_id)
    form = CooperationAreaForm({"name_ru": area.name_ru, "name_en": area.name_en}, version=area.version)
    return answer_form(
        form,
        save=lambda: dictionary.edit_area(
            area, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: url_for("dictionaries.index"),
        saved_text=_("Saved."),
        template="dictionaries/edit.html",
        record=area,
        back_to=url_for("dictionaries.edit", area_id=area_id),
        area=area,
    )


@dictionaries.action("/<int:area_id>/<any(up,down):way>", needs=Permission.DICTIONARIES_MANAGE)
def shift(area_id: int, way: str) -> ResponseReturnValue:
    dictionary.shift_area(queries.get_area(area_id), by=signed_in_user(), up=way == "up")
    return redirect(url_for("dictionaries.index"), 303)


@dictionaries.action("/<int:area_id>/retire", needs=Permission.DICTIONARIES_MANAGE)
def retire(area_id: int) -> ResponseReturnValue:
    dictionary.retire_area(queries.get_area(area_id), by=signed_in_user())
    flash_undo(
        _("The area is retired. Records that name it keep it."), url_for("dictionaries.reinstate", area_id=area_id)
    )
    return redirect(url_for("dictionaries.index"), 303)


@dictionaries.action("/<int:area_id>/reinstate", needs=Permission.DICTIONARIES_MANAGE)
def reinstate(area_id: int) -> ResponseReturnValue:
    dictionary.reinstate_area(queries.get_area(area_id), by=signed_in_user())
    flash(_("The area is used again."), "ok")
    return redirect(url_for("dictionaries.index"), 303)
