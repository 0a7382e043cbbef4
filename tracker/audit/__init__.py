"""Who changed what, from what to what. Written with the change itself; cannot be edited."""
