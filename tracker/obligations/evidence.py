"""What shows that something was done: any record that tells what happened."""

from __future__ import annotations

from tracker.web.records import Records

EVIDENCE = Records("interaction", "event", "letter", "document")
