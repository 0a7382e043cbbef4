"""The pages of tasks: the list with its quick line, one task, its form, and the section on other records' pages."""

from tracker.tasks import telling
from tracker.tasks.views import keeping, listing, showing
from tracker.tasks.views.area import tasks

__all__ = ["keeping", "listing", "showing", "tasks", "telling"]
