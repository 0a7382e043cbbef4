"""Facts about places that no package tells: groupings with dates, names of regions and cities in Russian."""
