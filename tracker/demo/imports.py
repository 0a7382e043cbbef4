"""The sheet that came before: organisations of a forum, imported from a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.imports import actions, jobs
from tracker.imports.kinds import Kind, Mode
from tracker.imports.reading.parent import Sheet
from tracker.kernel.db import acting_as

if TYPE_CHECKING:
    from tracker.demo.story import Story

SHEET = (
    ("Название", "Name in English", "Тип", "Страна", "Сайт"),
    ("Ассоциация химиков Маньчжурии", "Manchuria Chemists Association", "Ассоциация", "Китай", "https://chem.example"),
    ("Технопарк «Вальмар»", "Valmar Technology Park", "Кластер", "Южная Африка", ""),
    ("Деловой союз Нова-Терра", "Nova Terra Business Union", "Союз", "Бразилия", "nova-terra.example"),
    ("Фонд малых городов", "Small Towns Fund", "Фонд", "Атлантида", ""),
)


def tell_imports(story: Story) -> None:
    """Three rows were taken in; one names a country that there is not."""
    official = story.staff["official"]
    rows = [(number, list(cells)) for number, cells in enumerate(SHEET, start=1)]
    content = "\r\n".join(";".join(cells) for cells in SHEET).encode()
    facts = {"format": "csv", "encoding": "utf-8", "separator": "semicolon"}
    with story.at(130), acting_as(official.id):
        run = actions.upload(
            Sheet(facts, rows), content, by=official, file_name="участники форума.csv", kind=Kind.ORGANISATIONS
        )
        actions.set_columns(run, run.mapping, {}, by=official)
        jobs.do_now(jobs.Job.CHECK, run, official)
        actions.begin_run(run, Mode.GOOD, by=official)
        jobs.do_now(jobs.Job.RUN, run, official)
