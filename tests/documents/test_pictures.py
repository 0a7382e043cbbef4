"""Pictures of people: taken with the contact's form or with a card, small, turned, without places, for whom it concerns."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.documents.conftest import PDF
from tracker.contacts import actions as contacts
from tracker.contacts.models import Contact
from tracker.documents import pictures, queries
from tracker.documents.kinds import Kind
from tracker.documents.models import Document
from tracker.events import actions as events
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken

ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2


def photo(size=(1600, 800), colour=(200, 30, 30)):
    """As a phone writes it: lying on its side, with the place."""
    picture, held = Image.new("RGB", size, colour), io.BytesIO()
    about = Image.Exif()
    about[ORIENTATION] = 6
    about.get_ifd(GPS)[LATITUDE] = (56.0, 14.0, 24.0)
    picture.save(held, "JPEG", exif=about)
    return held.getvalue()


@pytest.fixture
def person(official):
    made = contacts.create(by=official, answers={"name_ru": "Жуан Силва"})
    db.session.flush()
    return made


def test_it_is_made_small_turned_and_says_no_place(attach, person):
    version = attach(photo(), "a.jpg", to=person, kind="photo").versions[0]
    for size, shape in ((pictures.FACE, (360, 360)), (pictures.CARD, (500, 1000))):
        with Image.open(io.BytesIO(pictures.small("jpeg", version.storage_key, size))) as made:
            assert (made.size, dict(made.getexif())) == (shape, {})
    spoilt = attach(b"\xff\xd8\xff\xe0" + bytes(64), "b.jpg", to=person, kind="photo").versions[0]
    assert pictures.small("jpeg", spoilt.storage_key, pictures.FACE) is None


def test_a_small_file_of_very_many_pixels_is_not_unpacked(attach, person):
    held = io.BytesIO()
    Image.new("1", (6000, 5000)).save(held, "PNG")
    assert len(held.getvalue()) < 100_000
    version = attach(held.getvalue(), "a.png", to=person, kind="photo").versions[0]
    assert pictures.small("png", version.storage_key, pictures.FACE) is None


def test_the_newest_counts_and_only_pictures_are_faces(attach, person, official):
    first = attach(photo(), "a.jpg", to=person, kind="photo")
    with clock.standing_at(clock.now() + timedelta(minutes=1)):
        newer = attach(photo(), "b.jpg", to=person, kind="photo")
    assert queries.pictures_of("contact", [person.id], [Kind.PHOTO])[person.id, Kind.PHOTO].id == newer.id != first.id
    with pytest.raises(RuleBroken, match="picture"):
        attach(PDF, "a.pdf", to=person, kind="photo")
    attach(PDF, "a.pdf", to=person, kind="business_card")


def test_the_form_takes_both_and_the_page_shows_them(sign_in, official, make_user, other_city):
    office = sign_in(official)
    sent = {"name_ru": "Жуан Силва", "form_key": "pictures-1"}
    refused = office.post("/contacts/new", {**sent, "photo": (io.BytesIO(PDF), "a.pdf")}, status=422).text
    assert "This has to be a picture" in refused
    assert "Жуан Силва" in refused
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 0
    files = {"photo": (io.BytesIO(photo()), "a.jpg"), "card": (io.BytesIO(photo()), "card.jpg")}
    office.post("/contacts/new", {**sent, "form_key": "pictures-2", **files}, status=303)
    made = db.session.scalars(select(Contact)).one()
    papers = {one.kind: one for one in db.session.scalars(select(Document))}
    assert set(papers) == {Kind.PHOTO, Kind.BUSINESS_CARD}
    page = office.get(f"/contacts/{made.id}").text
    face, card = (f"/documents/{papers[kind].id}/picture" for kind in (Kind.PHOTO, Kind.BUSINESS_CARD))
    assert f"{face}?size=face" in page
    assert card in page
    answer = sign_in("viewer").get(face)
    assert (answer.content_type, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    sign_in("observer").get(face, status=403)
    sign_in(make_user("manager", other_city)).get(face, status=404)


def test_a_card_taken_at_an_event_keeps_its_photo(sign_in, official):
    noon = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with clock.standing_at(noon):
        answers = {"kind": "forum", "title_ru": "Форум", "starts_on": noon.date()}
        event = events.plan(by=official, answers=answers)
        db.session.commit()
        sent = {"name": "Ана Петрович", "follow_up": "nothing", "day": "2026-11-23", "place": "Зал"}
        card = {"card": (io.BytesIO(photo()), "card.jpg")}
        sign_in(official).post(f"/event-mode/{event.id}", {**sent, **card, "form_key": "card-1"}, status=303)
    kept = db.session.scalars(select(Document)).one()
    assert (kept.kind, kept.of_kind, kept.subject_ru) == (Kind.BUSINESS_CARD, "contact", "Ана Петрович")
