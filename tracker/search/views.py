"""The box in the top bar: as one types, and as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from tracker.kernel import spelling
from tracker.kernel.subjects import Subject, find_record
from tracker.kernel.text import clean, fold
from tracker.permissions import Permission
from tracker.search import actions, commands, queries
from tracker.search.sources import SOURCES, Line, Source, readable
from tracker.web.area import Area
from tracker.web.formats import language
from tracker.web.parts import ACTIONS, Part, register_part
from tracker.web.signed_in import found_profile, signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.search.queries import Found
    from tracker.web.signed_in import Profile

search = Area("search", __name__, label=_l("Search"), icon="search", needs=Permission.HOME_READ)

AS_TYPED, ON_THE_PAGE, OF_ONE_KIND = 4, 8, 60
MOST_AS_TYPED = 14
MOST_RECENT, LAST_OPENED = 8, 5
AROUND = 30

Marked = list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """A line of what was found: texts in parts, each with whether it is what was looked for."""

    url: str
    title: Marked
    sub: Marked
    icon: str
    flag: str


@dataclass(frozen=True)
class Shown:
    """The hits of one kind. `more`: there are further ones."""

    kind: str
    label: str
    hits: Sequence[Hit]
    more: bool


@search.page("", needs=Permission.HOME_READ)
def index() -> ResponseReturnValue:
    typed, kind = _typed(), request.args.get("kind", "")
    told = _found(typed, kind, OF_ONE_KIND if kind else ON_THE_PAGE, None)
    return render_template("search/index.html", kind=kind, **told)


@search.page("/as-typed", needs=Permission.HOME_READ)
def as_typed() -> ResponseReturnValue:
    """The part of a page that opens under the box."""
    return render_template("search/_as_typed.html", **_found(_typed(), "", AS_TYPED, MOST_AS_TYPED))


@search.action("/opened", needs=Permission.HOME_READ)
def note_opened() -> ResponseReturnValue:
    """A record was looked at. Only what the person may read is noted."""
    number = request.form.get("id", "")
    source = readable(_profile()).get(request.form.get("kind", ""))
    if source is not None and number.isascii() and number.isdigit() and len(number) <= 9:  # noqa: PLR2004
        subject = Subject(source.kind, int(number))
        if find_record(subject) is not None:
            actions.note_opened(subject, by=signed_in_user())
    return "", 204


def _typed() -> str:
    return clean(request.args.get("q", "")[:1000])[:200]


def _profile() -> Profile:
    profile = found_profile()
    if profile is None:
        raise RuntimeError("nobody is signed in")
    return profile


def _found(typed: str, kind: str, most: int, in_all: int | None) -> dict[str, Any]:
    """What the templates show for the typed text; for none, what was opened lately and what can be made."""
    profile = _profile()
    sources = readable(profile)
    mine = queries.opened(signed_in_user())
    told: dict[str, Any] = {"typed": typed, "recent": [], "groups": [], "commands": [], "read_as": ""}
    told["commands_first"] = False
    if not spelling.terms(typed):
        told["recent"] = _recent(mine, sources)
        told["commands"] = [one for one in commands.offered(profile) if one.makes]
        return told
    asked = {kind: sources[kind]} if kind in sources else sources
    told["commands"] = commands.found(profile, typed) if not kind else []
    begins_so = any(fold(one.label).startswith(fold(typed)) for one in told["commands"])
    told["commands_first"] = begins_so or commands.asks_to_make(typed)
    models = {name: source.subject.model for name, source in asked.items()}
    finds = queries.find(typed, models, mine, forgives=not told["commands"])
    told["read_as"] = finds.read_as
    stems = [term.stem for term in spelling.terms(finds.read_as or typed)]
    told["groups"] = _groups(finds.found, asked, stems, most, in_all)
    return told


def _groups(
    found: Sequence[Found], sources: dict[str, Source], stems: Sequence[str], most: int, in_all: int | None
) -> list[Shown]:
    """By kind, the kind with the best hit first."""
    by_kind: dict[str, list[Found]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    groups, left = [], in_all
    for kind, ones in by_kind.items():
        take = most if left is None else min(most, left)
        if take <= 0:
            break
        source = sources[kind]
        hits = _hits(source, ones[:take], stems)
        if not hits:
            continue
        groups.append(Shown(kind, source.label, hits, more=len(ones) > take))
        left = None if left is None else left - len(hits)
    return groups


def _hits(source: Source, ones: Sequence[Found], stems: Sequence[str] = ()) -> list[Hit]:
    """The hits of one kind with their names and lines; where neither says why one was found, with the words that do."""
    ids = [one.id for one in ones]
    records, lines = source.readable_records(ids), source.lines(ids)
    name = source.subject.title
    hits = []
    for one in ones:
        record = records.get(one.id)
        if record is None or name is None:
            continue
        line = lines.get(one.id, Line())
        needles = list(one.needles)
        title, sub = spelling.marked(name(record, language()), needles), spelling.marked(line.text, needles)
        if not _says_why(title, sub):
            title = _meant(title, stems) or title
        if not _says_why(title, sub):
            sub = [*sub, *_why(record, needles)]
        hits.append(Hit(source.url(one.id), title, sub, source.icon, line.flag.lower()))
    return hits


def _says_why(*texts: Marked) -> bool:
    return any(found for text in texts for _part, found in text)


def _meant(title: Marked, stems: Sequence[str]) -> Marked | None:
    """The name with its word marked that was typed with a slip, though another spelling is as near: Гордно, Гродно."""
    text = "".join(part for part, _found in title)
    alike = [
        word for word in fold(text).split() if any(spelling.slips(one, word) <= spelling.MOST_SLIPS for one in stems)
    ]
    return spelling.marked(text, alike) if alike else None


def _why(record: Any, needles: list[str]) -> Marked:
    """The text among a record's words that holds what was looked for, cut to what lies around it."""
    for text in record.words_to_find():
        parts = spelling.marked(text, needles) if text else []
        for at, (part, found) in enumerate(parts):
            if found:
                before, after = parts[at - 1][0] if at else "", parts[at + 1][0] if at + 1 < len(parts) else ""
                return [(f" · {_end(before)}", False), (part, True), (_begin(after), False)]
    return []


def _begin(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _end(text: str) -> str:
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _recent(mine: dict[tuple[str, int], Any], sources: dict[str, Source]) -> list[Hit]:
    """What was opened last, and behind it what is opened often, of what may be read and is still there."""
    known = [key for key in mine if key[0] in sources]
    often = sorted(known[LAST_OPENED:], key=lambda key: -mine[key].times)
    latest = [*known[:LAST_OPENED], *often][:MOST_RECENT]
    ids: dict[str, list[int]] = {}
    for kind, record_id in latest:
        ids.setdefault(kind, []).append(record_id)
    hits: dict[str, Hit] = {}
    for kind, some in ids.items():
        for hit in _hits(sources[kind], [queries.Found(kind, one, 0.0) for one in some]):
            hits[hit.url] = hit
    urls = [sources[kind].url(record_id) for kind, record_id in latest]
    return [hits[url] for url in urls if url in hits]


def _opened_mark(subject: Subject) -> str:
    return render_template("search/_opened.html", subject=subject)


register_part(
    [source.kind for source in SOURCES],
    Part(name="search-opened", place=ACTIONS, order=999, needs=Permission.HOME_READ, render=_opened_mark),
)
