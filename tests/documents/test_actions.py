"""Attaching, versions, archive, and who may."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import NoResultFound

from tests import factories
from tests.documents.conftest import PDF, PNG
from tracker.documents import actions, queries, receiving, rules
from tracker.documents.actions import Upload
from tracker.documents.kinds import Kind
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.subjects import Subject, subject_of
from tracker.permissions import Role


def content_of(version):
    return b"".join(storage.in_use().pieces(version.storage_key))


def test_a_file_is_kept_whole_with_hash_size_and_type(attach):
    version = attach(PDF, "C:\\letters\\проект.pdf").versions[0]
    assert content_of(version) == PDF
    assert (version.size, version.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (version.name, version.type, version.number) == ("проект.pdf", "pdf", 1)
    assert "проект" not in version.storage_key


def test_without_a_title_it_is_called_after_its_file(attach):
    assert attach(name="План_мероприятий 2026.pdf").title == "План мероприятий 2026"


def test_a_newer_version_leaves_the_earlier_as_it_was(attach, official):
    document = attach()
    newer = Upload(content=io.BytesIO(PNG), name="a.png", note="подписано")
    actions.add_version(document, newer, by=official)
    db.session.expire_all()
    found = queries.get_document(document.id, user=official)
    assert [(one.number, one.type) for one in found.versions] == [(2, "png"), (1, "pdf")]
    assert [content_of(one) for one in found.versions] == [PNG, PDF]
    assert found.latest == 2


def test_a_file_over_the_limit_is_refused_while_it_comes(attach, storage_of_the_test, monkeypatch):
    monkeypatch.setattr(receiving, "_limit", [1000])
    with pytest.raises(RuleBroken, match="larger than"):
        attach(PDF + bytes(2000))
    assert list(storage_of_the_test.kept()) == list(storage_of_the_test.unfinished()) == []


def test_what_is_refused_leaves_nothing_in_the_storage(attach, storage_of_the_test):
    with pytest.raises(RuleBroken):
        attach(b"<svg/>", "a.svg")
    assert list(storage_of_the_test.kept()) == list(storage_of_the_test.unfinished()) == []


def test_a_translation_says_its_language(attach):
    with pytest.raises(RuleBroken, match="language"):
        attach(kind="translation")
    assert attach(kind="translation", language="en").language == "en"


@pytest.mark.parametrize("kind", ["stage", "city", "document", "nothing"])
def test_only_records_that_take_attachments_have_documents(official, kind):
    with pytest.raises(RuleBroken, match="cannot be attached"):
        actions.attach(
            Upload(content=io.BytesIO(PDF), name="a.pdf"), kind=Kind.DRAFT, subject=Subject(kind, 1), by=official
        )


def test_a_record_of_another_city_is_no_record(official, make_user, other_city):
    stranger = make_user(Role.OFFICIAL, other_city)
    from tracker.kernel.tenancy import acting_for

    with acting_for(other_city.id):
        theirs = factories.make_partnership(stranger)
    with pytest.raises(RuleBroken, match="not there any more"):
        actions.attach(
            Upload(content=io.BytesIO(PDF), name="a.pdf"),
            kind=Kind.DRAFT,
            subject=Subject("partner", theirs.id),
            by=official,
        )


def test_a_viewer_attaches_nothing(attach, make_user, storage_of_the_test):
    with pytest.raises(NotAllowed):
        attach(by=make_user(Role.VIEWER))
    assert list(storage_of_the_test.kept()) == []


def test_the_archive_ends_the_right_to_read_at_once(attach, official, make_user, manager):
    document = attach()
    viewer, colleague = make_user(Role.VIEWER), make_user(Role.OFFICIAL)
    assert queries.get_document(document.id, user=viewer)
    actions.archive(document, by=official)
    for user in (viewer, colleague):
        with pytest.raises(NoResultFound):
            queries.get_version(document.id, document.versions[0].id, user=user)
        assert not rules.can_read(document, user)
    for user in (official, manager):
        assert queries.get_document(document.id, user=user)
        assert rules.can_read(document, user)
    assert queries.of_subject(document.subject) == []
    actions.restore(document, by=manager)
    assert queries.get_document(document.id, user=viewer)


def test_an_official_archives_only_what_he_answers_for(attach, make_user):
    with pytest.raises(NotAllowed, match="answer for"):
        actions.archive(attach(), by=make_user(Role.OFFICIAL))


def test_an_archived_document_takes_no_version(attach, official):
    document = attach()
    actions.archive(document, by=official)
    with pytest.raises(RuleBroken, match="in the archive"):
        actions.add_version(document, Upload(content=io.BytesIO(PDF), name="a.pdf"), by=official)


def test_a_stale_description_is_refused(attach, official):
    document = attach()
    with pytest.raises(EditedMeanwhile):
        actions.describe(document, by=official, version=document.version + 1, answers={"title": "x", "kind": "draft"})


def test_a_renamed_record_renames_its_documents_line(attach, partner, official):
    from tracker.negotiations import actions as negotiations

    talks = negotiations.start(
        by=official, partnership=partner, answers={"subject": "Обмен", "started_on": None}, today=partner.entered_on
    )
    document = attach(to=talks)
    assert document.subject_ru == document.subject_en == "Обмен"
    talks.subject = "Обмен студентами"
    db.session.flush()
    assert document.subject_ru == "Обмен студентами"
    assert "studentami" in document.folded


def test_the_newest_of_a_record_come_first_and_are_counted(attach, partner):
    for number in range(8):
        attach(name=f"{number}.pdf", kind="letter" if number % 2 else "draft")
    found = queries.of_subject(subject_of(partner))
    assert [one.title for one in found] == ["7", "6", "5", "4", "3", "2"]
    assert {one.in_all for one in found} == {8}
    assert {one.kind for one in queries.of_subject(subject_of(partner), kinds=[Kind.LETTER])} == {Kind.LETTER}
    assert queries.has(subject_of(partner), Kind.LETTER)
    assert not queries.has(subject_of(partner), Kind.PHOTO)


@given(name=st.text(max_size=400))
def test_a_name_is_always_a_plain_name(name):
    own = receiving.own_name(name)
    assert 0 < len(own) <= receiving.LONGEST_NAME
    assert not set(own) & set("/\\\x00\r\n")
    assert own not in {".", ".."}
    assert receiving.title_of(name)
