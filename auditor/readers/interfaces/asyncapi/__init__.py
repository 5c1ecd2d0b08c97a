"""AsyncAPI documents of versions 1.x, 2.x and 3.x."""
