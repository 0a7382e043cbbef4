"""How each report's table is put together, with the addresses of the rows behind its numbers."""
