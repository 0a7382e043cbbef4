"""The reports there are, in the order in which the catalogue shows them. Each is declared beside its figures."""

from __future__ import annotations

from tracker.reports import behind
from tracker.reports.figures import activity, agreements, events, gifts, interests, partners, talks
from tracker.reports.report import Report, declared_in

ORDER = (partners, interests, agreements, talks, events, activity, gifts)
REPORTS: dict[str, Report] = {report.name: report for module in ORDER for report in declared_in(module)}
behind.show_rows()
