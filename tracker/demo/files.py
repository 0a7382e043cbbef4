"""The files of the demo data: drawn while it is loaded, so that every preview has something to show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document as Paper
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from tracker.agreements import papers
from tracker.document_templates import actions as templates
from tracker.document_templates.shipped import shipped
from tracker.documents import actions
from tracker.documents.actions import Upload
from tracker.documents.kinds import Kind
from tracker.kernel.db import acting_as
from tracker.kernel.subjects import Subject, subject_of
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.agreements.models import Agreement
    from tracker.demo.story import Story
    from tracker.documents.models import Document

INK, PAPER, SEAL = (38, 40, 44), (252, 251, 247), (36, 70, 150)


def attach_files(story: Story, agreements: Sequence[Agreement]) -> None:
    """Texts, scans and letters of agreements; a photo with a partner. The first is a signed text, which all read."""
    signed = [one for one in agreements if one.signed_on is not None and not one.title.startswith("Протокол")]
    for agreement in sorted(signed or agreements, key=lambda one: one.signed_on or story.today)[-6:]:
        _signed(story, agreement)
    for agreement in [one for one in agreements if one.signed_on is None][:4]:
        _drafted(story, agreement)
    for partnership in list(story.partners.values())[:2]:
        _photo(story, partnership)
    _people(story)
    _template(story)


def _signed(story: Story, agreement: Agreement) -> None:
    ago = max((story.today - agreement.signed_on).days - 1, 1) if agreement.signed_on else 1
    parties = [party.name_en or party.name_ru for party in agreement.parties]
    scan = scanned(agreement.number or "", parties)
    _attach(
        story,
        agreement,
        "signed_scan",
        "Соглашение, подписанный скан",
        f"{(agreement.number or 'agreement').replace('/', '-')}.pdf",
        scan,
        ago,
    )
    consent = next((one for one in agreement.approvals if one.kind is ApprovalKind.REGION and one.answered_on), None)
    if consent is not None:
        letter = letter_of_consent(consent.answer_number, f"{consent.answered_on:%d.%m.%Y}")
        name = f"consent-{consent.answered_on:%Y-%m-%d}.png"
        made = _attach(story, agreement, "consent_letter", "Письмо о согласовании", name, letter, ago)
        papers.belong_to(consent, [made], is_answer=True)


def _drafted(story: Story, agreement: Agreement) -> None:
    ago = max((story.today - agreement.drafted_on).days, 2)
    text = [agreement.subject or "", *(party.name_ru for party in agreement.parties)]
    made = _attach(story, agreement, "draft", "Текст проекта", "proekt.docx", paper(agreement.title, text), ago)
    by = story.staff["official"]
    newer = paper(agreement.title, [*text, "Срок уведомления — 60 дней."])
    moment = story.moment(ago // 2, 16)
    with story.at(ago // 2), acting_as(by.id):
        note = "учтены замечания правового отдела"
        actions.add_version(made, Upload(content=newer, name="proekt-2.docx", note=note, at=moment), by=by)


def _people(story: Story) -> None:
    """Faces of most of those whom one meets, and the cards of two."""
    people = [person for held in story.people.values() for person in held]
    for number, person in enumerate(people):
        if number % 4:
            _attach(story, person, "photo", "Фото", "photo.jpg", portrait(number), 50)
    for person in people[:2]:
        _attach(story, person, "business_card", "Визитка", "card.jpg", business_card(person.name_en), 50)


def _photo(story: Story, partnership: Any) -> None:
    _attach(story, partnership, "photo", "Встреча делегации", "meeting.jpg", photograph(story.dice.randint(0, 99)), 60)


def _template(story: Story) -> None:
    """The letter that comes with the tracker, as the municipality has made it its own."""
    by = story.staff["manager"]
    answers = {"name": "Письмо на бланке администрации", "kind": "letter", "language": "ru"}
    with story.at(300), acting_as(by.id):
        content = io.BytesIO(shipped()["letter-ru"].content)
        templates.add(by=by, answers=answers, content=content, name="blank-pisma.docx")


def _attach(story: Story, record: Any, kind: str, title: str, name: str, content: Any, ago: int) -> Document:
    by = story.staff["official"]
    subject: Subject = subject_of(record)
    with story.at(ago), acting_as(by.id):
        file = Upload(content=content, name=name, at=story.moment(ago, 12, 20))
        return actions.attach(file, kind=Kind(kind), subject=subject, by=by, title=title)


def paper(title: str, paragraphs: Sequence[str]) -> io.BytesIO:
    """A draft as an office document."""
    made = Paper()
    made.add_heading(title, 1)
    for text in paragraphs:
        made.add_paragraph(text)
    held = io.BytesIO()
    made.save(held)
    held.seek(0)
    return held


def scanned(number: str, parties: Sequence[str]) -> io.BytesIO:
    """Two pages of a signed agreement in English, as a PDF."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    for page in (1, 2):
        canvas.setFont("Times-Bold", 15)
        canvas.drawCentredString(105 * mm, 262 * mm, "AGREEMENT ON COOPERATION" if page == 1 else "SIGNATURES")
        canvas.setFont("Times-Roman", 11)
        canvas.drawCentredString(105 * mm, 254 * mm, _plain(f"No. {number}") if number else "")
        lines = _clauses(parties) if page == 1 else [f"For {_plain(one)}: ______________________" for one in parties]
        for at, line in enumerate(lines):
            canvas.drawString(25 * mm, (238 - 9 * at) * mm, _plain(line)[:95])
        canvas.drawCentredString(105 * mm, 15 * mm, str(page))
        canvas.showPage()
    canvas.save()
    held.seek(0)
    return held


def _clauses(parties: Sequence[str]) -> list[str]:
    return [
        "The Parties:",
        *(f"    {one}," for one in parties),
        "have agreed as follows.",
        "1. The Parties exchange experience within their competence.",
        "2. Each Party names a person who answers for the work.",
        "3. The Parties draw up a plan of action every year.",
        "4. This Agreement is no international treaty and creates no financial obligations.",
    ]


def _plain(text: str) -> str:
    """What the standard fonts of PDF can write."""
    from anyascii import anyascii

    return anyascii(text)


def letter_of_consent(number: str, day: str) -> io.BytesIO:
    """A sheet with lines of writing, a round seal and a signature."""
    sheet = Image.new("RGB", (620, 877), PAPER)
    drawn = ImageDraw.Draw(sheet)
    drawn.text((60, 60), f"No. {number}  {day}", fill=INK)
    for at, width in enumerate((480, 500, 470, 495, 488, 300)):
        drawn.line((60, 220 + at * 28, 60 + width, 220 + at * 28), fill=(140, 142, 148), width=3)
    drawn.ellipse((330, 560, 490, 720), outline=SEAL, width=4)
    drawn.ellipse((352, 582, 468, 698), outline=SEAL, width=2)
    drawn.line([(120, 660), (150, 620), (170, 670), (200, 615), (235, 665), (290, 640)], fill=SEAL, width=3)
    return _written(sheet, "PNG")


def photograph(seed: int) -> io.BytesIO:
    """A square with a fountain by evening light, as flat shapes."""
    picture = Image.new("RGB", (960, 640), (250, 214, 165))
    drawn = ImageDraw.Draw(picture)
    for at in range(320):
        drawn.line((0, at, 960, at), fill=(120 + at // 4, 150 + at // 5, 190 + at // 8))
    for at in range(7):
        left, height = 30 + at * 130, 120 + (seed * (at + 3)) % 120
        drawn.rectangle((left, 400 - height, left + 100, 400), fill=(92 + at * 8, 96, 112))
    drawn.rectangle((0, 400, 960, 640), fill=(168, 158, 146))
    drawn.ellipse((330, 430, 630, 530), fill=(112, 152, 176))
    drawn.arc((400, 330, 480, 500), 180, 360, fill=(230, 240, 246), width=5)
    drawn.arc((480, 330, 560, 500), 180, 360, fill=(230, 240, 246), width=5)
    return _written(picture, "JPEG")


def portrait(seed: int) -> io.BytesIO:
    """Head and shoulders before a wall, as flat shapes."""
    wall = ((206, 214, 220), (222, 214, 200), (204, 218, 208), (216, 208, 220))[seed % 4]
    skin = ((238, 205, 178), (214, 170, 136), (150, 106, 78), (245, 218, 196))[seed // 2 % 4]
    hair = ((52, 40, 34), (112, 84, 58), (150, 150, 150), (30, 28, 30))[seed // 3 % 4]
    coat = ((44, 62, 90), (90, 44, 52), (58, 66, 60), (70, 70, 78))[seed // 5 % 4]
    picture = Image.new("RGB", (480, 600), wall)
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((40, 420, 440, 860), fill=coat)
    drawn.polygon(((200, 430), (280, 430), (240, 520)), fill=(248, 248, 246))
    drawn.rectangle((205, 350, 275, 440), fill=skin)
    drawn.ellipse((140, 100, 340, 330), fill=hair)
    drawn.ellipse((155, 140, 325, 390), fill=skin)
    for eye in (198, 266):
        drawn.ellipse((eye, 245, eye + 16, 257), fill=(40, 40, 44))
    drawn.arc((205, 290, 275, 340), 20, 160, fill=(150, 80, 80), width=5)
    return _written(picture, "JPEG")


def business_card(name: str) -> io.BytesIO:
    """A card with a name and lines for the rest."""
    picture = Image.new("RGB", (900, 540), PAPER)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 0, 24, 540), fill=SEAL)
    drawn.text((80, 90), name, fill=INK, font_size=56)
    for at, width in enumerate((420, 360, 300, 340)):
        drawn.rectangle((80, 230 + at * 56, 80 + width, 244 + at * 56), fill=(168, 170, 174))
    return _written(picture, "JPEG")


def _written(picture: Image.Image, kind: str) -> io.BytesIO:
    held = io.BytesIO()
    picture.save(held, kind)
    held.seek(0)
    return held
