"""Taking in sheets of others: read, mapped, looked through row by row, carried out, and taken back if need be."""
