"""The demo's yearly reports: last year's sent and corrected, this year's begun; Bor sent an old one, and none since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.kernel.db import acting_as, db
from tracker.yearly_reports import actions, content, figures, wording
from tracker.yearly_reports.actions import Letter, Texts

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.demo.story import Story
    from tracker.yearly_reports.models import YearlyReport

HEADS = {"dzerzhinsk": ("Глава города Дзержинска", "А. П. Лаптев"), "bor": ("Глава округа", "С. И. Котов")}
PROBLEMS = "Очные визиты ограничены логистикой; часть встреч перенесена в видеосвязь."
PROPOSALS = "Включить города-партнёры в программу Дня города и форума регионов."
PLAN = "Рабочие встречи с партнёрами из Беларуси, Китая и Бразилии; подготовка соглашения о стажировках."
WHY = "Уточнены результаты: добавлен обмен студентами, пропущенный в первой редакции."
ADDED = "Проведён обмен студентами политехнического института: 14 человек."


def tell_reports(story: Story) -> None:
    last = story.today.year - 1
    if story.home.slug == "bor":
        _send(story, _draft(story, last - 1), "12/3", _day(story, date(last, 1, 19)))
        return
    _send(story, _draft(story, last - 1), "01-15/4", _day(story, date(last, 1, 12)))
    sent = _send(story, _draft(story, last), "01-15/7", _day(story, date(last + 1, 1, 13)))
    corrected_on = _day(story, date(last + 1, 1, 22))
    with story.at((story.today - corrected_on).days):
        by = story.staff["official"]
        with acting_as(by.id):
            edition = actions.correct(sent, reason=WHY, by=by)
            own = {**_own(edition), "results": f"{edition.results}\n{ADDED}"}
            actions.edit(edition, Texts(own=own, partners={}), by=by)
    _send(story, edition, "01-15/11", corrected_on)
    _draft(story, story.today.year)


def _own(report: YearlyReport) -> dict[str, str | None]:
    return {"activity": report.activity, "problems": PROBLEMS, "proposals": PROPOSALS, "plan": PLAN}


def _day(story: Story, day: date) -> date:
    return min(day, story.today)


def _draft(story: Story, year: int) -> YearlyReport:
    """Drafted in December, or today where that month has not come."""
    on = _day(story, date(year, 12, 8))
    by = story.staff["official"]
    with story.at((story.today - on).days), acting_as(by.id):
        language = story.home.locale
        texts = wording.drafted(figures.of_year(year, today=on), year=year, language=language)
        report = actions.draft(year, texts, by=by, today=on)
        actions.edit(report, Texts(own={**_own(report), "results": report.results}, partners={}), by=by)
    return report


def _send(story: Story, report: YearlyReport, number: str, on: date) -> YearlyReport:
    by: User = story.staff["manager"]
    post, name = HEADS[story.home.slug]
    with story.at((story.today - on).days), acting_as(by.id):
        letter = Letter(number=number, sent_on=on, signatory_post=post, signatory=name)
        db.session.flush()
        db.session.refresh(report, ["municipality"])
        actions.send(report, letter, content.live(report, today=on), by=by, today=on)
    return report
