"""The list of agreements that is sent to the region's body every year (перечень соглашений), as of any day.

`as_of` tells how an agreement stood on a day, from the steps of its life; `queries` reads; `entries` puts the two
together; `columns` are what the list says of each; `paper` is the document.
"""
