"""What the law and the region ask of a municipality, as data with validity: terms, enclosures, articles.

Low in the order of slices: whoever writes a paper, counts a term or warns of one asks `queries` here for the profile
and the articles of a day, and keeps neither in code nor in templates.
"""
