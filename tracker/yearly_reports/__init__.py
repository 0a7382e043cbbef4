"""The yearly information of the head of the municipality for the region's body, with the list of agreements.

Drafted from the records, frozen when it is sent; a correction is a new edition. The figures are computed in `figures`
and kept with the report; `content` is what a report consists of, `document` its paper, `comparing` tells two editions
apart, `region` is the report of all municipalities together.
"""
