"""Pages of curators: what waits, one document after the other, many at once, doubles, and what was changed."""
