"""What strangers see: the page, its part for the city's own site, the map as a file, texts of agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, render_template
from flask_babel import gettext as _

from tracker.agreements import wording as agreement_wording
from tracker.agreements.kinds import Status as AgreementStatus
from tracker.documents.file_types import TYPES
from tracker.kernel import storage
from tracker.kernel.storage import CannotStore
from tracker.partners import mapping, wording
from tracker.partners.kinds import Kind, Status
from tracker.public import queries
from tracker.public.open_data import TABLES
from tracker.public.views.area import Opened, opens, public
from tracker.web import formats
from tracker.web.area import EVERYONE
from tracker.web.files import file_answer
from tracker.web.maps import Home, Place, draw
from tracker.web.maps.answer import credit, svg_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from tracker.web.maps import Picture

WIDE, NARROW = (1366, 620), (720, 600)  # of the map, on a screen and on a phone
AREAS_NAMED = 4
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True)
class _Shown:
    """All that the page tells, read once."""

    page: Opened
    partners: Sequence[Any]
    agreements: Sequence[Any]
    parties: Mapping[int, Sequence[Any]]
    events: Sequence[Any]

    @property
    def friends(self) -> int:
        near = (Kind.TWIN, Kind.FRIENDSHIP)
        return sum(row.kind in near and row.status is Status.ACTIVE for row in self.partners)

    @property
    def countries(self) -> int:
        return len({row.country_id for row in self.partners})

    @property
    def in_force(self) -> int:
        return sum(row.status is AgreementStatus.IN_FORCE for row in self.agreements)

    def areas(self) -> Sequence[str]:
        codes = {code for row in self.partners for code in row.area_codes.split()}
        names = queries.area_names(codes) if codes else ()
        return [row.name_ru if self.page.language == "ru" else row.name_en for row in names]

    def agreed_with(self, partner_id: int) -> Sequence[Any]:
        """Published agreements with a partner, the first one first."""
        return [row for row in reversed(self.agreements) if row.partner_id == partner_id]

    def title(self, row: Any) -> str:
        """What an agreement is called here: in the office's words for strangers, else as in the document."""
        return str((row.text_ru if self.page.language == "ru" else row.text_en) or row.title)

    def text(self, row: Any) -> str:
        return str(row.text_ru if self.page.language == "ru" else row.text_en)


def _shown(page: Opened) -> _Shown:
    sides: dict[int, list[Any]] = {}
    for side in queries.parties():
        sides.setdefault(side.id, []).append(side)
    return _Shown(page, queries.partners(), queries.agreements(page.today), sides, queries.events(page.today))


def _picture(page: Opened, partners: Sequence[Any], size: tuple[int, int] = WIDE) -> Picture:
    home = page.home
    at = {}
    if home.latitude is not None and home.longitude is not None:
        at[home.id] = Home(page.say("name"), Place(home.longitude, home.latitude))
    placed = mapping.placed(partners, at, heard=False, address=lambda row: f"#partner-{row.id}")
    points = [one.point for one in placed if one.point is not None]
    return draw(points, list(at.values()), width=size[0], height=size[1])


def _drawn(page: Opened, template: str) -> str:
    shown = _shown(page)
    changed_at = queries.changed_at()
    areas = shown.areas()
    return render_template(
        template,
        page=page,
        shown=shown,
        picture=_picture(page, shown.partners),
        small_picture=_picture(page, shown.partners, NARROW),
        labels=mapping.kind_labels(),
        headline=page.say("headline") or _("%(city)s and the world", city=page.say("name")),
        intro=page.say("intro") or _("Whom the city is friends with, what was agreed and what is signed already."),
        areas=areas[:AREAS_NAMED],
        area_count=len(areas),
        changed_on=formats.day_of(changed_at) if changed_at else None,
        others=[("ru", "Русский"), ("en", "English")],
        tables=TABLES.values(),
        credit=credit(),
        wording=wording,
        status_label=agreement_wording.status_label,
        days=formats.long_days,
        type_label=_type_label,
    )


def _type_label(code: str) -> str:
    return formats.words(TYPES[code].label)


@public.page("/<slug:slug>", needs=EVERYONE, public=True)
@opens
def page(page: Opened) -> ResponseReturnValue:
    return _drawn(page, "public/page.html")


@public.page("/<slug:slug>/embed", needs=EVERYONE, public=True, embeddable=True)
@opens
def embed(page: Opened) -> ResponseReturnValue:
    """The map and the figures for a frame in the city's own site; the sites that may are named in the settings."""
    return _drawn(page, "public/embed.html")


@public.page("/<slug:slug>/map.svg", needs=EVERYONE, public=True)
@opens
def map_svg(page: Opened) -> ResponseReturnValue:
    title = _("%(city)s and the world", city=page.say("name"))
    return svg_answer(f"{page.home.slug}-map", _picture(page, queries.partners()), title, mapping.kind_labels())


@public.page("/<slug:slug>/agreements/<int:publication_id>/text", needs=EVERYONE, public=True)
@opens
def text(_page: Opened, publication_id: int) -> ResponseReturnValue:
    """The text of an agreement. It has a name of ours: that of the upload was meant for the office."""
    found = queries.find_text(publication_id)
    if found is None:
        abort(404)
    kind = TYPES[found.type]
    try:
        pieces = storage.in_use().pieces(found.storage_key)
    except CannotStore:
        abort(503)
    answer = file_answer(f"agreement-{publication_id}.{kind.extensions[0]}", pieces, kind.media_type)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.content_length = found.size
    return answer
