"""Interactions: meetings, calls, letters and visits that were logged, with who took part and what comes next."""
