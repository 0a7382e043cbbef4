"""Lines of talks on one subject, moving through stages; every move is kept for ever."""
