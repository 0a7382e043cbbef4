"""One box over everything one may read, and the commands one may give: finds as people type."""
