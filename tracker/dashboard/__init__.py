"""The first page: what waits for me, what expires, what stands still, who is silent."""
