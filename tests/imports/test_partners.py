"""Sheets of town twinnings: messy columns, every row accounted for, and taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests.factories import make_partnership
from tracker.imports.kinds import State, Verdict
from tracker.imports.models import ImportChange
from tracker.kernel.db import db
from tracker.partners import actions as partners
from tracker.partners.kinds import Kind
from tracker.partners.models import Partnership, PartnershipArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.imports.conftest import Importer
    from tracker.accounts.models import User
    from tracker.imports.models import ImportRow, ImportRun

HEADS = ["municipality", "plz", "state", "partnergemeinde", "land", "country", "seit", "form"]


def line(partner: str, land: str, country: str, since: str = "1996", form: str = "p") -> list[str]:
    return ["Musterstadt", "01067", "Saxony", partner, land, country, since, form]


MESSY = [
    HEADS,
    line("Grodno", "Belarus", "Belarus"),
    line("Bor", "Rußland", "Russia", "2000", "f"),
    line("Grodno", "Weißrußland", "", "2001", "k"),
    line("Nowhere", "Brasilien", "Brazil"),
    line("Campinas", "Brasilien", "Brazilia", "1987"),
    line("Campinas", "Brasilien", "Brazil", "1987", "z"),
    line("Sao Paulo", "Brasilien", "Brazil", "31.12.1999", ""),
    line("Bitterfeld-Wolfen (Bitterfeld)", "BRD", "Germany", "3000"),
]


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Partnership)) or 0


def said(row: ImportRow) -> list[str]:
    return [one["message"] for one in row.problems]


def test_columns_of_a_german_sheet_are_guessed(importer: Importer) -> None:
    run = importer.upload(MESSY)
    assert {run.heads[int(column)]: field for column, field in run.mapping.items()} == {
        "partnergemeinde": "city",
        "country": "country",
        "seit": "since",
        "form": "kind",
    }


def test_every_row_is_accounted_for(importer: Importer, rows_of: Callable[[ImportRun], list[ImportRow]]) -> None:
    run = importer.check(MESSY)
    rows = rows_of(run)
    assert [row.verdict for row in rows] == [
        Verdict.NEW, Verdict.NEW, Verdict.SKIP, Verdict.REFUSED, Verdict.REFUSED, Verdict.REFUSED, Verdict.NEW,
        Verdict.REFUSED,
    ]  # fmt: skip
    assert sum(run.counts.values()) == run.rows_total == len(rows)
    assert [row.problems[0]["column"] for row in rows if row.problems] == [3, 5, 7, 6]
    assert "often written where none is known" in rows[1].notices[0]["message"]
    assert count() == 0, "checking writes no record"


def test_a_bare_year_is_a_year_and_no_day(importer: Importer) -> None:
    importer.run(MESSY)
    partners_here = {one.title_en: one for one in db.session.scalars(select(Partnership))}
    grodno, sao_paulo = partners_here["Grodno"], partners_here["São Paulo"]
    assert (grodno.since_on, grodno.since_is_year, grodno.kind) == (date(1996, 1, 1), True, Kind.TWIN)
    assert (sao_paulo.since_on, sao_paulo.since_is_year) == (date(1999, 12, 31), False)


def test_good_rows_only_leaves_the_others(importer: Importer) -> None:
    run = importer.run(MESSY)
    assert run.state is State.DONE
    assert run.counts == {"new": 3, "update": 0, "skip": 1, "refused": 4}
    assert count() == 3


def test_all_or_nothing_leaves_nothing_where_a_row_is_refused(importer: Importer) -> None:
    run = importer.check([HEADS, line("Grodno", "", "Belarus"), line("Novopolotsk", "", "Belarus")])
    make_partnership(importer.by, city="Novopolotsk", status="in_talks")
    partners.archive(db.session.scalars(select(Partnership)).one(), by=importer.by)
    importer.carry_out(run, mode="all")
    assert run.state is State.FAILED
    assert run.problem["row"] == 3
    assert count() == 1
    assert db.session.scalar(select(func.count()).select_from(ImportChange)) == 0


def test_the_same_pair_twice_in_the_file_is_one_partner(
    importer: Importer, rows_of: Callable[[ImportRun], list[ImportRow]]
) -> None:
    run = importer.run([HEADS, line("Grodno", "", "Belarus"), line("Гродно", "", "BY", "2005")])
    assert run.counts["skip"] == 1
    assert rows_of(run)[1].notices[0]["values"] == {"number": "2"}


@pytest.mark.parametrize(
    ("policy", "verdict", "kind_after", "since_after"),
    [
        ("skip", Verdict.SKIP, Kind.FRIENDSHIP, None),
        ("fill", Verdict.UPDATE, Kind.FRIENDSHIP, 1996),
        ("update", Verdict.UPDATE, Kind.TWIN, 1996),
    ],
)
def test_a_partner_that_is_here_is_filled_updated_or_left(
    importer: Importer, policy: str, verdict: Verdict, kind_after: Kind, since_after: int | None
) -> None:
    there = make_partnership(importer.by, city="Grodno", kind="friendship")
    run = importer.check([HEADS, line("Grodno", "", "Belarus")], on_match=policy)
    assert run.counts[verdict.value] == 1
    if verdict is Verdict.UPDATE:
        importer.carry_out(run)
    assert there.kind is kind_after
    assert (there.since_on.year if there.since_on else None) == since_after


def test_an_unknown_city_keeps_its_name_in_the_note_if_one_wants(importer: Importer) -> None:
    rows = [HEADS, line("Nowhere", "", "Brazil")]
    run = importer.run(rows, unknown_city="country")
    made = db.session.scalars(select(Partnership)).one()
    assert made.city_id is None
    assert made.note == "В файле: Nowhere"
    again = importer.check(rows, unknown_city="country")
    assert again.counts["skip"] == 1, "the second time it is known by that name"
    importer.undo(run)
    assert count() == 0


def test_an_unknown_city_is_added_by_an_administrator(importer: Importer, make_user: Callable[..., User]) -> None:
    from tests.imports.conftest import Importer as Another

    rows = [HEADS, line("Nowhere", "", "Brazil"), line("Nowhere", "", "Brazil")]
    refused = Another(make_user("official")).check(rows, unknown_city="add")
    assert refused.counts["refused"] == 2
    run = importer.run(rows, unknown_city="add")
    made = db.session.scalars(select(Partnership)).one()
    assert made.city is not None
    assert made.city.name_en == "Nowhere"
    assert run.counts["skip"] == 1
    importer.undo(run)
    assert count() == 0


def test_undo_leaves_the_records_as_they_were(importer: Importer) -> None:
    there = make_partnership(importer.by, city="Grodno", kind="friendship", note="Пишут по-русски")
    area = partners.queries.areas()[0]
    before = (there.kind, there.since_on, there.note, there.area_codes)
    heads = [*HEADS, "Areas of cooperation", "Note"]
    run = importer.run(
        [
            heads,
            [*line("Grodno", "", "Belarus"), area.name_en, "Из таблицы"],
            [*line("Campinas", "", "Brazil"), area.name_ru, ""],
        ],
        on_match="update",
    )
    assert run.counts == {"new": 1, "update": 1, "skip": 0, "refused": 0}
    assert there.area_codes == area.code
    importer.undo(run)
    assert run.state is State.UNDONE
    assert run.kept == []
    assert (there.kind, there.since_on, there.note, there.area_codes) == before
    assert count() == 1
    assert db.session.scalar(select(func.count()).select_from(PartnershipArea)) == 0


def test_undo_keeps_and_lists_what_people_changed_since(importer: Importer) -> None:
    there = make_partnership(importer.by, city="Grodno")
    run = importer.run(
        [[*HEADS, "Note"], [*line("Grodno", "", "Belarus"), "один"], [*line("Campinas", "", "Brazil"), ""]],
        on_match="update",
    )
    made = db.session.scalars(select(Partnership).where(Partnership.id != there.id)).one()
    today = date(2026, 11, 23)
    partners.edit(there, by=importer.by, version=None, answers={"note": "другое"}, today=today)
    partners.edit(made, by=importer.by, version=None, answers={"note": "важное"}, today=today)
    importer.undo(run)
    assert there.note == "другое"
    assert there.kind is Kind.CONTACT, "what nobody changed has its old value"
    assert count() == 2
    assert {(one["row"], one["values"].get("fields", "")) for one in run.kept} == {(2, "Note"), (3, "")}


def test_what_others_hold_on_to_stays(importer: Importer) -> None:
    from tests.factories import make_interaction

    run = importer.run([HEADS, line("Grodno", "", "Belarus")])
    made = db.session.scalars(select(Partnership)).one()
    make_interaction(importer.by, partner=made)
    importer.undo(run)
    assert count() == 1
    assert "belong to it" in run.kept[0]["message"]


def test_the_archive_blocks_and_says_so(importer: Importer, rows_of: Callable[[ImportRun], list[ImportRow]]) -> None:
    partners.archive(make_partnership(importer.by, city="Grodno"), by=importer.by)
    run = importer.check([HEADS, line("Grodno", "", "Belarus")])
    assert "in the archive" in said(rows_of(run)[0])[0]


def test_mappings_are_remembered_also_when_the_import_fails(importer: Importer, other_city: Any) -> None:
    run = importer.check(MESSY, columns={"form": "", "plz": "note"}, unknown_city="country")
    assert run.counts["refused"]
    again = importer.upload(MESSY)
    assert again.mapping == run.mapping
    assert again.options["unknown_city"] == "country"


def test_a_corrected_cell_is_judged_anew(importer: Importer) -> None:
    from tracker.imports import actions, running

    run = importer.check(
        [HEADS, line("Grodno", "", "Belorus"), line("Novopolotsk", "", "Belorus"), line("Bor", "", "Russia")]
    )
    assert run.counts["refused"] == 2
    assert actions.correct(run, 2, {5: "Belarus"}, everywhere=True) == 2
    running.check(run, importer.by, inline=True)
    assert run.counts == {"new": 3, "update": 0, "skip": 0, "refused": 0}


def test_rows_of_another_home_are_skipped_where_that_column_is_said(importer: Importer) -> None:
    rows = [HEADS, ["Дзержинск", *line("Grodno", "", "Belarus")[1:]], line("Campinas", "", "Brazil")]
    run = importer.check(rows)
    assert "home" in run.mapping.values(), "a column with our own name in it is our municipality"
    assert (run.counts["new"], run.counts["skip"]) == (1, 1)
