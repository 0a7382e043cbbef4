"""The form of the talking points."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.web.fields import LongTextField, RecordForm


class PointsForm(RecordForm):
    text = LongTextField(
        _l("What to talk about"), most=2000, description=_l("One point a line. Stands at the top of the dossier.")
    )
