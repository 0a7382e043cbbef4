"""Where: countries with their groupings, regions and cities of the world, shared by all municipalities."""
