"""When each person last looked at each board, so that a board can say what changed since."""
