"""Two records of one person, organisation or partner become one; for thirty days the merge can be undone."""
