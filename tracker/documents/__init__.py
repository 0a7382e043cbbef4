"""Documents: files attached to any record, with every version that was ever uploaded."""
