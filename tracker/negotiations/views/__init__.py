"""Pages of talks and of their stages."""

from tracker.negotiations.views.board import BOARD
from tracker.negotiations.views.pages import negotiations
from tracker.negotiations.views.stages import stages

__all__ = ["BOARD", "negotiations", "stages"]
