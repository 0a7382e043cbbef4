"""What has to be done: by whom, by when, about what."""
