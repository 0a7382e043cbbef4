"""Built files (styles, scripts, icons) are sent as the build compressed them; their hashed names never go stale."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request, send_from_directory
from werkzeug.security import safe_join

if TYPE_CHECKING:
    from flask import Flask, Response

SQUEEZED = (("br", ".br"), ("gzip", ".gz"))


def send_squeezed(app: Flask) -> None:
    folder = Path(app.static_folder or "")

    def static(filename: str) -> Response:
        for coding, suffix in SQUEEZED:
            squeezed = safe_join(str(folder), filename + suffix)
            if squeezed and request.accept_encodings.quality(coding) > 0 and Path(squeezed).is_file():
                kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
                answer = send_from_directory(folder, filename + suffix, mimetype=kind)
                answer.headers["Content-Disposition"] = "inline"
                answer.headers["Content-Encoding"] = coding
                break
        else:
            answer = app.send_static_file(filename)
        answer.cache_control.immutable = filename.startswith("dist/")
        answer.vary.add("Accept-Encoding")
        return answer

    app.view_functions["static"] = static
