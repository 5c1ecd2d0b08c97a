"""Arazzo documents of versions 1.x."""
