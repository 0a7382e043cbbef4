"""Many records changed at once: what will change is shown before, and all of it is undone at once."""
