"""What a row becomes: one module for each kind of records, over what they have in common (`base`)."""
