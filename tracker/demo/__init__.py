"""The demo data: the story of a city, told so that every screen looks lived in. Days move with the day of loading.

What is public about Dzerzhinsk, its partners and the forums is told as it was; people, numbers of letters and
all else are invented.
"""

from tracker.demo.story import SIGN_INS, load

__all__ = ["SIGN_INS", "load"]
