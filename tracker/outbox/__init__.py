"""Mail that waits to be sent: written with the change it tells about, sent after that is committed."""
