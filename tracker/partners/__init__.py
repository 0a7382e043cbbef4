"""Partners: the standing relation with one city, or with a region or country while the city is not named."""
