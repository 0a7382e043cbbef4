"""The files that come with a step: the agreement's documents, beside the approval they belong to."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from tests.agreements.conftest import TODAY
from tracker.agreements import actions, papers
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action
from tracker.documents.actions import Upload
from tracker.documents.kinds import OPEN_TO_THE_REGION, Kind
from tracker.documents.models import Document
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.regulations.kinds import ApprovalKind

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def file(name="письмо.pdf", content=PDF):
    return Upload(content=io.BytesIO(content), name=name)


def kept(agreement):
    return {
        agreement.approvals[0].kind: [(row.title, row.is_answer) for rows in papers.of_approvals(agreement).values()
                                      for row in rows]
    }  # fmt: skip


def test_what_was_enclosed_and_the_answer_stand_beside_the_approval(make_agreement, manager):
    agreement = make_agreement("approved", foreign=True)
    enclosures = ("Проект соглашения", "Пояснительная записка", "Перевод проекта на русский язык")
    asked = Answers(on=TODAY, number="15-2", enclosures=enclosures, files=[file("проект.pdf"), file("записка.pdf")])
    actions.take_step(agreement, Action.SEND_TO_REGION, by=manager, today=TODAY, answers=asked)
    answered = Answers(on=TODAY, number="204", files=[file("Согласие.pdf")])
    actions.take_step(agreement, Action.RECORD_CONSENT, by=manager, today=TODAY, answers=answered)
    assert kept(agreement) == {ApprovalKind.REGION: [("проект", False), ("записка", False), ("Согласие", True)]}
    open_to_region = papers.of_approvals(agreement, kinds=OPEN_TO_THE_REGION)
    assert [row.title for rows in open_to_region.values() for row in rows] == ["Согласие"]
    signing = Answers(on=TODAY, place="Дзержинск", files=[file("скан.pdf")])
    actions.take_step(agreement, Action.SIGN, by=manager, today=TODAY, answers=signing)
    kinds = db.session.scalars(select(Document.kind).order_by(Document.id)).all()
    assert kinds == [Kind.ENCLOSURE, Kind.ENCLOSURE, Kind.CONSENT_LETTER, Kind.SIGNED_SCAN]


@pytest.mark.parametrize(
    ("kind", "status", "made"), [("legal", "in_review", Kind.LETTER), ("council", "approved", Kind.CONSENT_LETTER)]
)
def test_a_visa_of_the_house_is_no_letter_of_consent(make_agreement, manager, kind, status, made):
    agreement = make_agreement(status, foreign=True)
    approval = ApprovalKind(kind)
    if agreement.approval(approval) is None:
        asked = Answers(on=TODAY, approval=approval)
        actions.take_step(agreement, Action.ASK_APPROVAL, by=manager, today=TODAY, answers=asked)
    given = Answers(on=TODAY, approval=approval, files=[file()])
    actions.take_step(agreement, Action.GIVE_APPROVAL, by=manager, today=TODAY, answers=given)
    assert db.session.scalars(select(Document.kind)).all() == [made]
    assert [row.is_answer for rows in papers.of_approvals(agreement).values() for row in rows] == [True]


@pytest.mark.parametrize(
    ("status", "action", "approval"),
    [
        ("at_region", Action.RECORD_REFUSAL, None),
        ("in_review", Action.REFUSE_APPROVAL, ApprovalKind.LEGAL),
        ("approved", Action.REFUSE_APPROVAL, ApprovalKind.COUNCIL),
    ],
)
def test_a_letter_of_refusal_stays_with_what_it_refused(make_agreement, manager, status, action, approval):
    """The refusal also takes the agreement back, and its approval away: all of it in one go."""
    agreement = make_agreement(status, foreign=True)
    if approval is not None:
        asked = Answers(on=TODAY, approval=approval)
        actions.take_step(agreement, Action.ASK_APPROVAL, by=manager, today=TODAY, answers=asked)
    said = Answers(on=TODAY, approval=approval, number="204", reason="уточните п. 3", files=[file("отказ.pdf")])
    actions.take_step(agreement, action, by=manager, today=TODAY, answers=said)
    assert agreement.status == "returned"
    assert db.session.scalars(select(Document.kind)).all() == [Kind.LETTER]
    assert [row.title for rows in papers.of_approvals(agreement).values() for row in rows] == ["отказ"]


def test_a_file_that_is_not_taken_leaves_the_step_untaken(make_agreement, manager):
    agreement = make_agreement("at_region", foreign=True)
    answered = Answers(on=TODAY, number="204", files=[file(), file("virus.exe", b"MZ" + bytes(100))])
    with pytest.raises(RuleBroken) as broken:
        actions.take_step(agreement, Action.RECORD_CONSENT, by=manager, today=TODAY, answers=answered)
    assert broken.value.field == "files"
    assert agreement.status == "at_region"
    assert agreement.approvals[0].is_open
    assert db.session.scalar(select(func.count(Document.id))) == 0


def test_it_is_uploaded_in_the_form_of_the_answer_and_read_by_whom_it_may(make_agreement, sign_in):
    agreement = make_agreement("at_region", foreign=True, today=TODAY)
    manager, here = sign_in("manager"), f"/agreements/{agreement.id}"
    page = manager.get(f"{here}?step=record-consent").get_data(as_text=True)
    assert 'enctype="multipart/form-data"' in page
    said = {"on": TODAY.strftime("%d.%m.%Y"), "number": "204", "version": str(agreement.version)}
    bad = manager.post(
        f"{here}/record-consent", {**said, "files": (io.BytesIO(b"MZ" + bytes(99)), "x.exe")}, status=422
    )
    assert 'value="204"' in bad.get_data(as_text=True)
    manager.post(f"{here}/record-consent", {**said, "files": (io.BytesIO(PDF), "Согласие.pdf")})
    document = db.session.scalars(select(Document)).one()
    for role, address in (("manager", "documents/"), ("viewer", "documents/"), ("observer", "/paper")):
        told = sign_in(role).get(here).get_data(as_text=True)
        section = told[told.index('id="approvals"') :]
        section = section[: section.index("</section>")]
        assert "Согласие" in section, role
        assert address in section
    sign_in("observer").get(f"/documents/{document.id}", status=403)


def test_the_observer_is_not_told_of_what_was_enclosed(make_agreement, manager, sign_in):
    agreement = make_agreement("approved", foreign=True)
    enclosures = ("Проект соглашения", "Пояснительная записка", "Перевод проекта на русский язык")
    asked = Answers(on=TODAY, number="15-2", enclosures=enclosures, files=[file("черновик.pdf")])
    actions.take_step(agreement, Action.SEND_TO_REGION, by=manager, today=TODAY, answers=asked)
    assert "черновик" not in sign_in("observer").get(f"/agreements/{agreement.id}").get_data(as_text=True)


def test_the_observer_reads_nothing_of_the_visas_of_the_house(make_agreement, manager, sign_in):
    agreement = make_agreement("in_review", foreign=True)
    asked = Answers(on=TODAY, approval=ApprovalKind.LEGAL)
    actions.take_step(agreement, Action.ASK_APPROVAL, by=manager, today=TODAY, answers=asked)
    told = {
        role: sign_in(role).get(f"/agreements/{agreement.id}").get_data(as_text=True) for role in ("viewer", "observer")
    }
    assert "Legal department" in told["viewer"]
    assert "Legal department" not in told["observer"]
