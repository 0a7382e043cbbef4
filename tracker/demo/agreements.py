"""The lives of the demo's agreements, step by step through the graph."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.agreements import actions, approvals
from tracker.agreements.actions import Draft
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, Kind, NoticeUnit, PartyKind, Renewal
from tracker.agreements.parties import PartyWords
from tracker.demo.papers import OUR_SIGNATORY, SIGNATORIES
from tracker.kernel.db import acting_as, db
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.places import actions as places
from tracker.regulations import queries as regulations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.agreements.models import Agreement
    from tracker.demo.story import Story

PATHS = {
    "draft": (),
    "in_review": (Action.SUBMIT,),
    "returned": (Action.SUBMIT, Action.RETURN),
    "approved": (Action.SUBMIT, Action.APPROVE),
    "at_region": (Action.SUBMIT, Action.APPROVE, Action.SEND_TO_REGION),
    "consented": (Action.SUBMIT, Action.APPROVE, Action.SEND_TO_REGION, Action.RECORD_CONSENT),
    "refused": (Action.SUBMIT, Action.APPROVE, Action.SEND_TO_REGION, Action.RECORD_REFUSAL),
    "cancelled": (Action.SUBMIT, Action.RETURN, Action.CANCEL),
}
LATEST_SIGNED = 50  # days; what was signed since is not published yet
SIGNED = (Action.SUBMIT, Action.APPROVE, Action.SEND_TO_REGION, Action.RECORD_CONSENT, Action.SIGN)
AFTER = {"suspended": Action.SUSPEND, "terminated": Action.TERMINATE, "superseded": Action.SUPERSEDE}
REASONS = {
    Action.RECORD_REFUSAL: "предмет шире вопросов местного значения; исключить раздел о таможенных льготах",
    Action.RETURN: "П. 3.2: срок уведомления — 60 дней, не 30",
    Action.CANCEL: "ярмарка не состоялась",
    Action.SUSPEND: "письмо партнёра о переносе сезона",
    Action.TERMINATE: "исполнено досрочно, по соглашению сторон",
}


def tell_agreements(story: Story, told: Sequence[dict[str, Any]]) -> None:
    made = story.agreements
    for one in told:
        agreement = _draft(story, one, made)
        made[one["key"]] = agreement
        _live(story, agreement, one)
    for one in told:
        if one["end"] == "superseded" and one["by"] in made:
            _step(story, made[one["key"]], Action.SUPERSEDE, 230, replacement=made[one["by"]])
    actions.lapse_due(story.today)
    if "bitter96" in made:
        tell_succession(story, made["bitter96"])


# of the texts of agreements with a partner: Russian, and the language that is written there
LANGUAGES = {
    "bitterfeld": "русский и немецкий",
    "pancevo": "русский и сербский",
    "pavlodar": "русский и казахский",
    "navoi": "русский и узбекский",
    "tabriz": "русский и персидский",
    "zibo": "русский и китайский",
    "hefei": "русский и китайский",
    "vadodara": "русский и английский",
    "ekurhuleni": "русский и английский",
    "saopaulo": "русский и португальский",
}


def _draft(story: Story, one: dict[str, Any], made: dict[str, Agreement]) -> Agreement:
    by = story.staff[one["who"]]
    renewal, months, notice = one.get("renewal", ("none", None, None))
    partner = next((word.split(":")[1] for word in one["parties"] if word.startswith("city:")), None)
    talks = story.talks.get(one["talks"]) if "talks" in one else None
    values = {
        "title": one["title"],
        "kind": Kind(one["kind"]),
        "number": one.get("number", ""),
        "subject": one["subject"],
        "involves_money": one.get("money", False),
        "new_ends_on": story.day(one["makes"]) if "makes" in one else None,
        "languages": LANGUAGES.get(partner or "", "русский"),
        "copies": 2,
        "partnership_id": story.partners[partner].id if partner else None,
        "negotiation_id": talks.id if talks else None,
        "parent_id": made[one["parent"]].id if "parent" in one else None,
        "responsible_id": by.id,
        "drafted_on": story.day(one["drafted"]),
        "ends_on": story.day(one["ends"]) if "ends" in one else None,
        "indefinite": "ends" not in one,
        "renewal": Renewal(renewal),
        "renewal_months": months,
        "notice": notice,
        "notice_unit": NoticeUnit.DAYS,
    }
    codes = one["areas"].split()
    areas = [area.id for area in partner_queries.areas() if any(area.code.startswith(code) for code in codes)]
    draft = Draft(values=values, area_ids=areas, parties=[_party(story, word) for word in one["parties"]])
    ago = one["drafted"]
    with story.at(ago), acting_as(by.id):
        return actions.create(draft, by=by, today=story.day(ago), at=story.moment(ago))


def _party(story: Story, word: str) -> PartyWords:
    if word == "us":
        name, post, ground = OUR_SIGNATORY
        return PartyWords(kind=PartyKind.MUNICIPALITY, signatory=name, post=post, ground=ground)
    kind, _colon, key = word.partition(":")
    name, post, ground = SIGNATORIES[key]
    if kind == "org":
        number = story.organisations[key].id
        return PartyWords(kind=PartyKind.ORGANISATION, organisation_id=number, signatory=name, post=post, ground=ground)
    city_id = story.partners[key].city_id
    return PartyWords(kind=PartyKind.CITY, city_id=city_id, signatory=name, post=post, ground=ground)


def _live(story: Story, agreement: Agreement, one: dict[str, Any]) -> None:
    """Take the steps that lead to where the document stands, spread over the days it took."""
    end = one["end"]
    steps = list(PATHS.get(end, SIGNED))
    if not agreement.has_foreign_party:
        steps = [step for step in steps if step not in {Action.SEND_TO_REGION, Action.RECORD_CONSENT}]
    first, last = one["drafted"], one.get("signed", one.get("submitted", max(one["drafted"] // 3, 1)))
    for number, action in enumerate(steps, start=1):
        ago = first - (first - last) * number // len(steps)
        if action is Action.APPROVE:
            _visas(story, agreement, ago)
        _step(story, agreement, action, ago, one)
    if end == "in_review" and one.get("visa"):
        _visas(story, agreement, max(last - 1, 0))
    if "signed" in one and "enters" not in one and end != "signed":
        _step(story, agreement, Action.ENTER_INTO_FORCE, one["signed"], one)
    if (ago := _published(agreement, one)) is not None:
        _step(story, agreement, Action.PUBLISH, ago, one)
    if end in AFTER and end != "superseded":
        _step(story, agreement, AFTER[end], 100, one)


def _published(agreement: Agreement, one: dict[str, Any]) -> int | None:
    """Days since it was published: some days after the signing, but for the latest."""
    if not agreement.has_foreign_party or one.get("signed", 0) < LATEST_SIGNED:
        return None
    return int(one["signed"]) - 12


def _visas(story: Story, agreement: Agreement, ago: int) -> None:
    """The departments of the house answer what they were asked."""
    for kind in approvals.waiting(agreement):
        _step(story, agreement, Action.GIVE_APPROVAL, ago, approval=kind)


def _step(
    story: Story, agreement: Agreement, action: Action, ago: int, one: dict[str, Any] | None = None, **more: Any
) -> None:
    official = action in {Action.SUBMIT, Action.REOPEN}
    by = story.staff[(one or {"who": "official"})["who"] if official else "manager"]
    on = story.day(ago)
    said: dict[str, Any] = {"on": on, "reason": REASONS.get(action, ""), **more}
    if action is Action.SEND_TO_REGION:
        said["enclosures"] = regulations.regulation(on=on).enclosures_in("ru")
    if action is Action.PUBLISH:
        said |= {"place": "газета «Дзержинские ведомости»", "number": str(ago % 90 + 1)}
    if action in {Action.SEND_TO_REGION, Action.RECORD_CONSENT, Action.RECORD_REFUSAL, Action.SUSPEND}:
        said["number"] = f"204-06/{1000 + ago % 900}"
    if action is Action.RECORD_CONSENT:
        said["until"] = on + timedelta(days=365)
    if action is Action.SIGN:
        said["place"] = "Дзержинск"
        if one and "enters" in one:
            said["enters_on"] = story.day(one["enters"])
    if action is Action.SUSPEND:
        said["by_party_id"] = agreement.parties[1].id
    with story.at(ago), acting_as(by.id):
        actions.take_step(agreement, action, by=by, today=on, answers=Answers(**said), at=story.moment(ago, 15, 30))


def tell_succession(story: Story, old: Agreement) -> None:
    """Bitterfeld, with which the city was twinned, is a part of Bitterfeld-Wolfen since 1 July 2007."""
    by, successor = story.staff["manager"], story.partners["bitterfeld"]
    germany = successor.country
    city = places.add_city(
        by=story.staff["admin"],
        answers={
            "name_ru": "Биттерфельд",
            "name_en": "Bitterfeld",
            "name_local": "Bitterfeld",
            "alternates": "",
            "country_id": germany.id,
            "region_id": successor.region_id,
            "population": None,
            "latitude": 51.623,
            "longitude": 12.317,
            "timezone": "Europe/Berlin",
        },
    )
    answers = {"kind": "twin", "status": "active", "since_on": date(1996, 1, 1), "since_is_year": True}
    with story.at(1000), acting_as(by.id):
        before = partners.add(
            by=by, country=germany, region=successor.region, city=city, answers=answers, today=story.day(1000)
        )
        db.session.flush()
        actions.keep(old, {"partnership_id": before.id}, by=by)
        partners.merge_into(
            before,
            successor,
            by=by,
            version=None,
            merged_on=date(2007, 7, 1),
            document="закон земли Саксония-Анхальт о слиянии общин, 2007",
            today=story.day(1000),
        )
