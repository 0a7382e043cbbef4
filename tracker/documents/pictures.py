"""Pictures made small: turned as they were taken, without what a camera writes into them (place, device)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from tracker.documents.file_types import PICTURES
from tracker.kernel import storage

FACE, CARD = "face", "card"
SIZES = {FACE: (360, 360), CARD: (1000, 1000)}
MOST_PIXELS = 80_000_000
# a JPEG is unpacked at about the size it is wanted in, these are unpacked whole, and a small file may hold very many
UNPACKED_WHOLE, MOST_WHOLE = ("PNG", "WEBP"), 25_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
QUALITY = 82
UPPER_MIDDLE = (0.5, 0.3)  # where a face is
WHITE = (255, 255, 255)


def small(type_code: str, storage_key: str, size: str) -> bytes | None:
    """The picture as JPEG within the size; None for what is no picture, or a spoilt one. Raises CannotStore."""
    if type_code not in PICTURES:
        return None
    content = io.BytesIO(b"".join(storage.in_use().pieces(storage_key)))
    try:
        with Image.open(content, formats=FORMATS) as opened:
            if opened.width * opened.height > (MOST_WHOLE if opened.format in UNPACKED_WHOLE else MOST_PIXELS):
                return None
            opened.draft("RGB", SIZES[size])
            return _written(ImageOps.exif_transpose(opened), size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _written(picture: Image.Image, size: str) -> bytes:
    if size == FACE:
        picture = ImageOps.fit(picture, SIZES[size], centering=UPPER_MIDDLE)
    picture.thumbnail(SIZES[size])
    flat = Image.new("RGB", picture.size, WHITE)
    seen = picture.convert("RGBA")
    flat.paste(seen, mask=seen.getchannel("A"))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
