"""Maps of the world, drawn by the server: no outside server, no script, one picture for screen, paper and file."""

from tracker.web.maps.picture import Home, Kind, Picture, Place, Point, draw

__all__ = ["Home", "Kind", "Picture", "Place", "Point", "draw"]
